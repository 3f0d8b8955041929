-- 112 calls by hour, place, category and topic.
SELECT
    received_at::DATE AS date, hour(received_at)::INTEGER AS hour, coalesce(unit_code, '') AS unit_code, category, topic,
    is_answered, count(*)::INTEGER AS calls, count(closed_at)::INTEGER AS closed
FROM call
GROUP BY ALL
