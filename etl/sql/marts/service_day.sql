-- Office-days whose visits were counted by service: visits to apply and digital requests of each service; empty where none
-- was delivered. Due days of live offices that the request log covers.
WITH counted AS (
    SELECT DISTINCT unit_code, date FROM service_visit JOIN build.unit_day_total AS day USING (unit_code, date)
    WHERE day.is_expected AND day.is_live AND day.warga IS NOT NULL
),
-- A service that an office did not count all month has no visits that anybody knows; left out on one day, it had none.
known AS (
    SELECT DISTINCT unit_code, service, date_trunc('month', date) AS month FROM service_visit
)
SELECT unit_code, date, service, sum(visits)::INTEGER AS visits, sum(digital)::INTEGER AS digital
FROM (
    SELECT unit_code, date, service, visits, 0 AS digital FROM service_visit
    UNION ALL
    SELECT unit_code, date, service, 0, requests FROM build.unit_day
    WHERE is_digital(origin) AND (unit_code, service, date_trunc('month', date)) IN (FROM known)
) JOIN counted USING (unit_code, date)
GROUP BY ALL HAVING sum(visits) + sum(digital) > 0
