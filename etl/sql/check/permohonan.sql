-- One row a text record of a request log; persons become pseudonyms here.
SELECT
    n, request_no, unit_code, service, coalesce(origin, $default_origin) AS origin, status, submitted_at, updated_at,
    hmac(nik, pad.inner_pad, pad.outer_pad) AS nik_hash,
    hmac(phone, pad.inner_pad, pad.outer_pad) AS phone_hash,
    faults, warnings
FROM judged CROSS JOIN pad
