// What the service desks are told when they start.

/**
 * @typedef {object} User
 * @property {string} name
 * @property {string} [email]
 * @property {string} [user_name]  what ServiceNow calls the person
 * @property {boolean} [active]    true
 * @property {boolean} [hidden]    whether Jira shows the address to nobody; false
 */

/**
 * @typedef {object} Settings
 * @property {number} [port]       0, which is the default, takes any that is free
 * @property {User[]} [users]      whom the desks know
 * @property {string[]} [fields]   further fields that tickets may have, at both desks
 * @property {string[]} [lacks]    columns that ServiceNow's tables have not, or not for this user
 * @property {string[]} [drops]    columns whose values ServiceNow drops, because this user may read and not write them
 * @property {string[]} [unsearchable]  columns by which this user may not query ServiceNow, though they may be read
 * @property {boolean} [no_rows]   whether ServiceNow answers a query by a column that is not there for it with nothing
 *                                 (`glide.invalid_query.returns_no_rows`), and not with what remains of it; false
 * @property {boolean} [fresh]     whether Deskside has never made a record at ServiceNow; false
 * @property {boolean} [blind]     whether Deskside may make tickets at ServiceNow and Jira and not see those it makes
 *                                 from now on; false
 * @property {number} [token_seconds]  how long ServiceNow's access tokens last: 1800
 */

/** By what the desks know Deskside. */
export const CREDENTIALS = {
  user: "deskside",
  password: "hush: with & odd % characters",
  client_id: "desk-client",
  client_secret: "hush too",
  email: "deskside@example.com",
  api_token: "hush-token",
  bearer: "hush-bearer",
  webhook_secret: "whsec_c2VydmljZS1kZXNrLXdlYmhvb2stc2VjcmV0LTAx",
};

/** @returns {Required<Settings>} */
export function read() {
  const text = process.argv[2] ?? process.env.SERVICE_DESK;
  if (!text) throw new Error("give the settings as JSON, as the first argument or in SERVICE_DESK");
  const instance = { lacks: [], drops: [], unsearchable: [], no_rows: false, fresh: false, token_seconds: 1800 };
  const defaults = { port: 0, users: [], fields: [], blind: false, ...instance };
  const given = JSON.parse(text);
  const unknown = Object.keys(given).filter((name) => !(name in defaults));
  if (unknown.length) throw new Error(`there is no setting ${unknown.join(", ")}`);
  return { ...defaults, ...given };
}
