-- What became of every record of every file; a name that may be a person's is replaced.
SELECT
    source, public AS path, sha256, loaded_at, state, reason, read, accepted, quarantined, duplicate, not_data, not_reported
FROM ledger JOIN public_name USING (source, path, sha256)
