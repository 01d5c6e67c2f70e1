// The ways in which a desk can fail, one request each.
//
// | kind | what happens |
// | --- | --- |
// | `drop-before` | the connection breaks; nothing is done |
// | `drop-after` | it is done, and the connection breaks |
// | `late` | the connection breaks; it is done when the desks settle |
// | `silent` | it is done, and never answered |
// | `busy` | 429 with `Retry-After: 7`; nothing is done |
// | `unavailable` | 503 with `Retry-After: 7`; nothing is done |
// | `gateway` | it is done, and a proxy answers 504 |
// | `garbage` | it is done, and the answer is no JSON |
// | `cut` | it is done, and the answer ends early |
// | `huge` | it is done, and the answer does not end |
// | `redirect` | 302 to elsewhere; nothing is done |
// | `forbidden` | 403; nothing is done |

export class Faults {
  /** @type {{ at: string, kind: string }[]} */
  #planned = [];

  /** @param {{ at: string, kind: string }[]} faults each for the next request of what it is at */
  plan(faults) {
    const unknown = faults.filter(({ kind }) => !(kind in KINDS));
    if (unknown.length) throw new Error(`there is no fault ${unknown.map(({ kind }) => kind).join(", ")}`);
    this.#planned.push(...faults);
  }

  /** What happens to this request, and to no other. */
  next(what) {
    const found = this.#planned.findIndex(({ at }) => at === what);
    return found < 0 ? undefined : this.#planned.splice(found, 1)[0].kind;
  }

  forget() {
    this.#planned = [];
  }
}

/** Answers, or fails. */
export function act(kind, doing) {
  if (kind) return KINDS[kind](doing);
  doing.send(doing.response, doing.work());
}

const again = { "retry-after": "7" };
const KINDS = {
  "drop-before": ({ response }) => response.destroy(),
  "drop-after": ({ work, response }) => {
    work();
    response.destroy();
  },
  late: ({ work, late, response }) => {
    late.push(work);
    response.destroy();
  },
  silent: ({ work }) => {
    work();
  },
  busy: ({ send, response }) => send(response, { status: 429, json: { error: "too many" }, headers: again }),
  unavailable: ({ send, response }) => send(response, { status: 503, json: {}, headers: again }),
  gateway: ({ work, send, response }) => {
    work();
    send(response, { status: 504, json: {} });
  },
  garbage: ({ work, response }) => {
    const { status } = work();
    response.writeHead(status, { "content-type": "text/html" });
    response.end("<!doctype html><title>Welcome</title>");
  },
  cut: ({ work, response }) => {
    const { status, json } = work();
    const text = JSON.stringify(json ?? {});
    response.writeHead(status, { "content-type": "application/json", "content-length": text.length });
    response.write(text.slice(0, text.length / 2), () => response.destroy());
  },
  huge: ({ work, response }) => {
    const { status } = work();
    response.writeHead(status, { "content-type": "application/json" });
    const more = () => !response.destroyed && response.write(`"${"x".repeat(65_536)}",`, more);
    more();
  },
  redirect: ({ send, response }) => send(response, { status: 302, headers: { location: "http://127.0.0.1:1/" } }),
  forbidden: ({ send, response }) =>
    send(response, { status: 403, json: { error: { message: "Operation Failed", detail: "ACL" }, status: "failure" } }),
};
