# ---
# jupyter:
#   jupytext:
#     formats: py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Apakah hari digital berhasil?
#
# Sejak 27 Agustus 2024 warga diharapkan memakai layanan digital pada Selasa, Rabu, dan Kamis. Buku ini menjawab langkah
# demi langkah: siapa yang dibandingkan, seberapa bergeser hari digital terhadap hari lain, apakah kunjungan seminggu
# benar-benar turun, dan berapa yang hanya pindah hari. Semua angka berasal dari `analytics`; buku ini tidak
# menghitung angka sendiri dan tidak mengubah apa pun. Cara hitungnya: `docs/metode.md`.

# %%
import matplotlib.pyplot as plt
import pandas as pd

from analytics import open_city, uptake
from core.formats import day, number, percent, points, points_interval, weekday
from core.theme import DIGITAL, MUTED, VISIT
from wording import reason_words, verdict_sentence

city = open_city()
days, start = city.facts, city.digital_start
print(
    "DATA CONTOH" if city.meta["is_sample"] else "Data kota",
    "sampai",
    day(city.as_of),
    "· hari digital sejak",
    day(start),
)

# %% [markdown]
# ## 1. Siapa yang dibandingkan
# **L**: kelurahan yang aktif sedikitnya 8 minggu sebelum hari digital dimulai. **N**: kelurahan yang tidak pernah aktif
# selama kedua masa; mereka menunjukkan apa yang terjadi tanpa layanan digital. Yang tidak dapat dipakai disebutkan.

# %%
answer = city.digital_days(city.episodes[-1], city.as_of)
print(f"L: {answer.live_offices} kelurahan, N: {answer.not_live_offices} kelurahan")
print(f"hari terpakai: {percent(answer.completeness)}")
print(f"sebelum: {day(answer.before[0])} – {day(answer.before[1])}")
print(f"sejak: {day(answer.since[0])} – {day(answer.since[1])}")
reasons = answer.left_out.assign(sebab=answer.left_out["reason"].map(reason_words))
reasons.groupby("sebab").agg(kelurahan=("name", "size"), contoh=("name", "first"))

# %% [markdown]
# ## 2. Porsi digital per hari, sebelum dan sejak
# Setiap hari dibandingkan dengan dirinya sendiri: Jumat pendek dan Senin ramai juga tanpa kebijakan apa pun.

# %%
shares = uptake.weekday_shares(days, start)
both = shares[shares["group"].eq("both") & shares["weekday"].isin(list("12345"))]
figure, axis = plt.subplots(figsize=(7, 3.5))
for period, colour, name, shift in (("before", MUTED, "sebelum", -0.1), ("since", DIGITAL, "sejak", 0.1)):
    rows = both[both["period"] == period]
    spread = [rows["share"] - rows["lower"], rows["upper"] - rows["share"]]
    axis.errorbar(
        rows["weekday"].astype(int) + shift, rows["share"], spread, fmt="o", color=colour, label=name, capsize=3
    )
axis.axvspan(min(answer.weekdays) - 0.5, max(answer.weekdays) + 0.5, color=DIGITAL, alpha=0.08)
axis.set_xticks(range(1, 6), [weekday(at) for at in range(1, 6)])
axis.yaxis.set_major_formatter(lambda share, _: percent(share, 0))
axis.set_ylim(0)
axis.legend(frameon=False)
axis.set_title("Porsi digital dengan rentang 95%; latar biru: hari digital")
plt.show()

# %% [markdown]
# ## 3. Selisih hari digital
# Untuk tiap kelurahan: perubahan porsi pada hari digital dikurangi perubahan pada Senin dan Jumat. Rata-ratanya adalah
# jawabannya, sebarannya antarkelurahan memberi rentangnya.

# %%
live = answer.offices[answer.offices["role"] == "live"].sort_values("gap")
figure, axis = plt.subplots(figsize=(7, 3.5))
axis.scatter(live["gap"], range(len(live)), color=DIGITAL, zorder=2)
axis.axvspan(answer.gap.lower, answer.gap.upper, color=DIGITAL, alpha=0.15)
axis.axvline(answer.gap.value, color=DIGITAL)
axis.axvline(0, color=MUTED, linestyle=":")
axis.set_yticks(range(len(live)), live["name"])
axis.xaxis.set_major_formatter(lambda gap, _: points(gap, 0))
axis.set_title("Selisih tiap kelurahan; pita: rentang 95% rata-ratanya")
plt.show()
print(f"selisih berbobot volume: {points(answer.weighted_gap.value)}")
print(f"nilai p pembalikan tanda: {number(answer.sign_flip_p, 4)}")

# %% [markdown]
# **Pemeriksaan.** Perhitungan yang sama pada tanggal semu sebelum hari digital seharusnya memberi sekitar nol. Bila di
# salah satunya kunjungan turun atau selisihnya sebesar yang sekarang, kesimpulan *bekerja* tidak dikatakan.

# %%
pseudo = answer.placebos
figure, axis = plt.subplots(figsize=(7, 3))
spread = [pseudo["gap"] - pseudo["gap_lower"], pseudo["gap_upper"] - pseudo["gap"]]
axis.errorbar(pseudo["date"], pseudo["gap"], spread, fmt="o", color=MUTED, capsize=3, label="tanggal semu")
real = [[answer.gap.value - answer.gap.lower], [answer.gap.upper - answer.gap.value]]
axis.errorbar([pd.Timestamp(start)], [answer.gap.value], real, fmt="o", color=DIGITAL, capsize=3, label="hari digital")
axis.axhline(0, color=MUTED, linestyle=":")
axis.yaxis.set_major_formatter(lambda gap, _: points(gap, 0))
axis.legend(frameon=False)
plt.show()
print(f"tanggal semu yang memberi hasil serupa: {sum(pseudo['is_effect'])} dari {len(pseudo)}")

# %% [markdown]
# ## 4. Apakah kunjungan seminggu turun?
# Porsi dapat naik hanya karena hari bergeser. Maka kunjungan per minggu setara di L dibandingkan dengan N, dan dengan
# tren L sendiri: di kelurahan yang pemakaiannya sedang tumbuh, kunjungan turun juga tanpa pengumuman. Batasnya memberi
# ruang bagi simpangan dari tren sebesar yang terbesar sebelum mulai. Kelurahan yang belum aktif juga mendengar
# pengumuman; bila kunjungannya ikut turun, angka ini terlalu kecil.

# %%
roles = (("live", DIGITAL, "L"), ("not_live", VISIT, "N"))
changes = [answer.offices.loc[answer.offices["role"] == role, "log_change"] for role, _, _ in roles]
figure, axis = plt.subplots(figsize=(7, 2.5))
boxes = axis.boxplot(changes, orientation="horizontal", tick_labels=[name for _, _, name in roles], patch_artist=True)
for box, (_, colour, _) in zip(boxes["boxes"], roles, strict=True):
    box.set_facecolor(colour)
axis.axvline(0, color=MUTED, linestyle=":")
axis.set_xlabel("perubahan logaritma kunjungan per minggu setara")
plt.show()
visits = answer.visits_change
print(f"kunjungan seminggu: {percent(visits.value)} ({percent(visits.lower)} sampai {percent(visits.upper)})")
bound, plain = answer.visits_bound, answer.plain_visits
print(f"dengan ruang bagi simpangan: {percent(bound.lower)} sampai {percent(bound.upper)}")
print(f"terhadap N saja, tanpa tren: {percent(plain.value)} ({percent(plain.lower)} sampai {percent(plain.upper)})")
print(f"simpangan terbesar sebelum mulai: {percent(answer.departure)}")
print(f"berapa kalinya boleh terjadi: {number(answer.tolerated)}")

# %% [markdown]
# ## 5. Berapa yang hanya pindah hari?
# d = kunjungan yang muncul pada hari lain dibagi kunjungan yang hilang dari hari digital. 0: tidak ada yang
# pindah, 1: semuanya pindah. Bila kunjungan yang hilang tidak jelas di atas nol, d tidak ditampilkan.

# %%
moved, gone = answer.displacement, answer.visits_gone
print(f"hilang dari hari digital: {number(gone.value)} kunjungan seminggu")
print(f"rentangnya: {number(gone.lower)} sampai {number(gone.upper)}")
print(f"pindah hari: {number(moved.value, 2)} ({number(moved.lower, 2)} sampai {number(moved.upper, 2)})")

# %% [markdown]
# ## 6. Kesimpulan
# Aturan pertama yang cocok menentukan; kalimatnya sama dengan di dasbor. Angka terakhir di bawah adalah angka
# *Selisih hari digital* di halaman Ringkasan.

# %%
gap = answer.gap
print(verdict_sentence(answer))
print(f"{points(gap.value)} (rentang 95%: {points_interval(gap.lower, gap.upper)})")

# %%
city.close()
