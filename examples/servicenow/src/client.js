api.controller = function ($scope) {
    var c = this;
    // Asked by the widget whenever Deskside wants to know anew who this is.
    $scope.desksideToken = function () {
        return c.server.get({ action: 'token' }).then(function (response) {
            return response.data.token;
        });
    };
};
