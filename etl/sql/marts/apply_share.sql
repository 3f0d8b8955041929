-- The part of the visitors that come to apply, at live offices that count by purpose: by month, digital days apart.
-- Offices are added up in one order, so that the same counts give the same figures to the last digit.
WITH office AS (
    SELECT calendar.month, calendar.is_digital_day, unit_code, sum(visits) AS apply, sum(all_visits) AS every
    FROM build.unit_day_total AS total JOIN calendar USING (date)
    WHERE is_complete AND NOT is_unsplit AND visits <= all_visits
    GROUP BY ALL HAVING sum(all_visits) > 0
),
apart AS (
    -- Each office's distance from what its visitors would be at the part of all of them together.
    SELECT
        *, count(*) OVER same AS offices, sum(apply) OVER same AS all_apply, sum(every) OVER same AS all_every,
        apply - every * sum(apply) OVER same / sum(every) OVER same AS distance,
        every / sum(every) OVER same AS weight
    FROM office WINDOW same AS (PARTITION BY month, is_digital_day)
)
SELECT
    month, is_digital_day, any_value(offices)::INTEGER AS offices, 1 / sum(weight ^ 2 ORDER BY unit_code) AS effective_offices,
    any_value(all_apply)::INTEGER AS visits_to_apply, any_value(all_every)::INTEGER AS all_visits,
    -- An office with much of the visitors draws the part to itself.
    CASE WHEN any_value(offices) > 1
        THEN sqrt(sum(distance ^ 2 / greatest(1 - weight, 1e-12) ORDER BY unit_code)) / any_value(all_every)
    END AS error,
    CASE WHEN any_value(offices) > 1
        THEN sqrt(sum(distance ^ 2 / every / greatest(1 - weight, 1e-12) ORDER BY unit_code) / any_value(all_every))
    END AS spread
FROM apart
GROUP BY month, is_digital_day
