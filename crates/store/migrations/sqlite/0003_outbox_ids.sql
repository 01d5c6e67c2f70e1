-- A row of the outbox is named by an id that is never given twice: an execution may have a row for its trigger and later
-- ones for answers, and whoever held an earlier one must not touch a later one.
CREATE TABLE outbox_with_ids (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    execution    TEXT    NOT NULL UNIQUE REFERENCES executions (id) ON DELETE CASCADE,
    due_at       INTEGER NOT NULL,
    leased_until INTEGER NOT NULL DEFAULT 0,
    attempt      INTEGER NOT NULL DEFAULT 0,
    begun_at     INTEGER
) STRICT;

INSERT INTO outbox_with_ids (execution, due_at, leased_until, attempt, begun_at)
SELECT execution, due_at, leased_until, attempt, begun_at FROM outbox;

DROP TABLE outbox;
ALTER TABLE outbox_with_ids RENAME TO outbox;

CREATE INDEX outbox_by_due ON outbox (due_at);
