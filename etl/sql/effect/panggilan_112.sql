-- 112 calls by place and day.
SELECT 'file' AS side, coalesce(unit_code, '') AS unit_code, received_at::DATE AS date, 'calls' AS what, count(*) AS counted
FROM call WHERE received_at IS NOT NULL GROUP BY ALL
UNION ALL
SELECT 'build', unit_code, date, 'calls', sum(calls) FROM build.calls_hour GROUP BY ALL
