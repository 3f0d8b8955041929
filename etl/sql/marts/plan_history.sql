-- Every day for which an office was planned to go live: when an export first and last showed it, and the day that the
-- next export showed in its place. Withdrawn: a later export of plans shows none for the office, though it names the
-- office, or repeats another plan of the last export that showed this one. An export of events alone says nothing of plans.
WITH seen AS (SELECT * FROM plan_seen WHERE status = 'aktif'),
plan AS (
    SELECT unit_code, planned_date, min(export_time) AS first_seen, max(export_time) AS last_seen
    FROM seen GROUP BY ALL
),
changed AS (
    SELECT
        plan.unit_code, plan.planned_date, first_seen, last_seen,
        min(later.export_time) AS changed_on, arg_min(later.planned_date, later.export_time) AS changed_to
    FROM plan LEFT JOIN (
        SELECT unit_code, export_time, min(planned_date) AS planned_date FROM seen GROUP BY ALL
    ) AS later ON later.unit_code = plan.unit_code AND later.export_time > plan.last_seen
    GROUP BY ALL
),
named AS (
    SELECT DISTINCT seen.export_time, version.unit_code
    FROM (SELECT DISTINCT sha256, export_time FROM seen) AS seen
    JOIN export USING (sha256) JOIN hold USING (file_no) JOIN rollout_event_version AS version USING (version_no)
),
beside AS (
    SELECT DISTINCT plan.unit_code, plan.planned_date, other.unit_code AS other, other.planned_date AS other_day
    FROM plan JOIN seen AS other ON other.export_time = plan.last_seen AND other.unit_code <> plan.unit_code
),
left_out AS (
    SELECT plan.unit_code, plan.planned_date, min(named.export_time) AS withdrawn_on
    FROM plan JOIN named ON named.unit_code = plan.unit_code AND named.export_time > plan.last_seen
    GROUP BY ALL
    UNION ALL
    SELECT plan.unit_code, plan.planned_date, min(seen.export_time)
    FROM plan JOIN beside USING (unit_code, planned_date)
    JOIN seen ON seen.unit_code = other AND seen.planned_date = other_day AND seen.export_time > plan.last_seen
    GROUP BY ALL
)
SELECT
    unit_code, planned_date, any_value(first_seen)::DATE AS first_seen, any_value(last_seen)::DATE AS last_seen,
    any_value(changed.changed_on)::DATE AS changed_on, any_value(changed.changed_to) AS changed_to,
    CASE WHEN any_value(changed.changed_on) IS NULL THEN min(left_out.withdrawn_on)::DATE END AS withdrawn_on
FROM changed LEFT JOIN left_out USING (unit_code, planned_date)
GROUP BY unit_code, planned_date
