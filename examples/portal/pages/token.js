// What the widget calls when it needs to know who is here. The portal's own session says who; Deskside gets to see
// nothing of it but the token. When nobody is signed in any more, there is none, and the widget offers its own sign-in.
window.desksideToken = async () => {
  const answer = await fetch("/token", { method: "POST" });
  return answer.ok ? (await answer.json()).token : null;
};
