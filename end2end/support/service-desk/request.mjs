// What comes in, and what is wrong with it.

const BODY_LIMIT = 5_000_000;

/** An answer that refuses, thrown where it is found out. */
export class Refusal extends Error {
  /** @param {number} status @param {object} json */
  constructor(status, json) {
    super(`refused with ${status}: ${JSON.stringify(json)}`);
    this.answer = { status, json };
  }
}

/** @param {import("node:http").IncomingMessage} incoming */
export async function body(incoming) {
  const chunks = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new Error("the body is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The keys of an object that it should not have. */
export function others(object, known) {
  return Object.keys(object).filter((key) => !known.includes(key));
}

/** User and password of a `Basic` header, or the token of a `Bearer` one. */
export function credentials({ headers }) {
  const [scheme, value] = (headers.authorization ?? "").split(" ");
  if (scheme === "Bearer") return { bearer: value };
  if (scheme !== "Basic") return {};
  const [user, ...password] = Buffer.from(value, "base64").toString().split(":");
  return { user, password: password.join(":") };
}

/** The files of a `multipart/form-data` body: field, file name, media type, content. */
export function files({ headers, body }) {
  const boundary = /^multipart\/form-data; boundary=(\S+)$/.exec(headers["content-type"] ?? "")?.[1];
  if (!boundary) return undefined;
  const parts = body.toString("latin1").split(`--${boundary}`);
  return parts.slice(1, -1).map((part) => {
    const at = part.indexOf("\r\n\r\n");
    const head = Buffer.from(part.slice(0, at), "latin1").toString();
    return {
      field: / name="([^"]*)"/.exec(head)?.[1],
      name: / filename="([^"]*)"/.exec(head)?.[1],
      media_type: /content-type: (.*)/i.exec(head)?.[1].trim(),
      content: Buffer.from(part.slice(at + 4, -2), "latin1"),
    };
  });
}
