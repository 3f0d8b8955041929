-- Purposes left empty on days of which the office counts others, where it counts them on other days of the file.
SELECT uncounted_day.unit_code, uncounted_day.date, uncounted_day.purpose
FROM uncounted_day
SEMI JOIN visit AS same_day USING (unit_code, date)
SEMI JOIN visit AS same_purpose ON same_purpose.unit_code = uncounted_day.unit_code
    AND same_purpose.purpose = uncounted_day.purpose
ANTI JOIN visit AS counted USING (unit_code, date, purpose)
WHERE NOT uncounted_day.is_closed
ORDER BY ALL
