-- Every file that a feed of exported data has brought, and what became of it.
CREATE TABLE feed_files (
    generation TEXT    PRIMARY KEY,
    feed       TEXT    NOT NULL,
    -- Which file it was, where Deskside has fetched it, and of which version; empty for what was sent.
    name       TEXT    NOT NULL,
    version    TEXT    NOT NULL,
    as_of      BIGINT  NOT NULL,
    ended_at   BIGINT  NOT NULL,
    -- How many rows were put in force, and how many could not be read.
    row_count  BIGINT  NOT NULL,
    bad_count  BIGINT  NOT NULL,
    -- Why it was not put in force; NULL where it was.
    refused    TEXT
);

CREATE INDEX feed_files_by_feed ON feed_files (feed, ended_at);

-- Rows that could not be read, the first ones of each file.
CREATE TABLE feed_bad_rows (
    generation TEXT    NOT NULL REFERENCES feed_files (generation) ON DELETE CASCADE,
    place      BIGINT  NOT NULL,
    feed       TEXT    NOT NULL,
    line       BIGINT  NOT NULL,
    why        TEXT    NOT NULL,
    text       TEXT    NOT NULL,
    PRIMARY KEY (generation, place)
);
