"""What is to do: a sentence for all offices that it concerns, and the reason and the act for one of them."""

# Things to do (analytics.actions), with {n} offices, {count} days or rows, {due}.
ACTION_SENTENCES = {
    "overdue": "{n} kantor belum mengirim {count} laporan harian pada {period}.",
    "late_plan": "{n} kantor belum aktif walau tanggal rencananya sudah lewat, tanpa rencana baru.",
    "unused": "{n} kantor aktif kurang dipakai untuk ukurannya (kantor sedang: {used_rule}).",
    "warned": "{n} kantor sudah {warned_weeks} minggu berturut-turut di bawah harapan untuk umur dan ukurannya.",
    "help": "Warga jelas lebih banyak menelepon 112 soal {n} kantor daripada soal kantor lain.",
    "fallen": "Porsi digital {n} kantor jelas turun dari bulan lalu.",
    "prepare": "{n} kantor direncanakan aktif dalam {soon_days} hari; yang pertama {due}.",
    "held": "Sampai {today} {count} baris ditahan karena isinya; daftarnya menyebut sebab dan tindakannya.",
}
# The same for one office that needs somebody (analytics.urgent_offices): why, and what to do.
OFFICE_REASONS = {
    "help": "banyak panggilan 112",
    "unused": "kurang dipakai",
    "warned": "{warned_weeks} minggu di bawah harapan",
    "fallen": "porsi digital turun",
    "late_plan": "rencana aktif terlewat",
    "overdue": "kurang {days} laporan kunjungan",
}
OFFICE_ACTIONS = {
    "help": "kirim pendamping",
    "unused": "dampingi petugasnya",
    "warned": "tanyakan sebabnya",
    "fallen": "cari sebabnya",
    "late_plan": "tetapkan tanggal baru",
    "overdue": "tagih laporannya",
}
