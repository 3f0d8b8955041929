-- Visits by office, day and service; a build holds those of due days of live offices.
SELECT 'file' AS side, unit_code, date, service AS what, sum(visits) AS counted FROM service_visit GROUP BY ALL
UNION ALL
SELECT 'build', unit_code, date, service, visits FROM build.service_day
