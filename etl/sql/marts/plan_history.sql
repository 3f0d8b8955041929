-- Every day for which an office was planned to go live: when an export first and last showed it, and the day that the
-- next export showed in its place.
WITH seen AS (SELECT * FROM plan_seen WHERE status = 'aktif'),
plan AS (
    SELECT unit_code, planned_date, min(export_time) AS first_seen, max(export_time) AS last_seen
    FROM seen GROUP BY ALL
)
SELECT
    plan.unit_code, plan.planned_date, first_seen::DATE AS first_seen, last_seen::DATE AS last_seen,
    min(later.export_time)::DATE AS changed_on, arg_min(later.planned_date, later.export_time) AS changed_to
FROM plan LEFT JOIN (
    SELECT unit_code, export_time, min(planned_date) AS planned_date FROM seen GROUP BY ALL
) AS later ON later.unit_code = plan.unit_code AND later.export_time > plan.last_seen
GROUP BY ALL
