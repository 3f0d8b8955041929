-- Offices with a month whose counts, one after the other, are those of the month before.
WITH numbered AS (
    SELECT
        unit_code, date_trunc('month', date)::DATE AS month, counted, is_in_file,
        row_number() OVER (PARTITION BY unit_code, date_trunc('month', date) ORDER BY date) AS place
    FROM day_count
)
SELECT now.unit_code, now.month
FROM numbered AS now JOIN numbered AS before
    ON before.unit_code = now.unit_code AND before.place = now.place AND before.month = now.month - INTERVAL 1 MONTH
WHERE now.is_in_file
GROUP BY ALL
HAVING count(*) >= $month_days AND max(now.counted) > min(now.counted) AND bool_and(now.counted = before.counted)
ORDER BY ALL
