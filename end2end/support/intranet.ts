// A portal as a stranger builds one: a page into which is pasted what `deskside embed` prints, and a back end of a few
// lines that signs tokens.
import { createHmac, randomUUID } from "node:crypto";
import { type Server, createServer } from "node:http";

import type { Person } from "./company.js";
import { Installation } from "./installation.js";

const SECRET = "a secret of the portal and of Deskside, and of nobody else";

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token for this person, as the guide has it. */
function sign(person: Person, issuer: string): string {
  const iat = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, aud: "deskside", sub: person.upn, iat, exp: iat + 120, jti: randomUUID() };
  const body = `${base64url({ alg: "HS256", typ: "JWT" })}.${base64url(claims)}`;
  return `${body}.${createHmac("sha256", SECRET).update(body).digest("base64url")}`;
}

/** What `deskside embed` prints, by its parts. */
export interface Printed {
  element: string;
  script: string;
  pinned: string;
  style: string;
  policy: string;
}

export class Intranet {
  /** Who is signed in at the portal. */
  person?: Person;
  /** The page's head and body, its script and its style sheet, as they are pasted together. */
  page = { html: "", script: "", style: "" };
  private policy = "";

  private constructor(
    private readonly server: Server,
    readonly url: string,
    readonly installation: Installation,
  ) {}

  static async start(): Promise<Intranet> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, "localhost", done));
    const url = `http://localhost:${(server.address() as { port: number }).port}`;
    const installation = await Installation.start({
      config: async () => `
[embed]
allowed_origins = ["${url}"]
[identity.tokens.portal]
issuer = "${url}"
audience = "deskside"
algorithms = ["HS256"]
secret = "${SECRET}"
claims = { upn = "sub" }
`,
    });
    const intranet = new Intranet(server, url, installation);
    server.on("request", (asked, answer) => {
      const says = (type: string, body: string) =>
        answer.writeHead(200, { "content-type": type, "content-security-policy": intranet.policy }).end(body);
      if (asked.url === "/portal.js") says("text/javascript", intranet.page.script);
      else if (asked.url === "/portal.css") says("text/css", intranet.page.style);
      else if (asked.url !== "/deskside-token") says("text/html; charset=utf-8", intranet.page.html);
      else if (asked.method === "POST" && intranet.person) says("application/json", JSON.stringify({ token: sign(intranet.person, url) }));
      else answer.writeHead(401).end();
    });
    return intranet;
  }

  async stop(): Promise<void> {
    const closed = new Promise((done) => this.server.close(done));
    this.server.closeAllConnections();
    await closed;
    await this.installation.stop();
  }

  /** What to paste: parts that are parted by empty lines, each under a line that says what it is. */
  printed(): Printed {
    const parts = this.installation.prints("embed").trim().split(/\n\n+/);
    const [element, script, pinned, style, policy] = parts.map((part) => part.split("\n").slice(1).join("\n"));
    return { element: element!, script: script!, pinned: pinned!, style: style!, policy: policy! };
  }

  /** The page of a portal that allows nothing of others but what it was told to. */
  paste({ element, script, style, policy }: Omit<Printed, "pinned">): void {
    this.page = {
      html: `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Intranet</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/portal.css">
<h1>Intranet</h1>
${element}
<p>Soup on Thursday.</p>
<script src="/portal.js"></script>
</html>`,
      script,
      style,
    };
    // The portal's own, and of Deskside what was printed.
    const own = ["default-src 'none'", "style-src 'self'", "connect-src 'self'", "img-src data:", "base-uri 'none'"];
    this.policy = [...own, ...policy.split("\n").map((line) => line.replace("script-src", "script-src 'self'"))].join("; ");
  }
}
