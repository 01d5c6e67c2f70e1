-- Looks at symptoms.
CREATE TABLE diagnoses (
    id         TEXT    PRIMARY KEY NOT NULL,
    employee   TEXT    NOT NULL,
    press      TEXT    NOT NULL,
    started_at INTEGER NOT NULL,
    body       TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- The same press is the same diagnosis.
CREATE UNIQUE INDEX diagnoses_by_press ON diagnoses (employee, press);
CREATE INDEX diagnoses_by_employee ON diagnoses (employee, started_at DESC);
CREATE INDEX diagnoses_by_age ON diagnoses (started_at);

-- The look at a symptom that an execution belongs to.
ALTER TABLE executions ADD COLUMN diagnosis TEXT;
CREATE INDEX executions_by_diagnosis ON executions (diagnosis) WHERE diagnosis IS NOT NULL;

-- Whether something helped, in the words of its owner. It goes with what it is about.
CREATE TABLE feedback (
    execution TEXT    UNIQUE REFERENCES executions (id) ON DELETE CASCADE,
    diagnosis TEXT    UNIQUE REFERENCES diagnoses (id) ON DELETE CASCADE,
    helped    INTEGER NOT NULL,
    note      TEXT,
    at        INTEGER NOT NULL,
    CHECK ((execution IS NULL) <> (diagnosis IS NULL))
) STRICT;

-- What employees chose for themselves, kept while they come.
CREATE TABLE preferences (
    employee TEXT    PRIMARY KEY NOT NULL,
    device   TEXT,
    seen_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX preferences_by_age ON preferences (seen_at);

CREATE TABLE favourites (
    employee  TEXT    NOT NULL REFERENCES preferences (employee) ON DELETE CASCADE,
    kind      TEXT    NOT NULL CHECK (kind IN ('topic', 'remedy')),
    name      TEXT    NOT NULL,
    marked_at INTEGER NOT NULL,
    PRIMARY KEY (employee, kind, name)
) STRICT, WITHOUT ROWID;

-- What is handed over to IT. What has not ended is its own outbox: it is due, and held by one sender at a time.
CREATE TABLE hand_overs (
    id           TEXT    PRIMARY KEY NOT NULL,
    employee     TEXT    NOT NULL,
    subject      TEXT    NOT NULL,
    press        TEXT    NOT NULL,
    open         INTEGER NOT NULL,
    -- Whether its subject needs no other.
    settles      INTEGER NOT NULL,
    revision     INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    due_at       INTEGER NOT NULL,
    leased_until INTEGER NOT NULL DEFAULT 0,
    attempt      INTEGER NOT NULL DEFAULT 0,
    body         TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX hand_overs_by_press ON hand_overs (employee, press);
CREATE UNIQUE INDEX hand_overs_settled ON hand_overs (employee, subject) WHERE settles = 1;
CREATE INDEX hand_overs_by_employee ON hand_overs (employee, created_at DESC);
CREATE INDEX hand_overs_by_due ON hand_overs (due_at) WHERE open = 1;
CREATE INDEX hand_overs_by_age ON hand_overs (updated_at) WHERE open = 0;
