-- How many numbers asked 112 for digital help in a month, and how many of them more than once.
WITH numbers AS (
    SELECT date_trunc('month', received_at)::DATE AS month, phone_no, count(*) AS calls
    FROM call
    WHERE category = 'bantuan_digital'
    GROUP BY ALL
)
SELECT
    month,
    count(phone_no)::INTEGER AS callers,
    (count(phone_no) FILTER (calls >= 2))::INTEGER AS repeat_callers,
    sum(calls)::INTEGER AS calls,
    coalesce(sum(calls) FILTER (phone_no IS NULL), 0)::INTEGER AS calls_without_number
FROM numbers
GROUP BY month
