-- Requests by the month in which they were submitted and the newest status known of them; cancelled ones too.
SELECT unit_code, date_trunc('month', submitted_at)::DATE AS month, service, status, count(*)::INTEGER AS requests
FROM request
GROUP BY ALL
