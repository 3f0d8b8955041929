-- One row a reported count of an office, day and purpose; '-' says none, which is a report.
SELECT
    raw.n,
    place.unit_code,
    raw.moment::DATE AS date,
    coalesce(purpose.value, 'semua') AS purpose,
    CASE WHEN raw.count = '-' THEN 0 ELSE try_cast(raw.count AS INTEGER) END AS visits,
    concat_ws(' ',
        raw.fault,
        place.faults,
        CASE WHEN raw.unit IS NULL THEN 'unit:unit_tak_dikenal' END,
        CASE WHEN raw.purpose IS NOT NULL AND purpose.value IS NULL THEN 'purpose:nilai_tak_dikenal' END,
        CASE WHEN raw.moment IS NULL THEN 'date:tanggal_tak_terbaca'
             WHEN NOT is_plausible(raw.moment, $now) THEN 'date:tanggal_di_luar_jangkauan' END,
        CASE WHEN raw.count IS NULL OR NOT regexp_full_match(raw.count, '[0-9]{1,5}|-')
             THEN 'count:jumlah_tak_terbaca' END
    ) AS faults,
    '' AS warnings
FROM (SELECT *, parse_local(date, $formats) AS moment FROM raw) AS raw
LEFT JOIN place_map AS place
    ON place.unit IS NOT DISTINCT FROM raw.unit AND place.kecamatan IS NOT DISTINCT FROM raw.kecamatan
LEFT JOIN value_map AS purpose ON purpose.column_name = 'purpose' AND purpose.raw = raw.purpose
