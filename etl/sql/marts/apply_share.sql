-- The part of the visitors that come to apply, at live offices that count by purpose: by month, digital days apart.
-- A day tells it where an office counted visits to apply and others; office.every holds all of its visitors then.
WITH day AS (
    SELECT
        unit_code, date, sum(visits) FILTER (purpose = 'permohonan') AS apply,
        coalesce(sum(visits) FILTER (purpose = 'semua'), sum(visits)) AS every
    FROM visit GROUP BY unit_code, date
    HAVING bool_or(purpose = 'permohonan') AND bool_or(purpose <> 'permohonan')
),
office AS (
    SELECT calendar.month, calendar.is_digital_day, unit_code, sum(apply) AS apply, sum(every) AS every
    FROM day JOIN build.unit_day_total AS total USING (unit_code, date) JOIN calendar USING (date)
    WHERE total.is_complete AND apply <= every
    GROUP BY ALL HAVING sum(every) > 0
),
apart AS (
    -- Each office's distance from what its visitors would be at the part of all of them together.
    SELECT
        *, count(*) OVER same AS offices, sum(apply) OVER same AS all_apply, sum(every) OVER same AS all_every,
        apply - every * sum(apply) OVER same / sum(every) OVER same AS distance
    FROM office WINDOW same AS (PARTITION BY month, is_digital_day)
)
SELECT
    month, is_digital_day, any_value(offices)::INTEGER AS offices,
    any_value(all_apply)::INTEGER AS visits_to_apply, any_value(all_every)::INTEGER AS all_visits,
    CASE WHEN any_value(offices) > 1
        THEN sqrt(any_value(offices) / (any_value(offices) - 1) * sum(distance ^ 2)) / any_value(all_every)
    END AS error,
    CASE WHEN any_value(offices) > 1
        THEN sqrt(any_value(offices) / (any_value(offices) - 1) * sum(distance ^ 2 / every) / any_value(all_every))
    END AS spread
FROM apart
GROUP BY month, is_digital_day
