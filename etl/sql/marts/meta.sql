-- The build itself.
SELECT
    $build AS build,
    CASE WHEN EXISTS (SELECT 1 FROM request) AND EXISTS (SELECT 1 FROM visit) THEN period.last END AS as_of,
    period.first AS first_day,
    $is_sample::BOOLEAN AS is_sample,
    $fingerprint AS fingerprint,
    $now::TIMESTAMP AS created_at,
    (SELECT max(date) FROM build.rollout WHERE NOT is_planned) AS roster_confirmed,
    nullif($legal_basis, '') AS help_link_basis
FROM period
