-- Times are microseconds since 1970 UTC, identifiers are text, bodies are JSON.

CREATE TABLE executions (
    id         TEXT    PRIMARY KEY NOT NULL,
    employee   TEXT    NOT NULL,
    device     TEXT    NOT NULL,
    remedy     TEXT    NOT NULL,
    press      TEXT    NOT NULL,
    open       INTEGER NOT NULL,
    revision   INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    body       TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- The same press is the same execution.
CREATE UNIQUE INDEX executions_by_press ON executions (employee, press);
-- One in flight for each device and remedy, whoever asks.
CREATE UNIQUE INDEX executions_in_flight ON executions (device, remedy) WHERE open = 1;
CREATE INDEX executions_by_employee ON executions (employee, created_at DESC);
CREATE INDEX executions_by_device ON executions (device, created_at DESC);
CREATE INDEX executions_by_age ON executions (updated_at) WHERE open = 0;

-- What is to be sent. A row goes when its execution is no longer queued.
CREATE TABLE outbox (
    execution    TEXT    PRIMARY KEY NOT NULL REFERENCES executions (id) ON DELETE CASCADE,
    due_at       INTEGER NOT NULL,
    leased_until INTEGER NOT NULL DEFAULT 0,
    attempt      INTEGER NOT NULL DEFAULT 0,
    begun_at     INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX outbox_by_due ON outbox (due_at);

-- What open pages are told. AUTOINCREMENT: an id is never given twice, even after rows were forgotten.
CREATE TABLE events (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    employee TEXT    NOT NULL,
    body     TEXT    NOT NULL,
    at       INTEGER NOT NULL
) STRICT;

CREATE INDEX events_by_employee ON events (employee, id);
CREATE INDEX events_by_age ON events (at);

CREATE TABLE sessions (
    id         TEXT    PRIMARY KEY NOT NULL,
    expires_at INTEGER NOT NULL,
    body       TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_expiry ON sessions (expires_at);
