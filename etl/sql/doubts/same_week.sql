-- Offices with a week in which every count of the file is that of the same weekday a week before.
SELECT unit_code, date_trunc('week', date)::DATE AS week
FROM day_count JOIN (SELECT unit_code, date + 7 AS date, counted FROM day_count) AS before USING (unit_code, date)
WHERE is_in_file AND day_count.counted > 0
GROUP BY ALL HAVING count(*) >= $week_days AND bool_and(day_count.counted = before.counted)
ORDER BY ALL
