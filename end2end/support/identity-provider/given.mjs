// What the provider has given away so far, and what of it came back.

export class Given {
  /** @type {Map<string, string | undefined>} token → the account that it was given for */
  #tokens = new Map();
  /** @type {(string | undefined)[]} */
  #refreshes = [];

  /**
   * @param {string | undefined} accountId
   * @param {{ access_token?: string, refresh_token?: string, id_token?: string }} answer of the token endpoint
   */
  gives(accountId, { access_token, refresh_token, id_token }) {
    for (const token of [access_token, refresh_token, id_token]) if (token) this.#tokens.set(token, accountId);
  }

  /** Somebody asks to refresh with this token, whatever it is worth by now. */
  isBrought(token) {
    this.#refreshes.push(this.#tokens.get(token));
  }

  /** All tokens, and the accounts of those that were brought, in their order. */
  told() {
    return { tokens: [...this.#tokens.keys()], refreshes: this.#refreshes };
  }
}
