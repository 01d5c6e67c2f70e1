// A reverse proxy that signs people in before it lets them through, as companies have one: it names the person in a
// header, removes what the browser sends under that name, and passes everything else on as it came.
import { type IncomingMessage, type Server, type ServerResponse, createServer, request } from "node:http";

import { type Installation, USER_HEADER } from "./installation.js";
import type { Person } from "./company.js";

export class ReverseProxy {
  /** Its own session has ended: everything new is sent to its sign-in, which is another origin. */
  signedOut = false;
  /** The stream's answer begins and nothing of its body follows, as at proxies that read an answer to its end first. */
  buffersEvents = false;
  /** It forgets to remove what the browser sends under the header's name, and adds its own. */
  keepsSentUser = false;
  /** How many streams of events were asked for and let through so far. */
  streams = 0;
  private cutAfter?: number;
  private readonly open = new Set<ServerResponse>();
  private readonly server: Server;
  private readonly signIn: Server;

  private constructor(
    private readonly installation: Installation,
    private readonly person: Person,
  ) {
    this.server = createServer((asked, answer) => this.takes(asked, answer));
    this.signIn = createServer((asked, answer) => this.signsIn(asked, answer));
  }

  /** Stands before this installation. Whoever comes is this person. */
  static async start(installation: Installation, person: Person): Promise<ReverseProxy> {
    const proxy = new ReverseProxy(installation, person);
    for (const server of [proxy.server, proxy.signIn]) {
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    }
    return proxy;
  }

  async stop(): Promise<void> {
    for (const server of [this.server, this.signIn]) {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    }
  }

  get url(): string {
    return origin(this.server);
  }

  /** Where people sign in at the proxy. */
  get signInUrl(): string {
    return origin(this.signIn);
  }

  /** Each stream breaks off so many milliseconds after it has begun. */
  cutsEventsAfter(ms: number): void {
    this.cutAfter = ms;
  }

  /** The streams that are open break off. */
  cutsEvents(): void {
    for (const answer of this.open) answer.destroy();
  }

  private takes(asked: IncomingMessage, answer: ServerResponse): void {
    if (this.signedOut) {
      const back = encodeURIComponent(this.url + asked.url);
      answer.writeHead(302, { location: `${this.signInUrl}/?back=${back}` }).end();
      return;
    }
    // Names come in lower case here, so that nothing of what the browser sends under this one is left.
    const sent = this.keepsSentUser ? [asked.headers[USER_HEADER] ?? []].flat() : [];
    const headers = { ...asked.headers, [USER_HEADER]: [...sent, this.person.upn] };
    const { method, url: path } = asked;
    const onward = request(this.installation.url, { agent: false, method, path, headers }, (answered) => {
      answer.writeHead(answered.statusCode!, answered.headers);
      if (new URL(path!, this.url).pathname === "/events") {
        this.streams += 1;
        this.streamsTo(answer, answered);
      } else {
        answered.pipe(answer);
      }
      answered.once("error", () => answer.destroy());
    });
    onward.once("error", () => answer.destroy());
    answer.once("close", () => onward.destroy());
    asked.pipe(onward);
  }

  private streamsTo(answer: ServerResponse, answered: IncomingMessage): void {
    answer.flushHeaders();
    this.open.add(answer);
    answer.once("close", () => this.open.delete(answer));
    if (this.buffersEvents) {
      answered.resume();
    } else {
      answered.pipe(answer);
    }
    if (this.cutAfter !== undefined) {
      const cut = setTimeout(() => answer.destroy(), this.cutAfter);
      answer.once("close", () => clearTimeout(cut));
    }
  }

  private signsIn(asked: IncomingMessage, answer: ServerResponse): void {
    if (asked.method === "POST") {
      this.signedOut = false;
      const back = new URL(asked.url!, this.signInUrl).searchParams.get("back")!;
      answer.writeHead(303, { location: back }).end();
    } else {
      answer.writeHead(200, { "content-type": "text/html" });
      answer.end('<!doctype html><title>ReverseProxy</title><form method="post"><button>Sign in</button></form>');
    }
  }
}

function origin(server: Server): string {
  const { port } = server.address() as { port: number };
  return `http://127.0.0.1:${port}`;
}
