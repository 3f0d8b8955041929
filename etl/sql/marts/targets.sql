-- What was promised, by whom and when.
SELECT target, measure, value, due_date::DATE AS due_date, stated_on, label_id, label_en, source FROM ref_targets
