-- One row a 112 call. Without a ticket number the call is known by its time, caller, place and topic.
SELECT
    n,
    coalesce(record_number(call_no, hmac_pad.inner_pad, hmac_pad.outer_pad), hex(hmac(
        concat_ws(
            '|', received_at, coalesce(phone, ''), coalesce(unit_code::VARCHAR, concat_ws(',', unit_text, kecamatan_text)),
            coalesce(topic::VARCHAR, topic_text, '')
        ), hmac_pad.inner_pad, hmac_pad.outer_pad
    ))) AS call_key,
    received_at, closed_at, unit_code, coalesce(category, 'tidak_dikenal') AS category, coalesce(topic, 'lainnya') AS topic,
    is_answered = 'ya' AS is_answered, NOT received_at_is_day AS has_hour,
    NOT (received_at_is_day OR closed_at IS NOT NULL AND closed_at_is_day) AS has_minutes,
    phone, faults, warnings
FROM judged CROSS JOIN hmac_pad
