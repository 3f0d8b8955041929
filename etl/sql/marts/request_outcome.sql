-- Requests by month of submission, who sent them and what became of them, as far as is known now. How long one is open
-- or was cancelled after its month depends on the day that is asked about, so days stand here and no such flag.
SELECT
    unit_code, date_trunc('month', submitted_at)::DATE AS month, origin,
    CASE WHEN status IN ('siap_diambil', 'sudah_diambil') THEN 'selesai' WHEN status = 'dibatalkan' THEN 'dibatalkan' ELSE 'terbuka' END AS outcome,
    CASE WHEN status NOT IN ('siap_diambil', 'sudah_diambil') THEN submitted_at::DATE END AS submitted_on,
    CASE WHEN status = 'dibatalkan' THEN updated_at::DATE END AS cancelled_on,
    count(*)::INTEGER AS requests
FROM request
GROUP BY ALL
