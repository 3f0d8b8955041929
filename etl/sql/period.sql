-- First and last day of the data. The last is the as-of: the last day that request log and walk-in counts both
-- cover; while one of them is missing there is none, and the other's last day bounds the table.
SELECT
    least(requests.first, visits.first) AS first,
    coalesce(
        CASE WHEN requests.last IS NOT NULL AND visits.last IS NOT NULL THEN least(requests.last, visits.last) END,
        requests.last, visits.last
    ) AS last
FROM (SELECT min(submitted_at)::DATE AS first, max(submitted_at)::DATE AS last FROM request) AS requests,
     (SELECT min(date) AS first, max(date) AS last FROM visit) AS visits
