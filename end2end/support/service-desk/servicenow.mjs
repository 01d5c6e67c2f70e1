// ServiceNow: the Table API (incident, sys_user), the Attachment API and the token endpoint, in the shapes of their
// documentation. What an instance silently ignores or cuts is refused here, so that tests see it: unknown parameters,
// unknown columns of a record, values that are too long. What it silently leaves out of a query it leaves out here, too.
import { randomBytes, randomUUID } from "node:crypto";

import { Refusal, credentials, others } from "./request.mjs";
import { CREDENTIALS } from "./settings.mjs";

const COLUMNS = ["short_description", "description", "correlation_id", "correlation_display", "caller_id"];
const LONGEST = { short_description: 160, description: 4000, correlation_id: 100, correlation_display: 100 };
const TABLE = "/api/now/table/";
const ORDERS = { ORDERBYsys_created_on: 1, ORDERBYDESCsys_created_on: -1 };

export class ServiceNow {
  /** @type {Record<string, any>[]} */
  tickets = [];
  /** @type {Map<string, number>} token → when it ends */
  #tokens = new Map();

  /** @param {Required<import("./settings.mjs").Settings>} settings */
  constructor(settings) {
    this.settings = settings;
    this.users = settings.users.map(({ email = "", user_name = "", active = true }) => {
      return { sys_id: id(), email, user_name, active: String(active) };
    });
    this.columns = this.#readable([...COLUMNS, ...settings.fields]);
    const last = { correlation_id: randomUUID(), correlation_display: "Deskside", number: "INC0009000" };
    /** What was made before these tests. */
    this.earlier = settings.fresh ? [] : [{ sys_id: id(), sys_created_on: -1, ...last }];
  }

  /** Which of the methods below answers this request. */
  what({ method, url: { pathname } }) {
    const known = {
      "POST /oauth_token.do": "token",
      [`POST ${TABLE}incident`]: "create",
      [`GET ${TABLE}incident`]: "find",
      [`GET ${TABLE}sys_user`]: "user",
      "GET /api/now/attachment": "attached",
      "POST /api/now/attachment/file": "attach",
    };
    return known[`${method} ${pathname}`];
  }

  token({ headers, body }) {
    if (headers["content-type"] !== "application/x-www-form-urlencoded") fail(415, "not a form");
    const form = Object.fromEntries(new URLSearchParams(body.toString()));
    const { user, password, client_id, client_secret } = CREDENTIALS;
    const expected = {
      client_credentials: { grant_type: "client_credentials", client_id, client_secret },
      password: { grant_type: "password", client_id, client_secret, username: user, password },
    }[form.grant_type];
    if (!expected || JSON.stringify(sorted(form)) !== JSON.stringify(sorted(expected))) {
      throw new Refusal(401, { error: "server_error", error_description: "access_denied" });
    }
    const token = randomBytes(32).toString("base64url");
    this.#tokens.set(token, Date.now() + this.settings.token_seconds * 1000);
    const expires_in = this.settings.token_seconds;
    return { status: 200, json: { access_token: token, scope: "useraccount", token_type: "Bearer", expires_in } };
  }

  revoke() {
    this.#tokens.clear();
  }

  create(request) {
    this.#allow(request, ["sysparm_fields"]);
    const given = json(request);
    const unknown = others(given, [...this.columns, ...this.settings.lacks]);
    if (unknown.length) fail(400, `unknown columns: ${unknown.join(", ")}`);
    for (const [column, longest] of Object.entries(LONGEST)) {
      if ((given[column]?.length ?? 0) > longest) fail(400, `${column} is longer than ${longest}`);
    }
    if (given.caller_id && !this.users.some(({ sys_id }) => sys_id === given.caller_id)) fail(400, "no such caller");
    for (const column of [...this.settings.lacks, ...this.settings.drops]) delete given[column];
    const number = `INC${String(10_001 + this.tickets.length).padStart(7, "0")}`;
    const record = { sys_id: id(), number, sys_created_on: this.tickets.length, attachments: [], ...given };
    this.tickets.push(record);
    const result = this.settings.blind ? {} : this.#shown(record, request, this.columns);
    return { status: 201, json: { result } };
  }

  find(request) {
    this.#allow(request, ["sysparm_query", "sysparm_fields", "sysparm_limit"]);
    const isSeen = (record) => !this.settings.blind || this.earlier.includes(record);
    const result = this.#search([...this.earlier, ...this.tickets], request, this.columns, isSeen);
    return { status: 200, json: { result } };
  }

  user(request) {
    this.#allow(request, ["sysparm_query", "sysparm_fields", "sysparm_limit"]);
    const result = this.#search(this.users, request, this.#readable(["email", "user_name", "active"]));
    return { status: 200, json: { result } };
  }

  attached(request) {
    this.#allow(request, ["sysparm_query", "sysparm_limit"]);
    const all = this.tickets.flatMap(({ sys_id, attachments }) =>
      attachments.map((file) => ({ ...file, table_name: "incident", table_sys_id: sys_id })),
    );
    const result = this.#search(all, request, ["table_name", "table_sys_id", "file_name", "content_type"]);
    return { status: 200, json: { result } };
  }

  attach(request) {
    this.#allow(request, ["table_name", "table_sys_id", "file_name"]);
    const { table_name, table_sys_id, file_name } = Object.fromEntries(request.url.searchParams);
    const ticket = this.tickets.find(({ sys_id }) => sys_id === table_sys_id);
    if (table_name !== "incident" || !ticket) fail(404, "no such record");
    const content_type = request.headers["content-type"];
    if (!file_name || !content_type) fail(400, "a file needs a name and a content type");
    const file = { sys_id: id(), file_name, content_type, content: request.body.toString("base64") };
    ticket.attachments.push(file);
    const { content: _, ...result } = file;
    return { status: 201, json: { result: { ...result, table_name, table_sys_id } } };
  }

  #readable(columns) {
    return columns.filter((column) => !this.settings.lacks.includes(column));
  }

  #allow(request, parameters) {
    const { user, password, bearer } = credentials(request);
    const known = user === CREDENTIALS.user && password === CREDENTIALS.password;
    if (!known && !((this.#tokens.get(bearer) ?? 0) > Date.now())) {
      fail(401, "User Not Authenticated", "Required to provide Auth information");
    }
    if (request.headers.accept !== "application/json") fail(406, "the answer is JSON");
    const unknown = [...request.url.searchParams.keys()].filter((name) => !parameters.includes(name));
    if (unknown.length) fail(400, `unknown parameters: ${unknown.join(", ")}`);
  }

  /**
   * The encoded query: conditions joined by `^`; one on a column that is not there is left out. What the user may not
   * see is taken from what was found, the limit included.
   */
  #search(records, request, columns, isSeen = () => true) {
    const { sysparm_query = "", sysparm_limit = "10000" } = Object.fromEntries(request.url.searchParams);
    let found = [...records];
    for (const condition of sysparm_query.split("^")) {
      if (condition.startsWith("OR") || condition.startsWith("NQ")) {
        const order = ORDERS[condition];
        if (!order) fail(400, "only conditions that all must hold");
        found.sort((one, other) => order * (one.sys_created_on - other.sys_created_on));
        continue;
      }
      const at = condition.indexOf("=");
      const [column, value] = [condition.slice(0, at), condition.slice(at + 1)];
      if (value.startsWith("javascript:")) fail(400, "a script");
      if (!columns.includes(column) || this.settings.unsearchable.includes(column)) {
        if (this.settings.no_rows) return [];
        continue;
      }
      found = found.filter((record) => String(record[column] ?? "").toLowerCase() === value.toLowerCase());
    }
    const seen = found.slice(0, Number(sysparm_limit)).filter(isSeen);
    return seen.map((record) => this.#shown(record, request, columns));
  }

  /** The fields that are asked for, all as texts. A column that is not there is not in the answer. */
  #shown(record, request, columns) {
    const asked = request.url.searchParams.get("sysparm_fields")?.split(",");
    const shown = this.#readable(["sys_id", "number", ...columns]);
    const wanted = shown.filter((column) => !asked || asked.includes(column));
    return Object.fromEntries(wanted.map((column) => [column, String(record[column] ?? "")]));
  }
}

function json({ headers, body }) {
  if (headers["content-type"] !== "application/json") fail(415, "not JSON");
  return JSON.parse(body.toString());
}

/** A refusal in the Table API's shape. */
function fail(status, message, detail = null) {
  throw new Refusal(status, { error: { message, detail }, status: "failure" });
}

function sorted(object) {
  return Object.entries(object).sort();
}

function id() {
  return randomBytes(16).toString("hex");
}
