-- The private warehouse: typed facts with persons only as keyed hashes, the ledger and the quarantine.
-- <table>_version holds each thing ever said of a key once; hold says which file shows which version, so that a file
-- can be taken out, or stay after it was removed, without reading another one. What counts is a view: of each key
-- the newest version (is_newest), unless a later full export no longer shows the key (is_vanished).
CREATE TABLE IF NOT EXISTS request_version (
    version_no BIGINT, request_no VARCHAR USING COMPRESSION 'zstd', unit_code VARCHAR, service VARCHAR, origin VARCHAR, status VARCHAR,
    submitted_at TIMESTAMP, updated_at TIMESTAMP, nik_no UINTEGER, phone_no UINTEGER, is_newest BOOLEAN, is_vanished BOOLEAN, is_counted BOOLEAN
);
-- The build whose marts count the versions of requests that are marked is_counted, and what made them.
CREATE TABLE IF NOT EXISTS counted_in (build VARCHAR, made_by VARCHAR);
-- The exports of requests that this build counted.
CREATE TABLE IF NOT EXISTS counted_file (file_no INTEGER, export_time TIMESTAMP);
-- Numbers of persons (kind: nik_no or phone_no) that had so many requests at one office in one month that they may
-- stand for many persons, as that build or one before it saw them.
CREATE TABLE IF NOT EXISTS frequent_number (kind VARCHAR, number UINTEGER);
-- Each NIK and each phone once, as a keyed hash; everything else knows it by its number. No hash gets smaller by
-- compression, so none is tried.
CREATE TABLE IF NOT EXISTS pseudonym (
    pseudonym_no UINTEGER, hash BLOB USING COMPRESSION 'uncompressed'
);
CREATE TABLE IF NOT EXISTS visit_version (
    version_no BIGINT, unit_code VARCHAR, date DATE, purpose VARCHAR, visits INTEGER,
    is_newest BOOLEAN, is_vanished BOOLEAN
);
-- has_hour: the call's moment has a clock; has_minutes: that of its end, too.
CREATE TABLE IF NOT EXISTS call_version (
    version_no BIGINT, call_key VARCHAR, received_at TIMESTAMP, closed_at TIMESTAMP, unit_code VARCHAR, category VARCHAR,
    topic VARCHAR, is_answered BOOLEAN, has_hour BOOLEAN, has_minutes BOOLEAN, phone_no UINTEGER, is_newest BOOLEAN, is_vanished BOOLEAN
);
CREATE TABLE IF NOT EXISTS rollout_event_version (
    version_no BIGINT, unit_code VARCHAR, date DATE, is_planned BOOLEAN, status VARCHAR,
    is_newest BOOLEAN, is_vanished BOOLEAN
);
-- Plans as each export showed them: neither a later export nor the going of a file changes what was planned.
-- file: its path as a checksum.
CREATE TABLE IF NOT EXISTS plan_seen (
    file VARCHAR, sha256 VARCHAR, export_time TIMESTAMP, unit_code VARCHAR, planned_date DATE, status VARCHAR
);
CREATE TABLE IF NOT EXISTS outage_version (
    version_no BIGINT, unit_code VARCHAR, started_at TIMESTAMP, ended_at TIMESTAMP, kind VARCHAR,
    is_newest BOOLEAN, is_vanished BOOLEAN
);
CREATE TABLE IF NOT EXISTS call_total_version (
    version_no BIGINT, first_day DATE, last_day DATE, stage VARCHAR, calls INTEGER, is_newest BOOLEAN, is_vanished BOOLEAN
);
CREATE TABLE IF NOT EXISTS satisfaction_version (
    version_no BIGINT, unit_code VARCHAR, date DATE, channel VARCHAR, score INTEGER, answers INTEGER,
    is_newest BOOLEAN, is_vanished BOOLEAN
);
CREATE TABLE IF NOT EXISTS service_visit_version (
    version_no BIGINT, unit_code VARCHAR, date DATE, service VARCHAR, visits INTEGER,
    is_newest BOOLEAN, is_vanished BOOLEAN
);
-- is_nominated: of the versions of a key in one file the one that the file itself puts forward, its latest.
CREATE TABLE IF NOT EXISTS hold (
    file_no INTEGER, version_no BIGINT, is_nominated BOOLEAN
);
-- Keys that a full export shows in rows held back: they have not vanished.
CREATE TABLE IF NOT EXISTS held_back_key (
    file_no INTEGER, key VARCHAR
);
-- Working days of which a file says that an office, or the counter of one purpose, was closed (NULL: no purpose is
-- named; '': one that nobody knows). It stands beside what files count: the later word holds.
CREATE TABLE IF NOT EXISTS closed_said (
    file_no INTEGER, unit_code VARCHAR, date DATE, purpose VARCHAR
);
-- Each guest of a guest book as a keyed hash, by what it counts for: the same guests again are no second counter.
CREATE TABLE IF NOT EXISTS guest (
    file_no INTEGER, unit_code VARCHAR, date DATE, purpose VARCHAR, guest BLOB
);
-- file_no is the number of the bytes: paths with the same bytes share it. full_from and full_to: the period that the
-- file shows completely, as declared.
CREATE TABLE IF NOT EXISTS ledger (
    source VARCHAR, path VARCHAR, sha256 VARCHAR, size BIGINT, modified BIGINT, loaded_at TIMESTAMP,
    export_time TIMESTAMP, state VARCHAR, reason VARCHAR, detail VARCHAR,
    read INTEGER, accepted INTEGER, quarantined INTEGER, duplicate INTEGER, not_data INTEGER, not_reported INTEGER,
    fingerprint VARCHAR, file_no INTEGER, newest_time TIMESTAMP, full_from DATE, full_to DATE,
    saved_at TIMESTAMP, is_dated BOOLEAN
);
-- unit_code: the office of a row held back or flagged; '' where the row does not say it for sure. word: a cell of which
-- not all may be shown, as a keyed hash, so that who mends it knows which cells hold the same.
CREATE TABLE IF NOT EXISTS quarantine (
    source VARCHAR, path VARCHAR, file VARCHAR, place VARCHAR, unit_code VARCHAR, column_name VARCHAR, reason VARCHAR,
    severity VARCHAR, value VARCHAR, word VARCHAR
);
-- Entries of the user's declarations that a file gave an effect.
CREATE TABLE IF NOT EXISTS declared_use (source VARCHAR, entry VARCHAR);
CREATE TABLE IF NOT EXISTS made_by (schema VARCHAR, key_digest VARCHAR);

CREATE VIEW IF NOT EXISTS request AS
    SELECT * EXCLUDE (is_newest, is_vanished, is_counted) FROM request_version WHERE is_newest AND NOT is_vanished;
CREATE VIEW IF NOT EXISTS visit AS
    SELECT * EXCLUDE (is_newest, is_vanished) FROM visit_version WHERE is_newest AND NOT is_vanished;
CREATE VIEW IF NOT EXISTS call AS
    SELECT * EXCLUDE (is_newest, is_vanished) FROM call_version WHERE is_newest AND NOT is_vanished;
CREATE VIEW IF NOT EXISTS rollout_event AS
    SELECT * EXCLUDE (is_newest, is_vanished) FROM rollout_event_version WHERE is_newest AND NOT is_vanished;
CREATE VIEW IF NOT EXISTS outage AS
    SELECT * EXCLUDE (is_newest, is_vanished) FROM outage_version WHERE is_newest AND NOT is_vanished;
CREATE VIEW IF NOT EXISTS call_total AS
    SELECT * EXCLUDE (is_newest, is_vanished) FROM call_total_version WHERE is_newest AND NOT is_vanished;
CREATE VIEW IF NOT EXISTS satisfaction AS
    SELECT * EXCLUDE (is_newest, is_vanished) FROM satisfaction_version WHERE is_newest AND NOT is_vanished;
CREATE VIEW IF NOT EXISTS service_visit AS
    SELECT * EXCLUDE (is_newest, is_vanished) FROM service_visit_version WHERE is_newest AND NOT is_vanished;

-- When the bytes behind a file_no were exported, once a path that has them.
CREATE VIEW IF NOT EXISTS export AS
    SELECT file_no, source, path, sha256, export_time, full_from, full_to, saved_at, is_dated, newest_time FROM ledger
    WHERE state IN ('loaded', 'duplicate_file', 'removed') AND file_no IS NOT NULL;

-- One row a request: the first and the last export that show it.
CREATE VIEW IF NOT EXISTS request_export AS
    SELECT request_no, min(export_time) AS first_export, max(export_time) AS last_export
    FROM request_version JOIN hold USING (version_no) JOIN export USING (file_no)
    GROUP BY request_no;

-- One row a status change. A status without a time of its own was reached at the latest in the first export that
-- showed it (is_at_latest).
CREATE VIEW IF NOT EXISTS request_status AS
    SELECT request_no, status, reached_at, is_at_latest
    FROM (
        SELECT *, lag(status) OVER (PARTITION BY request_no ORDER BY reached_at, is_at_latest DESC, rank) AS before
        FROM (
            SELECT request_no, status, updated_at AS reached_at, false AS is_at_latest, status AS rank
            FROM request_version WHERE updated_at IS NOT NULL
            UNION ALL
            SELECT request_no, status, export_time, true, sha256
            FROM request_version JOIN hold USING (version_no) JOIN export USING (file_no)
            WHERE updated_at IS NULL
        )
    )
    WHERE status IS DISTINCT FROM before;
