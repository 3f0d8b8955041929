-- What became of every record of every file.
SELECT
    source, without_persons(path) AS path, sha256, loaded_at, state, reason, read, accepted, quarantined, duplicate, not_data, not_reported
FROM ledger
