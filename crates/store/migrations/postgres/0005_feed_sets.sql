-- Which set of the directory a file was of: a feed that is configured for another one begins anew.
ALTER TABLE feed_files ADD COLUMN set_name TEXT NOT NULL DEFAULT '';

UPDATE feed_files
SET set_name = coalesce((SELECT min(name) FROM directory_sets WHERE source = feed_files.feed), '');

-- Of what nobody knows any more which set it was of, nothing can be said: its feed counts as late until its next file.
DELETE FROM feed_bad_rows WHERE generation IN (SELECT generation FROM feed_files WHERE set_name = '');
DELETE FROM feed_files WHERE set_name = '';
