-- Working days without a count, in the months of which an office counts something in the file, nor a word that it was
-- closed.
SELECT months.unit_code, working_day.date
FROM (SELECT DISTINCT unit_code, date_trunc('month', date)::DATE AS month FROM day_count WHERE is_in_file) AS months
JOIN working_day ON date_trunc('month', working_day.date) = months.month
ANTI JOIN day_count ON day_count.unit_code = months.unit_code AND day_count.date = working_day.date
ANTI JOIN uncounted_day ON uncounted_day.is_closed
    AND uncounted_day.unit_code = months.unit_code AND uncounted_day.date = working_day.date
ORDER BY ALL
