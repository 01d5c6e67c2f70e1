-- How often the tenant was asked, by API. Whoever changes one says which revision they have read.
CREATE TABLE meters (
    name     TEXT    PRIMARY KEY NOT NULL,
    revision INTEGER NOT NULL,
    body     TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
