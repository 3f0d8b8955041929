"""Words for periods and days: what a period is, what it is compared with, what happened on a day."""

GRAIN_WORDS = {"month": "bulan", "quarter": "triwulan", "year": "tahun"}
QUARTER_WORDS = {
    1: "triwulan I {year}",
    2: "triwulan II {year}",
    3: "triwulan III {year}",
    4: "triwulan IV {year}",
}
PERIOD_WORDS = {"before": "Sebelum", "since": "Sejak"}
COMPARISON_WORDS = {"previous": "masa sebelumnya", "year_before": "masa yang sama tahun lalu"}
MARK_WORDS = {"event": "kejadian", "go_live": "mulai aktif", "outage": "ada gangguan", "holiday": "hari libur"}
