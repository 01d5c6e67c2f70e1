-- What is sent later than it was pressed is looked at again before that: is it still offered to this person, on this
-- device? Who they are stands here until it is sent, and goes with the row.
ALTER TABLE outbox ADD COLUMN person TEXT;
