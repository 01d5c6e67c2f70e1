// Hands the code of a sign-in to the window that opened this one, if that is a page of ours.
(() => {
  "use strict";
  const { code } = document.getElementById("handover").dataset;
  if (opener && code) {
    opener.postMessage({ deskside: 1, type: "code", code }, location.origin);
    close();
  }
})();
