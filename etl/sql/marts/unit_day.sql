-- Requests by office, day, service and origin, by submission time by the city's clock; cancelled ones are out.
SELECT unit_code, submitted_at::DATE AS date, service, origin, count(*)::INTEGER AS requests
FROM request
WHERE is_counted_status(status)
GROUP BY ALL
