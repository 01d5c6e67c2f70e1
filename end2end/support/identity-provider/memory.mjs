// Where the provider keeps sessions, grants and tokens: in memory, so that tests can look for those of one account.

/** All records of one provider, which outlive it when its keys are rotated. */
export class Memory {
  /** @type {Map<string, Map<string, Record<string, any>>>} kind → id → record */
  #kinds = new Map();

  /** @param {string} kind */
  records(kind) {
    if (!this.#kinds.has(kind)) this.#kinds.set(kind, new Map());
    return this.#kinds.get(kind);
  }

  /** Forgets every record of these kinds that belongs to the account. */
  forget(accountId, kinds) {
    for (const kind of kinds) {
      for (const [id, record] of this.records(kind)) {
        if (record.accountId === accountId) this.records(kind).delete(id);
      }
    }
  }

  /** The adapter that oidc-provider asks for: https://github.com/panva/node-oidc-provider/blob/main/example/my_adapter.js */
  adapter() {
    const memory = this;
    return class {
      constructor(kind) {
        this.records = memory.records(kind);
      }
      async upsert(id, record) {
        this.records.set(id, record);
      }
      async find(id) {
        return this.records.get(id);
      }
      async findByUid(uid) {
        return [...this.records.values()].find((record) => record.uid === uid);
      }
      async findByUserCode(userCode) {
        return [...this.records.values()].find((record) => record.userCode === userCode);
      }
      async consume(id) {
        this.records.get(id).consumed = Math.floor(Date.now() / 1000);
      }
      async destroy(id) {
        this.records.delete(id);
      }
      async revokeByGrantId(grantId) {
        for (const [id, record] of this.records) if (record.grantId === grantId) this.records.delete(id);
      }
    };
  }
}
