-- The same tables as in SQLite, with columns of the same kinds: flags are 0 or 1, times are microseconds since 1970 UTC,
-- identifiers are text, bodies are JSON as it was written.

-- As SQLite has it, for paths of plain keys. PostgreSQL reads no JSON that has the character NUL in it, in whichever place;
-- what a device puts out may have it. What is asked for here never does.
CREATE FUNCTION json_extract(body TEXT, path TEXT) RETURNS TEXT
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
RETURN replace(body, '\u0000', '\ufffd')::json #>> string_to_array(substr(path, 3), '.');

CREATE TABLE executions (
    id         TEXT   PRIMARY KEY,
    employee   TEXT   NOT NULL,
    device     TEXT   NOT NULL,
    remedy     TEXT   NOT NULL,
    press      TEXT   NOT NULL,
    open       BIGINT NOT NULL,
    revision   BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    body       TEXT   NOT NULL,
    -- The look at a symptom that it belongs to.
    diagnosis  TEXT,
    state      TEXT   NOT NULL
);

-- The same press is the same execution.
CREATE UNIQUE INDEX executions_by_press ON executions (employee, press);
-- One in flight for each device and remedy, whoever asks.
CREATE UNIQUE INDEX executions_in_flight ON executions (device, remedy) WHERE open = 1;
CREATE INDEX executions_by_employee ON executions (employee, created_at DESC);
CREATE INDEX executions_by_device ON executions (device, created_at DESC);
CREATE INDEX executions_by_age ON executions (updated_at) WHERE open = 0;
-- A webhook of a workflow names Nexthink's request only.
CREATE INDEX executions_by_request ON executions (json_extract(body, '$.request')) WHERE open = 1;
CREATE INDEX executions_by_diagnosis ON executions (diagnosis) WHERE diagnosis IS NOT NULL;
-- What the runs of a period came to is counted by an index alone: their bodies are large, and there are many.
CREATE INDEX executions_by_time ON executions
    (created_at, remedy, employee, device, open, updated_at, diagnosis, state);

-- What is to be sent. A row is named by an id that is never given twice, and goes when there is nothing to send.
CREATE TABLE outbox (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    execution    TEXT   NOT NULL UNIQUE REFERENCES executions (id) ON DELETE CASCADE,
    due_at       BIGINT NOT NULL,
    leased_until BIGINT NOT NULL DEFAULT 0,
    attempt      BIGINT NOT NULL DEFAULT 0,
    begun_at     BIGINT,
    -- Who planned it, until it is sent.
    person       TEXT
);

CREATE INDEX outbox_by_due ON outbox (due_at);

-- What open pages are told. The ids are counted in a row of their own, so that they become visible with what they name,
-- in their order, and none is given twice.
CREATE TABLE events (
    id       BIGINT PRIMARY KEY,
    employee TEXT   NOT NULL,
    body     TEXT   NOT NULL,
    at       BIGINT NOT NULL
);

CREATE INDEX events_by_employee ON events (employee, id);
CREATE INDEX events_by_age ON events (at);

CREATE TABLE event_ids (
    one  BIGINT PRIMARY KEY DEFAULT 1 CHECK (one = 1),
    last BIGINT NOT NULL
);

INSERT INTO event_ids (last) VALUES (0);

CREATE TABLE sessions (
    id               TEXT   PRIMARY KEY,
    expires_at       BIGINT NOT NULL,
    body             TEXT   NOT NULL,
    employee         TEXT,
    way              TEXT,
    begun_at         BIGINT,
    provider_subject TEXT,
    provider_session TEXT,
    -- Beside the body, which any request may write that began before it changed.
    followed_with    TEXT
);

CREATE INDEX sessions_by_expiry ON sessions (expires_at);
CREATE INDEX sessions_by_employee ON sessions (employee) WHERE employee IS NOT NULL;
CREATE INDEX sessions_by_subject ON sessions (way, provider_subject) WHERE provider_subject IS NOT NULL;
CREATE INDEX sessions_by_provider ON sessions (way, provider_session) WHERE provider_session IS NOT NULL;

-- Tokens that were accepted, by their issuer's name for them: none is accepted twice.
CREATE TABLE used_tokens (
    issuer     TEXT   NOT NULL,
    jti        TEXT   NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (issuer, jti)
);

CREATE INDEX used_tokens_by_expiry ON used_tokens (expires_at);

-- Sign-ins on their way from a pop-up into a frame; only the digests of their codes.
CREATE TABLE handovers (
    digest     BYTEA  PRIMARY KEY,
    body       TEXT   NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX handovers_by_expiry ON handovers (expires_at);

-- What webhooks brought, as it came. The same body of one source is one row, however often it comes.
CREATE TABLE inbox (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source       TEXT   NOT NULL,
    digest       BYTEA  NOT NULL,
    body         BYTEA  NOT NULL,
    received_at  BIGINT NOT NULL,
    times        BIGINT NOT NULL DEFAULT 1,
    state        TEXT   NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'read', 'quarantined')),
    -- When it entered its state.
    since        BIGINT NOT NULL,
    leased_until BIGINT NOT NULL DEFAULT 0,
    attempt      BIGINT NOT NULL DEFAULT 0,
    -- Why it cannot be read; only of what is in quarantine.
    fault        TEXT
);

CREATE UNIQUE INDEX inbox_by_content ON inbox (source, digest);
CREATE INDEX inbox_by_state ON inbox (state, id);

-- Tokens by which sources of webhooks prove themselves; only their digests.
CREATE TABLE hook_tokens (
    digest     BYTEA  PRIMARY KEY,
    source     TEXT   NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX hook_tokens_by_expiry ON hook_tokens (expires_at);

-- Looks at symptoms.
CREATE TABLE diagnoses (
    id         TEXT   PRIMARY KEY,
    employee   TEXT   NOT NULL,
    press      TEXT   NOT NULL,
    started_at BIGINT NOT NULL,
    body       TEXT   NOT NULL,
    -- Whether it has found something; NULL while nobody has seen the end of it.
    found      BIGINT
);

-- The same press is the same diagnosis.
CREATE UNIQUE INDEX diagnoses_by_press ON diagnoses (employee, press);
CREATE INDEX diagnoses_by_employee ON diagnoses (employee, started_at DESC);
CREATE INDEX diagnoses_by_age ON diagnoses (started_at);

-- Whether something helped, in the words of its owner. It goes with what it is about.
CREATE TABLE feedback (
    execution TEXT   UNIQUE REFERENCES executions (id) ON DELETE CASCADE,
    diagnosis TEXT   UNIQUE REFERENCES diagnoses (id) ON DELETE CASCADE,
    helped    BIGINT NOT NULL,
    note      TEXT,
    at        BIGINT NOT NULL,
    CHECK ((execution IS NULL) <> (diagnosis IS NULL))
);

-- What employees chose for themselves, kept while they come.
CREATE TABLE preferences (
    employee TEXT   PRIMARY KEY,
    device   TEXT,
    seen_at  BIGINT NOT NULL
);

CREATE INDEX preferences_by_age ON preferences (seen_at);

CREATE TABLE favourites (
    employee  TEXT   NOT NULL REFERENCES preferences (employee) ON DELETE CASCADE,
    kind      TEXT   NOT NULL CHECK (kind IN ('topic', 'remedy')),
    name      TEXT   NOT NULL,
    marked_at BIGINT NOT NULL,
    PRIMARY KEY (employee, kind, name)
);

-- What is handed over to IT. What has not ended is its own outbox: it is due, and held by one sender at a time.
CREATE TABLE hand_overs (
    id           TEXT   PRIMARY KEY,
    employee     TEXT   NOT NULL,
    subject      TEXT   NOT NULL,
    press        TEXT   NOT NULL,
    open         BIGINT NOT NULL,
    -- Whether its subject needs no other.
    settles      BIGINT NOT NULL,
    revision     BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL,
    due_at       BIGINT NOT NULL,
    leased_until BIGINT NOT NULL DEFAULT 0,
    attempt      BIGINT NOT NULL DEFAULT 0,
    body         TEXT   NOT NULL
);

CREATE UNIQUE INDEX hand_overs_by_press ON hand_overs (employee, press);
CREATE UNIQUE INDEX hand_overs_settled ON hand_overs (employee, subject) WHERE settles = 1;
CREATE INDEX hand_overs_by_employee ON hand_overs (employee, created_at DESC);
CREATE INDEX hand_overs_by_due ON hand_overs (due_at) WHERE open = 1;
CREATE INDEX hand_overs_by_age ON hand_overs (updated_at) WHERE open = 0;
-- So that counting them reads none of them.
CREATE INDEX hand_overs_by_state ON hand_overs (json_extract(body, '$.state'));

-- How often the tenant was asked, by API. Whoever changes one says which revision they have read.
CREATE TABLE meters (
    name     TEXT   PRIMARY KEY,
    revision BIGINT NOT NULL,
    body     TEXT   NOT NULL
);
