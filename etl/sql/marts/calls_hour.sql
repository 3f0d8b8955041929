-- 112 calls by hour, place, category and topic. A call without a clock is of its day, and of no hour.
SELECT
    received_at::DATE AS date, CASE WHEN coalesce(has_hour, true) THEN hour(received_at) END::INTEGER AS hour, coalesce(unit_code, '') AS unit_code, category, topic,
    is_answered, count(*)::INTEGER AS calls, count(closed_at)::INTEGER AS closed
FROM call
GROUP BY ALL
