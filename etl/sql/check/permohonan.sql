-- One row a text record of a request log.
SELECT
    n, record_number(request_no, hmac_pad.inner_pad, hmac_pad.outer_pad) AS request_no, unit_code,
    coalesce(service, 'belum_dipetakan'::listed) AS service,
    coalesce(origin, $default_origin::listed) AS origin, status, submitted_at, updated_at,
    nik, phone, faults, warnings
FROM judged CROSS JOIN hmac_pad
