-- What became of every record of every file.
SELECT
    source, path, sha256, loaded_at, state, reason, read, accepted, quarantined, duplicate, not_data, not_reported
FROM ledger
