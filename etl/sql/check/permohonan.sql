-- One row a text record of a request log.
SELECT
    n, request_no, unit_code, service, coalesce(origin, $default_origin::listed) AS origin, status, submitted_at, updated_at,
    nik, phone, faults, warnings
FROM judged
