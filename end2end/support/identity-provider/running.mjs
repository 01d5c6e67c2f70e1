// The provider that answers now, and what outlives a rotation of its keys.
import { randomBytes } from "node:crypto";

import { Accounts } from "./accounts.mjs";
import { control } from "./control.mjs";
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

  constructor(issuer, settings) {
    this.#issuer = issuer;
    this.#settings = settings;
    this.accounts = new Accounts(settings.accounts);
    this.#make();
  }

  #make() {
    const { accounts, memory } = this;
    const kept = { accounts, memory, cookieKey: this.#cookieKey };
    this.provider = makeProvider(this.#issuer, this.#settings, kept, this.#keys);
    this.#handler = this.provider.callback();
  }

  rotateKeys() {
    this.#keys = [...newKeys(), ...this.#keys];
    this.#make();
  }

  async answer(request, response) {
    const { pathname } = new URL(request.url, this.#issuer);
    if (pathname.startsWith("/interaction/")) {
      return interact(this.provider, this.accounts, request, response);
    }
    if (pathname.startsWith("/control/")) {
      const said = request.method === "POST" ? await control(this, pathname) : undefined;
      response.writeHead(said ? 200 : 404, { "content-type": "application/json" });
      return response.end(JSON.stringify(said ?? { error: "there is no such control" }));
    }
    return this.#handler(request, response);
  }
}
