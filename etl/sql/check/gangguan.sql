-- One row an outage of one office, or of the whole city (unit SEMUA).
SELECT n, unit_code, started_at, ended_at, coalesce(kind, 'lainnya') AS kind, faults, warnings
FROM judged
