-- Keys of chatbots. The key itself is nowhere.
CREATE TABLE api_keys (
    id         TEXT    PRIMARY KEY,
    account    TEXT    NOT NULL,
    -- What people call it.
    name       TEXT    NOT NULL,
    -- Whether a chatbot has asked for it; 0: the command line has made it.
    issued     INTEGER NOT NULL,
    digest     BLOB    NOT NULL,
    scopes     TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER,
    used_at    INTEGER
);

CREATE INDEX api_keys_by_account ON api_keys (account, created_at);
CREATE INDEX api_keys_by_end ON api_keys (expires_at);

-- What may be done seldom only, by whoever does it: until when nobody else does.
CREATE TABLE turns (
    name     TEXT    PRIMARY KEY,
    until_at INTEGER NOT NULL
);

CREATE INDEX turns_by_end ON turns (until_at);
