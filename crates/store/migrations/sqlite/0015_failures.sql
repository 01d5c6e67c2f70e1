-- Failed sign-ins of the last minute, by where they come from.
CREATE TABLE failures (
    source   TEXT    PRIMARY KEY,
    -- When they are not counted any more.
    until_at INTEGER NOT NULL,
    count    INTEGER NOT NULL
);

CREATE INDEX failures_by_end ON failures (until_at);
