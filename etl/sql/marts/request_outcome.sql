-- Requests not ready yet and cancelled ones, by who sent them, with their days: how long one is open, or was cancelled
-- after its month, depends on the day that is asked about, so no such flag stands here. The ready ones are the rest of
-- unit_day.
SELECT
    unit_code, origin, CASE WHEN is_counted_status(status) THEN 'terbuka' ELSE 'dibatalkan' END AS outcome,
    submitted_at::DATE AS submitted_on, CASE WHEN NOT is_counted_status(status) THEN updated_at::DATE END AS cancelled_on,
    count(*)::INTEGER AS requests
FROM request
WHERE status NOT IN ('siap_diambil', 'sudah_diambil')
GROUP BY ALL
