-- Answers to the survey by office and month, as a build holds them.
SELECT 'file' AS side, unit_code, date_trunc('month', date)::DATE AS date, channel || ' ' || score AS what, sum(answers) AS counted
FROM satisfaction WHERE answers > 0 GROUP BY ALL
UNION ALL
SELECT 'build', unit_code, month, channel || ' ' || score, answers FROM build.satisfaction_month
