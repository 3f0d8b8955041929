-- One row a 112 call. Without a ticket number the call is known by its time, caller, place and topic.
SELECT
    raw.n,
    coalesce(raw.call_no, hex(hmac(
        concat_ws('|', raw.received_at, raw.phone, raw.unit, raw.kecamatan, raw.topic), pad.inner_pad, pad.outer_pad
    ))) AS call_key,
    raw.received AS received_at,
    raw.closed AS closed_at,
    place.unit_code,
    coalesce(category.value, 'lainnya') AS category,
    coalesce(topic.value, 'lainnya') AS topic,
    is_answered.value = 'ya' AS is_answered,
    hmac(clean_phone(raw.phone), pad.inner_pad, pad.outer_pad) AS phone_hash,
    concat_ws(' ',
        raw.fault,
        place.faults,
        CASE WHEN raw.received IS NULL THEN 'received_at:tanggal_tak_terbaca'
             WHEN NOT is_plausible(raw.received, $now) THEN 'received_at:tanggal_di_luar_jangkauan' END,
        CASE WHEN raw.closed_at IS NOT NULL AND raw.closed IS NULL THEN 'closed_at:tanggal_tak_terbaca'
             WHEN raw.closed < raw.received THEN 'closed_at:tanggal_terbalik' END,
        CASE WHEN raw.is_answered IS NOT NULL AND is_answered.value IS NULL
             THEN 'is_answered:nilai_tak_dikenal' END
    ) AS faults,
    concat_ws(' ',
        CASE WHEN raw.category IS NOT NULL AND category.value IS NULL THEN 'category:kategori_tak_dikenal' END,
        -- The topics listed are those of digital help; what other calls are about needs no list.
        CASE WHEN raw.topic IS NOT NULL AND topic.value IS NULL
                  AND coalesce(category.value, 'bantuan_digital') = 'bantuan_digital' THEN 'topic:topik_tak_dikenal' END
    ) AS warnings
FROM (
    SELECT *, to_wita(received_at, $zone, $formats) AS received, to_wita(closed_at, $zone, $formats) AS closed
    FROM raw
) AS raw
CROSS JOIN pad
LEFT JOIN place_map AS place
    ON place.unit IS NOT DISTINCT FROM raw.unit AND place.kecamatan IS NOT DISTINCT FROM raw.kecamatan
LEFT JOIN value_map AS category ON category.column_name = 'category' AND category.raw = raw.category
LEFT JOIN value_map AS topic ON topic.column_name = 'topic' AND topic.raw = raw.topic
LEFT JOIN value_map AS is_answered ON is_answered.column_name = 'is_answered' AND is_answered.raw = raw.is_answered
