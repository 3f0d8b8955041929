-- The delivered roster; an office it never calls live keeps its row of the shipped roster.
SELECT
    event.unit_code, event.date, event.status, event.is_planned, true AS is_start_known,
    'peluncuran/' || ledger.path AS source
FROM rollout_event AS event
JOIN ledger ON ledger.source = 'peluncuran' AND ledger.sha256 = event.file AND ledger.state <> 'duplicate_file'
UNION ALL
SELECT unit_code, date, status, false, is_start_known, source
FROM ref_rollout
WHERE unit_code NOT IN (SELECT unit_code FROM rollout_event WHERE status = 'aktif' AND NOT is_planned)
