-- The private warehouse: typed facts with persons only as keyed hashes, the ledger and the quarantine.
-- version of a row: the later updated_at, then export_time, then file (checksum) wins.
CREATE TABLE IF NOT EXISTS request (
    request_no VARCHAR, unit_code VARCHAR, service VARCHAR, origin VARCHAR, status VARCHAR,
    submitted_at TIMESTAMP, updated_at TIMESTAMP, nik_hash BLOB, phone_hash BLOB,
    export_time TIMESTAMP, file VARCHAR
);
CREATE TABLE IF NOT EXISTS request_status (
    request_no VARCHAR, status VARCHAR, reached_at TIMESTAMP, file VARCHAR
);
CREATE TABLE IF NOT EXISTS visit (
    unit_code VARCHAR, date DATE, purpose VARCHAR, visits INTEGER, export_time TIMESTAMP, file VARCHAR
);
CREATE TABLE IF NOT EXISTS call (
    call_key VARCHAR, received_at TIMESTAMP, closed_at TIMESTAMP, unit_code VARCHAR, category VARCHAR,
    topic VARCHAR, is_answered BOOLEAN, phone_hash BLOB, export_time TIMESTAMP, file VARCHAR
);
CREATE TABLE IF NOT EXISTS rollout_event (
    unit_code VARCHAR, date DATE, is_planned BOOLEAN, status VARCHAR,
    export_time TIMESTAMP, file VARCHAR
);
CREATE TABLE IF NOT EXISTS outage (
    unit_code VARCHAR, started_at TIMESTAMP, ended_at TIMESTAMP, kind VARCHAR, export_time TIMESTAMP, file VARCHAR
);
CREATE TABLE IF NOT EXISTS ledger (
    source VARCHAR, path VARCHAR, sha256 VARCHAR, size BIGINT, modified BIGINT, loaded_at TIMESTAMP,
    export_time TIMESTAMP, state VARCHAR, reason VARCHAR, detail VARCHAR,
    read INTEGER, accepted INTEGER, quarantined INTEGER, duplicate INTEGER, not_data INTEGER, not_reported INTEGER,
    fingerprint VARCHAR
);
CREATE TABLE IF NOT EXISTS quarantine (
    source VARCHAR, path VARCHAR, file VARCHAR, place VARCHAR, column_name VARCHAR, reason VARCHAR,
    severity VARCHAR, value VARCHAR
);
CREATE TABLE IF NOT EXISTS made_by (schema VARCHAR, key_digest VARCHAR);
