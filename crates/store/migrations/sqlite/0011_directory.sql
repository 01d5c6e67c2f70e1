-- Everybody's devices, as they were last learned at once. Each set has two tables: one is in force, the other is filled
-- anew, without an index until it is whole.
CREATE TABLE directory_sets (
    name       TEXT    PRIMARY KEY NOT NULL,
    -- Which of the two tables is in force; NULL for none yet.
    side       INTEGER CHECK (side IN (0, 1)),
    as_of      INTEGER NOT NULL DEFAULT 0,
    row_count  INTEGER NOT NULL DEFAULT 0,
    source     TEXT    NOT NULL DEFAULT '',
    -- The generation that is being made, and when something was added to it last.
    filling    TEXT,
    filled_at  INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

INSERT INTO directory_sets (name) VALUES ('devices'), ('people');

CREATE TABLE directory_devices_0 (
    uid        TEXT    NOT NULL,
    last_seen  INTEGER NOT NULL,
    last_user  TEXT    NOT NULL,
    part       INTEGER NOT NULL,
    body       TEXT    NOT NULL
) STRICT;

CREATE TABLE directory_devices_1 (
    uid        TEXT    NOT NULL,
    last_seen  INTEGER NOT NULL,
    last_user  TEXT    NOT NULL,
    part       INTEGER NOT NULL,
    body       TEXT    NOT NULL
) STRICT;

CREATE TABLE directory_people_0 (
    employee   TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    device     TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    by_log_on  INTEGER NOT NULL DEFAULT 0,
    part       INTEGER NOT NULL
) STRICT;

CREATE TABLE directory_people_1 (
    employee   TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    device     TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    by_log_on  INTEGER NOT NULL DEFAULT 0,
    part       INTEGER NOT NULL
) STRICT;

-- How far the discovery is.
CREATE TABLE discovery (
    id         INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    progress   TEXT    NOT NULL
) STRICT;
