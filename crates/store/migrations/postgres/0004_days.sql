-- The figures of each device as they were last learned on a day, for trends.
CREATE TABLE directory_days (
    uid     TEXT    NOT NULL,
    -- Days since 1970, UTC.
    day     BIGINT NOT NULL,
    numbers TEXT    NOT NULL,
    PRIMARY KEY (uid, day)
);

CREATE INDEX directory_days_by_day ON directory_days (day);
