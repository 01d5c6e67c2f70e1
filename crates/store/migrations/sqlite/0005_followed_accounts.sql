-- What a session's account is followed with at its identity provider. It stands beside the body, which any request may
-- write that began before it changed.
ALTER TABLE sessions ADD COLUMN followed_with TEXT;
