// The provider that answers now, and what outlives a rotation of its keys.
import { createPrivateKey, randomBytes, sign } from "node:crypto";

import { Accounts } from "./accounts.mjs";
import { control } from "./control.mjs";
import { Given } from "./given.mjs";
import { interact } from "./interaction.mjs";
import { newKeys } from "./keys.mjs";
import { Memory } from "./memory.mjs";
import { makeProvider } from "./provider.mjs";

export class Running {
  #settings;
  #issuer;
  #keys = newKeys();
  #cookieKey = randomBytes(32).toString("hex");
  #handler;
  memory = new Memory();
  /** What it has given away. */
  given = new Given();

  constructor(issuer, settings) {
    this.#issuer = issuer;
    this.#settings = settings;
    this.accounts = new Accounts(settings.accounts);
    this.#make();
  }

  #make() {
    const { accounts, memory, given } = this;
    const kept = { accounts, memory, given, cookieKey: this.#cookieKey };
    this.provider = makeProvider(this.#issuer, this.#settings, kept, this.#keys);
    this.#handler = this.provider.callback();
  }

  rotateKeys() {
    this.#keys = [...newKeys(), ...this.#keys];
    this.#make();
  }

  /** A token with these claims, signed as its logout tokens are. */
  signs(claims) {
    const [key] = this.#keys;
    const parts = [{ alg: "RS256", typ: "logout+jwt", kid: key.kid }, claims];
    const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
    const signature = sign("sha256", Buffer.from(signed), createPrivateKey({ key, format: "jwk" }));
    return `${signed}.${signature.toString("base64url")}`;
  }

  async answer(request, response) {
    if (this.#settings.opener_policy) response.setHeader("cross-origin-opener-policy", this.#settings.opener_policy);
    const { pathname } = new URL(request.url, this.#issuer);
    if (pathname.startsWith("/interaction/")) {
      return interact(this.provider, this.accounts, request, response);
    }
    if (pathname.startsWith("/control/")) {
      const said = request.method === "POST" ? await control(this, pathname, request) : undefined;
      response.writeHead(said ? 200 : 404, { "content-type": "application/json" });
      return response.end(JSON.stringify(said ?? { error: "there is no such control" }));
    }
    return this.#handler(request, response);
  }
}
