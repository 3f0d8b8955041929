-- Totals of 112 calls whose parts leave a remainder, which is shown and never forced.
CREATE OR REPLACE TEMP VIEW totals_remainder AS
SELECT
    first_day, last_day,
    sum(calls) FILTER (stage = 'in') - sum(calls) FILTER (stage IN ('answered', 'unanswered', 'no_choice')) AS remainder,
    sum(calls) FILTER (stage = 'in') AS whole
FROM call_total GROUP BY first_day, last_day HAVING remainder <> 0
