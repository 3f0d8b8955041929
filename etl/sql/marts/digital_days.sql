-- The digital days as declared: a row of the policy is an episode.
SELECT
    valid_from::DATE AS first_day, valid_to::DATE AS last_day,
    array_to_string(list_sort(weekdays), '|') AS weekdays, status, source
FROM ref_digital_days
