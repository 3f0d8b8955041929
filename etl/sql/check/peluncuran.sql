-- One row a status change of an office, past or planned. A planned one may lie ahead.
SELECT
    raw.n,
    place.unit_code,
    raw.moment::DATE AS date,
    coalesce(is_planned.value, 'tidak') = 'ya' AS is_planned,
    status.value AS status,
    concat_ws(' ',
        raw.fault,
        place.faults,
        CASE WHEN raw.unit IS NULL THEN 'unit:unit_tak_dikenal' END,
        CASE WHEN status.value IS NULL THEN 'status:status_tak_dikenal' END,
        CASE WHEN raw.is_planned IS NOT NULL AND is_planned.value IS NULL THEN 'is_planned:nilai_tak_dikenal' END,
        CASE WHEN raw.moment IS NULL THEN 'date:tanggal_tak_terbaca'
             WHEN NOT is_plausible(raw.moment, $now) AND coalesce(is_planned.value, 'tidak') = 'tidak'
             THEN 'date:tanggal_di_luar_jangkauan' END
    ) AS faults,
    '' AS warnings
FROM (SELECT *, parse_local(date, $formats) AS moment FROM raw) AS raw
LEFT JOIN place_map AS place
    ON place.unit IS NOT DISTINCT FROM raw.unit AND place.kecamatan IS NOT DISTINCT FROM raw.kecamatan
LEFT JOIN value_map AS status ON status.column_name = 'status' AND status.raw = raw.status
LEFT JOIN value_map AS is_planned ON is_planned.column_name = 'is_planned' AND is_planned.raw = raw.is_planned
