// The desks that answer now.

import { control } from "./control.mjs";
import { Faults, act } from "./faults.mjs";
import { Jira } from "./jira.mjs";
import { Refusal, body } from "./request.mjs";
import { ServiceNow } from "./servicenow.mjs";
import { Webhook } from "./webhook.mjs";

export class Running {
  faults = new Faults();
  /** What is done only when the desks have settled. @type {(() => void)[]} */
  late = [];
  /** Every request so far, as `<desk> <what>`. @type {string[]} */
  asked = [];

  /** @param {Required<import("./settings.mjs").Settings>} settings */
  constructor(settings) {
    this.settings = settings;
    this.desks = { servicenow: new ServiceNow(settings), jira: new Jira(settings), webhook: new Webhook() };
  }

  /**
   * @param {import("node:http").IncomingMessage} incoming
   * @param {import("node:http").ServerResponse} response
   */
  async answer(incoming, response) {
    const url = new URL(incoming.url, "http://desk");
    const request = { method: incoming.method, url, headers: incoming.headers, body: await body(incoming) };
    if (url.pathname.startsWith("/control/")) {
      const told = incoming.method === "POST" && control(this, url.pathname, request.body);
      return send(response, told ? { status: 200, json: told } : { status: 404, json: {} });
    }
    for (const [name, desk] of Object.entries(this.desks)) {
      const what = desk.what(request);
      if (!what) continue;
      this.asked.push(`${name} ${what}`);
      const work = () => refused(() => desk[what](request));
      return act(this.faults.next(what), { work, late: this.late, send, response });
    }
    send(response, { status: 404, json: { error: { message: "no such address", detail: null }, status: "failure" } });
  }

  /** What was under way is done, and what was done is seen by every search. */
  settle() {
    for (const work of this.late.splice(0)) work();
    this.desks.jira.index();
  }
}

/** An answer, or a refusal that was thrown as one. */
function refused(work) {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

/** @param {{ status: number, json?: object, headers?: Record<string, string> }} answer */
function send(response, { status, json, headers }) {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(json === undefined ? undefined : JSON.stringify(json));
}
