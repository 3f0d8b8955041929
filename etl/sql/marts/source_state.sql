-- What is loaded of each source.
WITH held AS (
    SELECT 'permohonan' AS source, min(submitted_at)::DATE AS oldest, max(submitted_at)::DATE AS newest, count(*) AS row_count FROM request
    UNION ALL
    SELECT 'kunjungan', min(date), max(date), count(*) FROM visit
    UNION ALL
    SELECT 'panggilan_112', min(received_at)::DATE, max(received_at)::DATE, count(*) FROM call
    UNION ALL
    SELECT 'peluncuran', min(date) FILTER (NOT is_planned), max(date) FILTER (NOT is_planned), count(*) FROM rollout_event
    UNION ALL
    SELECT 'gangguan', min(started_at)::DATE, max(started_at)::DATE, count(*) FROM outage
    UNION ALL
    SELECT 'panggilan_total', min(first_day), max(last_day), count(*) FROM call_total
)
SELECT source, oldest, newest, row_count::INTEGER AS row_count, loaded.loaded_at
FROM held
LEFT JOIN (SELECT source, max(loaded_at) AS loaded_at FROM ledger WHERE state = 'loaded' GROUP BY source) AS loaded USING (source)
