// Who can sign in, and who has been shut out since.

export class Accounts {
  /** @type {Map<string, import("./settings.mjs").Account>} */
  #accounts;
  #disabled = new Set();

  /** @param {import("./settings.mjs").Account[]} accounts */
  constructor(accounts) {
    this.#accounts = new Map(accounts.map((account) => [account.sub, account]));
  }

  /** An account that may sign in, in the shape that oidc-provider asks for. */
  find(sub) {
    const account = this.#accounts.get(sub);
    if (!account || this.#disabled.has(sub)) return undefined;
    return { accountId: sub, claims: async () => ({ ...account.claims, sub }) };
  }

  /** Whom a person means who types this: a subject, a user name or an address. */
  named(text) {
    const names = (account) => [account.sub, account.claims?.preferred_username, account.claims?.email];
    const found = [...this.#accounts.values()].find((account) => names(account).includes(text));
    return found && this.find(found.sub);
  }

  disable(sub) {
    this.#disabled.add(sub);
  }

  enable(sub) {
    this.#disabled.delete(sub);
  }
}
