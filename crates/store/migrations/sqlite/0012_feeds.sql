-- Every file that a feed of exported data has brought, and what became of it.
CREATE TABLE feed_files (
    generation TEXT    PRIMARY KEY NOT NULL,
    feed       TEXT    NOT NULL,
    -- Which file it was, where Deskside has fetched it, and of which version; empty for what was sent.
    name       TEXT    NOT NULL,
    version    TEXT    NOT NULL,
    as_of      INTEGER NOT NULL,
    ended_at   INTEGER NOT NULL,
    -- How many rows were put in force, and how many could not be read.
    row_count  INTEGER NOT NULL,
    bad_count  INTEGER NOT NULL,
    -- Why it was not put in force; NULL where it was.
    refused    TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX feed_files_by_feed ON feed_files (feed, ended_at);

-- Rows that could not be read, the first ones of each file.
CREATE TABLE feed_bad_rows (
    generation TEXT    NOT NULL REFERENCES feed_files (generation) ON DELETE CASCADE,
    place      INTEGER NOT NULL,
    feed       TEXT    NOT NULL,
    line       INTEGER NOT NULL,
    why        TEXT    NOT NULL,
    text       TEXT    NOT NULL,
    PRIMARY KEY (generation, place)
) STRICT, WITHOUT ROWID;
