-- One row a day, office, channel and score of the satisfaction survey.
SELECT n, unit_code, date, channel, score::INTEGER AS score, "count" AS answers, faults, warnings
FROM judged
