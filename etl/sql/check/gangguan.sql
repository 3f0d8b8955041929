-- One row an outage of one office, or of the whole city (unit SEMUA).
SELECT
    raw.n,
    place.unit_code,
    raw.started AS started_at,
    raw.ended AS ended_at,
    coalesce(kind.value, 'lainnya') AS kind,
    concat_ws(' ',
        raw.fault,
        place.faults,
        CASE WHEN raw.unit IS NULL THEN 'unit:unit_tak_dikenal' END,
        CASE WHEN raw.kind IS NOT NULL AND kind.value IS NULL THEN 'kind:nilai_tak_dikenal' END,
        CASE WHEN raw.started IS NULL THEN 'started_at:tanggal_tak_terbaca'
             WHEN NOT is_plausible(raw.started, $now) THEN 'started_at:tanggal_di_luar_jangkauan' END,
        CASE WHEN raw.ended IS NULL THEN 'ended_at:tanggal_tak_terbaca'
             WHEN raw.ended < raw.started THEN 'ended_at:tanggal_terbalik' END
    ) AS faults,
    '' AS warnings
FROM (
    SELECT *, to_wita(started_at, $zone, $formats) AS started, to_wita(ended_at, $zone, $formats) AS ended
    FROM raw
) AS raw
LEFT JOIN place_map AS place
    ON place.unit IS NOT DISTINCT FROM raw.unit AND place.kecamatan IS NOT DISTINCT FROM raw.kecamatan
LEFT JOIN value_map AS kind ON kind.column_name = 'kind' AND kind.raw = raw.kind
