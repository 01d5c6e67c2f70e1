-- The figures of a device, by column of the saved query, which are kept for each day, too.
ALTER TABLE directory_devices_0 ADD COLUMN numbers TEXT NOT NULL DEFAULT '{}';
ALTER TABLE directory_devices_1 ADD COLUMN numbers TEXT NOT NULL DEFAULT '{}';

UPDATE directory_devices_0 SET numbers = body::json ->> 'numbers', body = body::json ->> 'device';
UPDATE directory_devices_1 SET numbers = body::json ->> 'numbers', body = body::json ->> 'device';
