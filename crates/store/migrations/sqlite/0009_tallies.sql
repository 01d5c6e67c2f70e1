-- What the runs of a period came to is counted by an index alone: their bodies are large, and there are many.
ALTER TABLE executions ADD COLUMN state TEXT NOT NULL DEFAULT '';
UPDATE executions SET state = json_extract(body, '$.state');
CREATE INDEX executions_by_time ON executions
    (created_at, remedy, employee, device, open, updated_at, diagnosis, state);

-- Whether a look at a symptom has found something; NULL while nobody has seen the end of it.
ALTER TABLE diagnoses ADD COLUMN found INTEGER;
