-- Every day from the first of the data to the end of the last target's year.
SELECT date, month, week, weekday::INTEGER AS weekday, is_working_day, is_digital_day, holiday::VARCHAR AS holiday FROM calendar
