-- Working days on which an office said that it was closed, and no count stands: of the two, the later word holds.
WITH said AS (
    SELECT DISTINCT unit_code, date, month, is_digital_day
    FROM closed_said JOIN calendar USING (date)
    ANTI JOIN visit USING (unit_code, date)
    WHERE is_working_day
),
month_days AS (
    SELECT month, count(*) FILTER (is_digital_day) AS digital, count(*) FILTER (NOT is_digital_day) AS others
    FROM calendar, period WHERE is_working_day AND date BETWEEN period.first AND period.last GROUP BY month
),
habit AS (
    -- Who closes the counter on digital days keeps a custom. The office is open, and its visits, or none, are asked for:
    -- by them the digital days are judged.
    SELECT unit_code, month
    FROM said JOIN month_days USING (month), period
    WHERE date <= period.last
    GROUP BY unit_code, month, digital, others
    HAVING count(*) FILTER (is_digital_day) >= $habit_closed_days AND count(*) FILTER (is_digital_day) * 2 > digital
        AND count(*) FILTER (NOT is_digital_day) * 2 <= others
)
SELECT unit_code, date, is_digital_day AND habit.month IS NOT NULL AS is_still_due
FROM said LEFT JOIN habit USING (unit_code, month)
