-- Keys of chatbots. The key itself is nowhere.
CREATE TABLE api_keys (
    id         TEXT    PRIMARY KEY,
    account    TEXT    NOT NULL,
    -- What people call it.
    name       TEXT    NOT NULL,
    -- Whether a chatbot has asked for it; 0: the command line has made it.
    issued     BIGINT  NOT NULL,
    digest     BYTEA   NOT NULL,
    scopes     TEXT    NOT NULL,
    created_at BIGINT  NOT NULL,
    expires_at BIGINT  NOT NULL,
    revoked_at BIGINT,
    used_at    BIGINT
);

CREATE INDEX api_keys_by_account ON api_keys (account, created_at);
CREATE INDEX api_keys_by_end ON api_keys (expires_at);

-- What may be done seldom only, by whoever does it: until when nobody else does.
CREATE TABLE turns (
    name     TEXT    PRIMARY KEY,
    until_at BIGINT  NOT NULL
);

CREATE INDEX turns_by_end ON turns (until_at);
