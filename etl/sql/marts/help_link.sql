-- Requests with a 112 digital-help call from the same phone within seven days either side, and calls that link to a
-- request; counts only. Empty unless the setting tautkan_112 names the legal basis.
WITH helped AS (
    SELECT call_key, unit_code, received_at::DATE AS date, phone_no
    FROM call
    WHERE $legal_basis <> '' AND category = 'bantuan_digital' AND phone_no IS NOT NULL
),
pair AS (
    SELECT
        request.request_no, request.origin, request.unit_code, request.submitted_at::DATE AS date,
        helped.call_key, helped.unit_code AS call_unit_code, helped.date AS call_date
    FROM helped JOIN request USING (phone_no)
    WHERE is_counted_status(request.status) AND abs(date_diff('day', request.submitted_at::DATE, helped.date)) <= 7
),
requests AS (
    SELECT unit_code, date, count(DISTINCT request_no) AS linked_requests FROM pair WHERE origin = 'warga' GROUP BY ALL
),
calls AS (
    SELECT call_unit_code AS unit_code, call_date AS date, count(DISTINCT call_key) AS linked_calls
    FROM pair WHERE call_unit_code IS NOT NULL GROUP BY ALL
)
SELECT
    unit_code, date, coalesce(linked_requests, 0)::INTEGER AS linked_requests, coalesce(linked_calls, 0)::INTEGER AS linked_calls
FROM requests FULL JOIN calls USING (unit_code, date)
