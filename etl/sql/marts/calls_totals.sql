-- Totals of 112 calls as they were published; where the parts leave a remainder, it is not forced.
SELECT first_day || '/' || last_day AS period, first_day, last_day, stage, calls AS "count" FROM call_total
