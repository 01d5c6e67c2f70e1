-- Which database this is. What is made of a dump of it is another one, and what waits in it may have been sent since.
CREATE FUNCTION deskside_identity() RETURNS TEXT LANGUAGE plpgsql STABLE AS $$
DECLARE
    cluster TEXT := '';
BEGIN
    -- Ids of tables are given in their order by a new cluster, so they alone could agree by chance.
    IF has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE') THEN
        SELECT system_identifier::TEXT INTO cluster FROM pg_catalog.pg_control_system();
    END IF;
    RETURN concat_ws(
        '/',
        cluster,
        (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()),
        to_regclass('outbox')::oid
    );
END
$$;

CREATE TABLE this_database (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    identity TEXT    NOT NULL
);

INSERT INTO this_database (id, identity) VALUES (1, deskside_identity());
