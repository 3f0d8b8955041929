-- What is marked on time charts.
SELECT event, date, kind, unit_code::VARCHAR AS unit_code, label_id, label_en, source FROM ref_events
