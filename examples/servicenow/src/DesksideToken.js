var DesksideToken = Class.create();
DesksideToken.prototype = {
    initialize: function () {},

    /**
     * Whether a token could be made for whoever is signed in, without making one.
     * @returns {string} '' or why not: 'guest', 'impersonating', 'provider', 'user', 'identifier'
     */
    refusal: function () {
        return this._look().refused || '';
    },

    /**
     * A token that tells Deskside who is signed in here, for the two minutes that the JWT provider says.
     * @returns {{token: string}|{refused: string}}
     */
    forCurrentUser: function () {
        var found = this._look();
        if (found.refused)
            return found;
        // The provider adds iat and exp, and its key the kid; what stands here replaces the provider's own claims.
        var claims = {
            iss: this._property('issuer', gs.getProperty('glide.servlet.uri', '').replace(/\/$/, '')),
            aud: this._property('audience', 'deskside'),
            sub: found.identifier,
            name: found.name,
            jti: String(gs.generateGUID())
        };
        var groups = this._groups();
        if (groups.length > 0)
            claims.groups = groups;
        return { token: String(new sn_auth.GlideJWTAPI().generateJWT(found.provider, null, JSON.stringify(claims))) };
    },

    _look: function () {
        if (!gs.isLoggedIn())
            return { refused: 'guest' };
        // Whoever impersonates somebody must not act on that person's devices.
        if (gs.getSession().isImpersonating())
            return { refused: 'impersonating' };
        var provider = this._property('jwt_provider', '');
        if (!provider)
            return { refused: 'provider' };
        var user = new GlideRecord('sys_user');
        if (!user.get(gs.getUserID()))
            return { refused: 'user' };
        var identifier = String(user.getValue(this._property('user_field', 'user_name')) || '').trim();
        if (!identifier)
            return { refused: 'identifier' };
        return { provider: provider, identifier: identifier, name: String(user.getValue('name') || '') };
    },

    // Only the groups that Deskside's configuration names: the token need not tell more about a person.
    _groups: function () {
        var user = gs.getUser();
        return this._property('groups', '').split(',')
            .map(function (name) { return name.trim(); })
            .filter(function (name) { return name && user.isMemberOf(name); });
    },

    _property: function (name, otherwise) {
        return String(gs.getProperty('deskside.' + name, '') || otherwise).trim();
    },

    type: 'DesksideToken'
};
