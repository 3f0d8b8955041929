-- Status changes of the offices: one an office and day.
SELECT 'file' AS side, unit_code, date, status AS what, 1 AS counted FROM rollout_event
UNION ALL
SELECT 'build', unit_code, date, status, 1 FROM build.rollout
