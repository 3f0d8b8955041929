-- Digital shares that single offices were asked to reach; empty until somebody has typed them in.
SELECT unit_code::VARCHAR AS unit_code, due_date::DATE AS due_date, value::DOUBLE AS value, source::VARCHAR AS source
FROM ref_office_targets
