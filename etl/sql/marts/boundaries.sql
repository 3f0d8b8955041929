-- Shapes of the units.
SELECT geometry_kind, unit_code, geometry, centre_lat, centre_lon, source, imported_on FROM shape
