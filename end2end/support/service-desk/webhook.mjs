// The receiver of a Standard Webhook: https://github.com/standard-webhooks/standard-webhooks. It takes each id once,
// and answers the same to the same.
import { createHmac, timingSafeEqual } from "node:crypto";

import { Refusal, others } from "./request.mjs";
import { CREDENTIALS } from "./settings.mjs";

const TOLERANCE = 5 * 60;
const KEYS = {
  payload: ["type", "timestamp", "data"],
  data: ["id", "person", "subject", "text", "markdown", "facts", "attachments"],
  person: ["name", "email", "principal"],
  file: ["name", "media_type", "content"],
};

export class Webhook {
  /** @type {Record<string, any>[]} */
  tickets = [];

  /** Which of the methods below answers this request. */
  what({ method, url: { pathname } }) {
    return method === "POST" && pathname === "/hook" ? "create" : undefined;
  }

  create({ headers, body }) {
    const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures } = headers;
    if (!id || !timestamp || !signatures) fail(400, "a header is missing");
    if (!/^\d+$/.test(timestamp) || Math.abs(Date.now() / 1000 - timestamp) > TOLERANCE) fail(400, "too old or too new");
    if (!genuine(`${id}.${timestamp}.${body.toString()}`, signatures)) fail(401, "the signature is wrong");
    if (headers["content-type"] !== "application/json") fail(415, "not JSON");
    const payload = JSON.parse(body.toString());
    const shapes = [
      [payload, KEYS.payload],
      [payload.data, KEYS.data],
      [payload.data.person, KEYS.person],
      ...payload.data.attachments.map((file) => [file, KEYS.file]),
    ];
    for (const [object, keys] of shapes) {
      if (others(object, keys).length || !keys.every((key) => key in object)) fail(400, `not ${keys.join(", ")}`);
    }
    if (payload.type !== "ticket.requested" || payload.data.id !== id) fail(400, "not a request for a ticket");
    let ticket = this.tickets.find((ticket) => ticket.id === id);
    if (!ticket) {
      ticket = { number: `REQ-${this.tickets.length + 1}`, timestamp: payload.timestamp, ...payload.data };
      this.tickets.push(ticket);
    }
    const link = `http://${headers.host}/tickets/${ticket.number}`;
    return { status: 200, json: { number: ticket.number, link } };
  }
}

/** One signature of ours is enough. */
function genuine(signed, signatures) {
  const key = Buffer.from(CREDENTIALS.webhook_secret.slice("whsec_".length), "base64");
  const ours = createHmac("sha256", key).update(signed).digest();
  return signatures.split(" ").some((signature) => {
    const [version, value] = signature.split(",");
    const theirs = Buffer.from(value ?? "", "base64");
    return version === "v1" && theirs.length === ours.length && timingSafeEqual(theirs, ours);
  });
}

function fail(status, message) {
  throw new Refusal(status, { message });
}
