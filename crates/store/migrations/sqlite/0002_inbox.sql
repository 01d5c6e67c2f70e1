-- What webhooks brought, as it came. The same body of one source is one row, however often it comes.
-- AUTOINCREMENT: people name a row by its id, and must never mean another one.
CREATE TABLE inbox (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    source       TEXT    NOT NULL,
    digest       BLOB    NOT NULL,
    body         BLOB    NOT NULL,
    received_at  INTEGER NOT NULL,
    times        INTEGER NOT NULL DEFAULT 1,
    state        TEXT    NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'read', 'quarantined')),
    -- When it entered its state.
    since        INTEGER NOT NULL,
    leased_until INTEGER NOT NULL DEFAULT 0,
    attempt      INTEGER NOT NULL DEFAULT 0,
    -- Why it cannot be read; only of what is in quarantine.
    fault        TEXT
) STRICT;

CREATE UNIQUE INDEX inbox_by_content ON inbox (source, digest);
CREATE INDEX inbox_by_state ON inbox (state, id);

-- Tokens by which sources of webhooks prove themselves; only their digests, so that the file gives none away.
CREATE TABLE hook_tokens (
    digest     BLOB    PRIMARY KEY NOT NULL,
    source     TEXT    NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX hook_tokens_by_expiry ON hook_tokens (expires_at);

-- A webhook of a workflow names Nexthink's request only.
CREATE INDEX executions_by_request ON executions (json_extract(body, '$.request')) WHERE open = 1;
