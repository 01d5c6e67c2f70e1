-- Who signed in by a session, and how, so that all sessions of one person, or of one sign-in elsewhere, can be ended.
-- Everybody signs in once more: what the sessions held so far does not say it.
DELETE FROM sessions;
ALTER TABLE sessions ADD COLUMN employee TEXT;
ALTER TABLE sessions ADD COLUMN way TEXT;
ALTER TABLE sessions ADD COLUMN begun_at INTEGER;
ALTER TABLE sessions ADD COLUMN provider_subject TEXT;
ALTER TABLE sessions ADD COLUMN provider_session TEXT;

CREATE INDEX sessions_by_employee ON sessions (employee) WHERE employee IS NOT NULL;
CREATE INDEX sessions_by_subject ON sessions (way, provider_subject) WHERE provider_subject IS NOT NULL;
CREATE INDEX sessions_by_provider ON sessions (way, provider_session) WHERE provider_session IS NOT NULL;

-- Tokens that were accepted, by their issuer's name for them: none is accepted twice.
CREATE TABLE used_tokens (
    issuer     TEXT    NOT NULL,
    jti        TEXT    NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (issuer, jti)
) STRICT, WITHOUT ROWID;

CREATE INDEX used_tokens_by_expiry ON used_tokens (expires_at);

-- Sign-ins on their way from a pop-up into a frame; only the digests of their codes, so that the file gives none away.
CREATE TABLE handovers (
    digest     BLOB    PRIMARY KEY NOT NULL,
    body       TEXT    NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX handovers_by_expiry ON handovers (expires_at);
