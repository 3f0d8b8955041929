-- Requests by office and day.
SELECT 'file' AS side, unit_code, submitted_at::DATE AS date, 'requests' AS what, count(*) AS counted
FROM request WHERE is_counted_status(status) AND submitted_at IS NOT NULL GROUP BY ALL
UNION ALL
SELECT 'build', unit_code, date, 'requests', sum(requests) FROM build.unit_day GROUP BY ALL
