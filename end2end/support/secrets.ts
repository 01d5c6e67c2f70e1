// What nobody may find in a log: everything secret that a browser has sent or was given.
import type { BrowserContext, Request, Response } from "@playwright/test";

/** The parameters of addresses on the way to an identity provider and back that are worth something to somebody else. */
const PARAMETERS = ["code", "state", "nonce", "id_token_hint", "logout_token"];
/** Shorter texts stand in a log by chance. */
const SHORTEST = 8;

export class Secrets {
  private readonly seen = new Set<string>();
  private readonly pending = new Set<Promise<void>>();

  /** Collects what this browser sends to and gets from anybody. */
  watches(context: BrowserContext): void {
    context.on("request", (request) => this.ofRequest(request));
    context.on("response", (response) => {
      const looking = this.ofResponse(response).catch(() => undefined);
      this.pending.add(looking);
      void looking.then(() => this.pending.delete(looking));
    });
  }

  add(...secrets: string[]): void {
    for (const secret of secrets) if (secret.length >= SHORTEST) this.seen.add(secret);
  }

  /** All that was collected so far. */
  async all(): Promise<string[]> {
    await Promise.all(this.pending);
    return [...this.seen];
  }

  private ofRequest(request: Request): void {
    const { searchParams } = new URL(request.url());
    for (const name of PARAMETERS) this.add(searchParams.get(name) ?? "");
    if (request.url().endsWith("/embed/session")) {
      const body = JSON.parse(request.postData() ?? "{}") as Record<string, unknown>;
      this.add(`${body.code ?? ""}`, `${body.token ?? ""}`);
    }
  }

  private async ofResponse(response: Response): Promise<void> {
    for (const { name, value } of await response.headersArray()) {
      if (name.toLowerCase() === "deskside-bearer") this.add(value);
      if (name.toLowerCase() === "set-cookie") this.ofCookie(/^[^=]*=([^;]*)/.exec(value)?.[1] ?? "");
    }
  }

  /** A cookie that holds something readable holds secrets of its own. */
  private ofCookie(value: string): void {
    this.add(value);
    try {
      const inside = (part: unknown): void => {
        if (typeof part === "string" && !part.includes("/")) this.add(part);
        else if (part && typeof part === "object") Object.values(part).forEach(inside);
      };
      const { pending } = JSON.parse(Buffer.from(value, "base64url").toString()) as { pending: object };
      for (const [name, part] of Object.entries(pending)) if (name !== "begun_at") inside(part);
    } catch {
      // It holds nothing of the kind.
    }
  }
}
