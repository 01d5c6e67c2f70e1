// Jira Service Management in the cloud: requests, their attachments, the search of issues and of users, in the shapes
// of the documentation. Unknown keys and parameters are refused. The search sees new requests only when it has settled.
import { randomUUID } from "node:crypto";

import { faulty } from "./adf.mjs";
import { Refusal, credentials, files, others } from "./request.mjs";
import { CREDENTIALS } from "./settings.mjs";

const SERVICE_DESK = "4";
const REQUEST_TYPE = "25";
const PROJECT = { id: "11001", key: "HELP", name: "Help" };
const API = "/rest/servicedeskapi";

export class Jira {
  /** @type {Record<string, any>[]} */
  tickets = [];
  #indexed = 0;
  /** @type {Map<string, { filename: string, mimeType: string, content: string }>} */
  #temporary = new Map();

  /** @param {Required<import("./settings.mjs").Settings>} settings */
  constructor(settings) {
    this.settings = settings;
    this.accounts = settings.users.map(({ name, email, hidden }) => ({
      accountId: `712020:${randomUUID()}`,
      accountType: "atlassian",
      displayName: name,
      active: true,
      email,
      ...(hidden ? {} : { emailAddress: email }),
    }));
  }

  /** Which of the methods below answers this request. */
  what({ method, url: { pathname } }) {
    const known = {
      [`POST ${API}/request`]: "create",
      "GET /rest/api/3/search/jql": "find",
      "GET /rest/api/3/user/search": "user",
      [`GET /rest/api/3/project/${PROJECT.id}`]: "project",
      [`GET ${API}/servicedesk/${SERVICE_DESK}`]: "desk",
      [`POST ${API}/servicedesk/${SERVICE_DESK}/attachTemporaryFile`]: "bring",
    };
    const one = new RegExp(`^${API}/request/[A-Z]+-\\d+(/attachment)?$`).exec(pathname);
    const ofOne = { GET: one?.[1] ? "attached" : "request", POST: one?.[1] && "attach" };
    return known[`${method} ${pathname}`] ?? (one ? ofOne[method] : undefined);
  }

  /** From now on searches see every request. */
  index() {
    this.#indexed = this.tickets.length;
  }

  create(request) {
    this.#allow(request, []);
    const given = json(request);
    const keys = ["serviceDeskId", "requestTypeId", "isAdfRequest", "requestFieldValues", "raiseOnBehalfOf"];
    const unknown = others(given, keys);
    if (unknown.length) fail(400, `unknown keys: ${unknown.join(", ")}`);
    if (given.serviceDeskId !== SERVICE_DESK || given.requestTypeId !== REQUEST_TYPE) fail(404, "no such request type");
    const { requestFieldValues: values, raiseOnBehalfOf: customer } = given;
    const strange = others(values, ["summary", "description", "labels", ...this.settings.fields]);
    if (strange.length) fail(400, `the request type has no field ${strange.join(", ")}`);
    if (!values.summary || values.summary.length > 255 || /[\r\n]/.test(values.summary)) fail(400, "no summary");
    const fault = given.isAdfRequest ? faulty(values.description) : typeof values.description !== "string" && "no text";
    if (fault) fail(400, `the description is no document: ${fault}`);
    if (!values.labels?.every((label) => /^\S{1,255}$/.test(label))) fail(400, "labels have no spaces");
    if (customer && !this.accounts.some(({ accountId }) => accountId === customer)) fail(400, "no such customer");
    const ticket = { key: `HELP-${this.tickets.length + 1}`, customer, ...values, attachments: [] };
    this.tickets.push(ticket);
    return { status: 201, json: this.#shown(ticket, request) };
  }

  request(request) {
    this.#allow(request, []);
    return { status: 200, json: this.#shown(this.#one(request), request) };
  }

  find(request) {
    this.#allow(request, ["jql", "fields", "maxResults"]);
    const { jql, maxResults } = Object.fromEntries(request.url.searchParams);
    const label = /^labels = "([^"\\]+)" ORDER BY created ASC$/.exec(jql)?.[1];
    if (!label) throw new Refusal(400, { errorMessages: ["Error in the JQL Query"], errors: {} });
    const indexed = this.settings.blind ? [] : this.tickets.slice(0, this.#indexed);
    const seen = indexed.filter(({ labels }) => labels.includes(label));
    const issues = seen.slice(0, Number(maxResults)).map(({ key, labels }) => ({ id: key, key, fields: { labels } }));
    return { status: 200, json: { issues, isLast: true } };
  }

  desk(request) {
    this.#allow(request, []);
    const { id: projectId, key: projectKey, name: projectName } = PROJECT;
    return { status: 200, json: { id: SERVICE_DESK, projectId, projectName, projectKey } };
  }

  project(request) {
    this.#allow(request, []);
    if (this.settings.blind) {
      throw new Refusal(404, { errorMessages: [`No project could be found with id '${PROJECT.id}'.`], errors: {} });
    }
    return { status: 200, json: PROJECT };
  }

  user(request) {
    this.#allow(request, ["query", "maxResults"]);
    const query = request.url.searchParams.get("query").toLowerCase();
    const found = this.accounts.filter(({ email, emailAddress, displayName }) => {
      const shown = [emailAddress ?? "", displayName].some((text) => text.toLowerCase().startsWith(query));
      return shown || email?.toLowerCase() === query;
    });
    return { status: 200, json: found.map(({ email: _, ...account }) => account) };
  }

  bring(request) {
    this.#allow(request, []);
    if (request.headers["x-atlassian-token"] !== "no-check") fail(403, "XSRF check failed");
    const given = files(request);
    if (!given?.length || given.some(({ field, name }) => field !== "file" || !name)) fail(400, "no files");
    const temporaryAttachments = given.map(({ name: filename, media_type: mimeType, content }) => {
      const temporaryAttachmentId = `temp${randomUUID()}`;
      this.#temporary.set(temporaryAttachmentId, { filename, mimeType, content: content.toString("base64") });
      return { temporaryAttachmentId, fileName: filename };
    });
    return { status: 201, json: { temporaryAttachments } };
  }

  attached(request) {
    this.#allow(request, ["limit"]);
    const values = this.#one(request).attachments.map(({ filename, mimeType }) => ({ filename, mimeType }));
    return { status: 200, json: { size: values.length, start: 0, limit: 100, isLastPage: true, values } };
  }

  attach(request) {
    this.#allow(request, []);
    const ticket = this.#one(request);
    const given = json(request);
    const unknown = others(given, ["temporaryAttachmentIds", "public", "additionalComment"]);
    if (unknown.length || typeof given.public !== "boolean") fail(400, "not of the documented shape");
    const brought = given.temporaryAttachmentIds.map((id) => this.#temporary.get(id));
    if (!brought.length || brought.includes(undefined)) fail(400, "no such temporary attachment");
    for (const id of given.temporaryAttachmentIds) this.#temporary.delete(id);
    ticket.attachments.push(...brought.map((file) => ({ ...file, public: given.public })));
    return { status: 201, json: { comment: {}, attachments: { values: [] } } };
  }

  #allow(request, parameters) {
    const { user, password, bearer } = credentials(request);
    const known = user === CREDENTIALS.email && password === CREDENTIALS.api_token;
    if (!known && bearer !== CREDENTIALS.bearer) fail(401, "Client must be authenticated to access this resource.");
    const unknown = [...request.url.searchParams.keys()].filter((name) => !parameters.includes(name));
    if (unknown.length) fail(400, `unknown parameters: ${unknown.join(", ")}`);
  }

  #one({ url }) {
    const key = url.pathname.split("/")[4];
    const ticket = this.tickets.find((ticket) => ticket.key === key);
    if (!ticket) fail(404, "Issue does not exist or you do not have permission to see it.");
    return ticket;
  }

  #shown({ key }, { headers }) {
    const web = `http://${headers.host}/servicedesk/customer/portal/${SERVICE_DESK}/${key}`;
    const self = `http://${headers.host}${API}/request/${key}`;
    return {
      issueId: String(107_000 + Number(key.split("-")[1])),
      issueKey: key,
      requestTypeId: REQUEST_TYPE,
      serviceDeskId: SERVICE_DESK,
      _links: { web, self },
    };
  }
}

function json({ headers, body }) {
  if (headers["content-type"] !== "application/json") fail(415, "not JSON");
  return JSON.parse(body.toString());
}

/** A refusal in the service desk API's shape. */
function fail(status, errorMessage) {
  throw new Refusal(status, { errorMessage, i18nErrorMessage: { i18nKey: "sd.error", parameters: [] } });
}
