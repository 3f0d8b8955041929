-- One row a day, office and service: visits to apply for it.
SELECT n, unit_code, date, service, "count" AS visits, faults, warnings
FROM judged
