-- The 69 offices, and whether their walk-in counts come split by purpose.
SELECT
    unit.unit_code, unit.kind, unit.name, unit.kecamatan_code, unit.kecamatan, unit.lat, unit.lon, unit.area_km2,
    unit.population::INTEGER AS population,
    split.is_visits_split
FROM ref_units AS unit
LEFT JOIN (SELECT unit_code, bool_or(purpose = 'permohonan') AS is_visits_split FROM visit GROUP BY unit_code) AS split
    USING (unit_code)
