-- Totals of 112 calls by the first day of their period.
SELECT 'file' AS side, '' AS unit_code, first_day AS date, stage || ' ' || last_day AS what, calls AS counted FROM call_total
UNION ALL
SELECT 'build', '', first_day, stage || ' ' || last_day, "count" FROM build.calls_totals
