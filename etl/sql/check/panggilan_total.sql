-- One row a published total of 112 calls: a period and a stage.
SELECT n, first_day, last_day, stage, "count" AS calls, faults, warnings
FROM judged
