(function () {
    var tokens = new DesksideToken();
    if (input && input.action === 'token') {
        var answer = tokens.forCurrentUser();
        data.token = answer.token || null;
        return;
    }
    // No token here: this part of the answer may be kept by the browser.
    data.address = String(gs.getProperty('deskside.address', '')).trim().replace(/\/$/, '');
    data.refused = data.address ? tokens.refusal() : 'address';
})();
