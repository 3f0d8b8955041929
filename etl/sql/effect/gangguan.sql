-- Outages by the day on which they began; a build holds none by itself.
SELECT 'file' AS side, unit_code, started_at::DATE AS date, kind AS what, count(*) AS counted FROM outage GROUP BY ALL
