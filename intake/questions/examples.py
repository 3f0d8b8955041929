"""Questions to begin with: each is one that somebody in the city has asked."""

from typing import Final

EXAMPLES: Final = {
    "porsi_kantor": """\
SELECT date_trunc('month', date)::DATE AS bulan, kecamatan, name, sum(warga + rt) AS digital, sum(visits) AS kunjungan,
  round(sum(warga + rt) / sum(warga + rt + visits), 3) AS porsi
FROM unit_day_total JOIN units USING (unit_code)
WHERE is_complete
GROUP BY ALL
ORDER BY bulan DESC, porsi DESC""",
    "hari_digital": """\
SELECT weekday, is_digital_day, count(DISTINCT date) AS hari, sum(visits) AS kunjungan,
  round(sum(visits) / count(DISTINCT date), 1) AS per_hari
FROM unit_day_total JOIN calendar USING (date)
WHERE is_complete
GROUP BY ALL
ORDER BY weekday, is_digital_day""",
    "laporan_terlambat": """\
SELECT month, kecamatan, name, reported_days, received_on, received_on - last_day(month) AS hari_sesudah_bulan
FROM report_month JOIN units USING (unit_code)
WHERE received_on > last_day(month) + 10
ORDER BY month DESC, hari_sesudah_bulan DESC""",
    "rencana_berubah": """\
SELECT kecamatan, name, planned_date, changed_to, changed_to - planned_date AS mundur_hari
FROM plan_history JOIN units USING (unit_code)
WHERE changed_to IS NOT NULL
ORDER BY mundur_hari DESC""",
    "sebab_ditahan": """\
SELECT source, reason, severity, sum(row_count) AS baris, count(DISTINCT path) AS berkas
FROM quarantine_reason
GROUP BY ALL
ORDER BY baris DESC""",
    "lewat_rt": """\
SELECT date_trunc('month', date)::DATE AS bulan, label_id AS layanan, sum(requests) AS permohonan
FROM unit_day JOIN services USING (service)
WHERE origin = 'rt'
GROUP BY ALL
ORDER BY bulan DESC, permohonan DESC""",
}
"""By the key of their title (the page's): the SQL."""
