function link(scope, element) {
    if (scope.data.refused)
        return;
    var address = scope.data.address;
    var options = scope.options || {};

    if (!document.querySelector('script[data-deskside]')) {
        var script = document.createElement('script');
        script.src = address + '/embed.js';
        script.async = true;
        script.setAttribute('data-deskside', '');
        document.head.appendChild(script);
    }

    var widget = document.createElement('deskside-widget');
    widget.setAttribute('src', address);
    ['view', 'device', 'remedy', 'topic', 'theme', 'height', 'label'].forEach(function (name) {
        if (options[name])
            widget.setAttribute(name, options[name]);
    });
    if (document.documentElement.lang)
        widget.setAttribute('locale', document.documentElement.lang);
    // Before the element is in the page: its first address says that a token will come.
    widget.token = scope.desksideToken;
    element[0].querySelector('.deskside-slot').appendChild(widget);
}
