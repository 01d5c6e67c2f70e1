-- What the runs of a period came to is counted without reading their bodies.
CREATE INDEX executions_by_time ON executions
    (created_at, remedy, employee, device, updated_at, diagnosis, json_extract(body, '$.state'));

-- Whether a look at a symptom has found something; NULL while nobody has seen the end of it.
ALTER TABLE diagnoses ADD COLUMN found INTEGER;
