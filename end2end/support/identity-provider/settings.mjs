// What the identity provider is told when it starts.

/**
 * @typedef {object} Account
 * @property {string} sub                        what tokens call the person
 * @property {Record<string, unknown>} [claims]  preferred_username, name, groups, email and whatever else
 */

/**
 * @typedef {object} Settings
 * @property {number} [port]                        0, which is the default, takes any that is free
 * @property {Record<string, unknown>[]} clients    client metadata as OpenID Connect registration names it: client_id,
 *   client_secret, redirect_uris, post_logout_redirect_uris, backchannel_logout_uri
 * @property {Account[]} accounts                   who can sign in; there are no passwords
 * @property {boolean} [claims_in_id_token]         true; otherwise they are told at the userinfo endpoint only
 * @property {number} [access_token_seconds]        how long access tokens last: 3600
 * @property {string} [opener_policy]               the Cross-Origin-Opener-Policy of every page: none
 */

/** @returns {Required<Settings>} */
export function read() {
  const text = process.argv[2] ?? process.env.IDENTITY_PROVIDER;
  if (!text) throw new Error("give the settings as JSON, as the first argument or in IDENTITY_PROVIDER");
  const defaults = {
    port: 0,
    clients: [],
    accounts: [],
    claims_in_id_token: true,
    access_token_seconds: 3600,
    opener_policy: "",
  };
  const given = JSON.parse(text);
  const unknown = Object.keys(given).filter((name) => !(name in defaults));
  if (unknown.length) throw new Error(`there is no setting ${unknown.join(", ")}`);
  return { ...defaults, ...given };
}
