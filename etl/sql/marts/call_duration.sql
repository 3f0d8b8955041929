-- Minutes from receipt to closing of digital-help calls that were taken: exact up to two hours, then in steps of 15
-- minutes, after a day in hours. Open cases have no minutes; a stamp without a clock gives none, and its call is left out. Day and hour stay, so that any as-of can censor.
WITH timed AS (
    SELECT received_at, topic, date_diff('minute', received_at, closed_at) AS minutes
    FROM call
    WHERE category = 'bantuan_digital' AND coalesce(is_answered, true)
        AND coalesce(has_minutes, true)
)
SELECT
    received_at::DATE AS date,
    hour(received_at)::INTEGER AS hour,
    topic,
    (CASE WHEN minutes <= 120 THEN minutes
          WHEN minutes <= 1440 THEN ceil(minutes / 15.0) * 15
          ELSE ceil(minutes / 60.0) * 60 END)::INTEGER AS minutes,
    count(*)::INTEGER AS calls
FROM timed
GROUP BY ALL
