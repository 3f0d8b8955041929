-- One row a text record of a request log: typed values, and what is wrong with it.
SELECT
    raw.n,
    raw.request_no,
    place.unit_code,
    service.value AS service,
    coalesce(origin.value, $default_origin) AS origin,
    status.value AS status,
    raw.submitted AS submitted_at,
    raw.updated AS updated_at,
    hmac(raw.clean_nik, pad.inner_pad, pad.outer_pad) AS nik_hash,
    hmac(clean_phone(raw.phone), pad.inner_pad, pad.outer_pad) AS phone_hash,
    concat_ws(' ',
        raw.fault,
        place.faults,
        CASE WHEN raw.request_no IS NULL THEN 'request_no:nomor_kosong' END,
        CASE WHEN raw.unit IS NULL THEN 'unit:unit_tak_dikenal' END,
        CASE WHEN service.value IS NULL THEN 'service:layanan_tak_dikenal' END,
        CASE WHEN status.value IS NULL THEN 'status:status_tak_dikenal' END,
        CASE WHEN raw.origin IS NOT NULL AND origin.value IS NULL THEN 'origin:nilai_tak_dikenal' END,
        CASE WHEN raw.submitted IS NULL THEN 'submitted_at:tanggal_tak_terbaca'
             WHEN NOT is_plausible(raw.submitted, $now) THEN 'submitted_at:tanggal_di_luar_jangkauan' END,
        CASE WHEN raw.updated_at IS NOT NULL AND raw.updated IS NULL THEN 'updated_at:tanggal_tak_terbaca'
             WHEN raw.updated < raw.submitted THEN 'updated_at:tanggal_terbalik'
             WHEN NOT is_plausible(raw.updated, $now) THEN 'updated_at:tanggal_di_luar_jangkauan' END
    ) AS faults,
    CASE WHEN raw.nik IS NOT NULL AND raw.clean_nik IS NULL THEN 'nik:nik_rusak' ELSE '' END AS warnings
FROM (
    SELECT
        *,
        to_wita(submitted_at, $zone, $formats) AS submitted,
        to_wita(updated_at, $zone, $formats) AS updated,
        clean_nik(nik) AS clean_nik
    FROM raw
) AS raw
CROSS JOIN pad
LEFT JOIN place_map AS place
    ON place.unit IS NOT DISTINCT FROM raw.unit AND place.kecamatan IS NOT DISTINCT FROM raw.kecamatan
LEFT JOIN value_map AS service ON service.column_name = 'service' AND service.raw = raw.service
LEFT JOIN value_map AS origin ON origin.column_name = 'origin' AND origin.raw = raw.origin
LEFT JOIN value_map AS status ON status.column_name = 'status' AND status.raw = raw.status
