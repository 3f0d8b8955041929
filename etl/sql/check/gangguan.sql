-- One row an outage of one office, or of the whole city (unit SEMUA). An end without a clock is that of its day.
SELECT
    n, unit_code, started_at, CASE WHEN ended_at_is_day THEN ended_at + INTERVAL 1 DAY ELSE ended_at END AS ended_at,
    coalesce(kind, 'lainnya') AS kind, faults, warnings
FROM judged
