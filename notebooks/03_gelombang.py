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
# # Merencanakan gelombang berikutnya
#
# Kelurahan mana yang siap, apa yang boleh diharapkan dari go-live, kapan ke-59 kelurahan aktif, dan bagaimana bila
# satu gelombang mundur empat minggu. Buku ini membaca data terbit yang sama dengan dasbor dan tidak mengubah apa pun;
# semua angka berasal dari `analytics`. Cara hitungnya: `docs/metode.md`.

# %%
import matplotlib.pyplot as plt
import pandas as pd

from analytics import effect, open_city, quality, rollout
from core.formats import day, month, signed_percent, signed_percent_interval
from wording import chance_words, going_live_sentence, headed, trips_saved_words

city = open_city()
as_of = city.as_of
print("DATA CONTOH" if city.meta["is_sample"] else "Data kota", "sampai", day(as_of))

# %%
days, roster, units, targets = city.facts, city.roster, city.units, city.targets

# %% [markdown]
# ## 1. Sejauh mana sekarang, dan secepat apa
# Sasaran datang dari tabel sasaran; laju nyata dihitung dari tiga bulan terakhir.

# %%
aims = targets[targets["measure"].eq("kelurahan_live")]
paces = [rollout.pace(roster, units, target, as_of) for _, target in aims.iterrows()]
pd.DataFrame(
    {
        "sasaran": aims["label_id"].to_numpy(),
        "aktif": [pace.live for pace in paces],
        "kurang": [pace.missing for pace in paces],
        "perlu per bulan": [pace.required_per_month for pace in paces],
        "laju nyata per bulan": [pace.actual_per_month for pace in paces],
    }
).round(1)

# %% [markdown]
# ## 2. Siapa yang siap
# Kelurahan yang belum aktif, dengan langkahnya sekarang, rencananya, dan apakah kunjungan loketnya dilaporkan.
# Kelurahan yang tidak melapor akan aktif tanpa bisa dinilai: bereskan laporannya dahulu.

# %%
status = rollout.status_on(roster, units, as_of)
reports = quality.completeness(days[days["kind"].eq("kelurahan")], ["unit_code"])
reports = reports[reports["source"].eq("kunjungan")][["unit_code", "completeness"]]
waiting = status[status["kind"].eq("kelurahan") & status["status"].ne("aktif")]
candidates = waiting.merge(reports, on="unit_code", how="left").merge(
    units[["unit_code", "population"]], on="unit_code"
)
columns = ["name", "kecamatan", "status", "planned_date", "population", "completeness"]
first = candidates.sort_values(["planned_date", "population"], ascending=[True, False])[columns].head(15)
headed(first.assign(completeness=first["completeness"].round(2)), "id")

# %% [markdown]
# ## 3. Apa yang boleh diharapkan
# Perubahan kunjungan loket di kelurahan yang mulai aktif dibanding yang belum aktif. Sejak hari digital dimulai,
# angkanya adalah keduanya bersama.

# %%
answer = effect.going_live(days, as_of)
change = answer.change
print(going_live_sentence(answer))
print(f"{signed_percent(change.value)} (rentang 95%: {signed_percent_interval(change.lower, change.upper)})")
print(trips_saved_words(city.trips_saved(as_of)))
print(
    f"{answer.n_treated} kelurahan aktif, sedikitnya {answer.n_control} pembanding, sampai {month(answer.last_month)}"
)
by_month = answer.by_months_live.query("-3 <= key <= 6").rename(columns={"key": "months_live"})
headed(by_month.drop(columns="state"), "id").round(3)

# %% [markdown]
# Tidak semua kelurahan ikut; sebabnya:

# %%
headed(answer.left_out[["name", "reason"]].head(20), "id").rename(columns={"Sebab bila kosong": "Sebab"})

# %% [markdown]
# ## 4. Gelombang yang sudah dan yang direncanakan
# *Peluang terlambat 4 minggu* adalah peluang gelombang itu datang empat minggu terlambat. Peluang bawaan adalah
# **anggapan**: ubahlah di sini untuk mencoba, atau di `data/local/plan_slips.csv` untuk dasbor dan laporan.

# %%
headed(rollout.waves(roster, units, as_of).seen.tail(12), "id")

# %%
plans = rollout.planned_waves(roster, units, as_of, rollout.assumed_slips(city.plan_slips))
headed(plans.head(12), "id")

# %% [markdown]
# ## 5. Prakiraan, dan bila gelombang pertama mundur empat minggu
# Kolom *Batas bawah 80%* dan *Batas atas 80%* mengapit 80% dari simulasi. Dalam rencana bawaan gelombang pertama
# sudah *mungkin* mundur sampai dua belas minggu; digeser empat minggu, kemungkinan mundur itu tetap dan menambahnya.

# %%
planned = rollout.forecast(roster, units, as_of, plans)
late_plans = rollout.slipped(plans, plans["date"].iloc[0].date(), 4)
late = rollout.forecast(roster, units, as_of, late_plans)
both = headed(planned.bands[["month", "q10", "q50", "q90"]], "id")
both.assign(**{"Tengah bila mundur": late.bands["q50"]}).head(12)

# %%
figure, axis = plt.subplots(figsize=(8, 3.5))
axis.fill_between(planned.bands["month"], planned.bands["q10"], planned.bands["q90"], alpha=0.25, label="80%")
axis.plot(planned.bands["month"], planned.bands["q50"], label="perkiraan tengah")
axis.plot(late.bands["month"], late.bands["q50"], linestyle="--", label="tengah, mundur empat minggu")
axis.set_ylabel("kelurahan aktif")
axis.legend()
plt.show()

# %% [markdown]
# ## 6. Bagaimana bila menambah satu gelombang
# Rencana adalah tabel: tambahkan barisnya. Di sini dua belas kelurahan, tiga bulan setelah gelombang terencana
# yang terakhir.

# %%
extra = plans.iloc[[-1]].assign(date=plans["date"].iloc[-1] + pd.DateOffset(months=3), size=12)
more = rollout.forecast(roster, units, as_of, pd.concat([plans, extra]))
headed(more.bands[["month", "q10", "q50", "q90"]], "id").head(8)

# %% [markdown]
# ## Peluang tiap sasaran
# Angka yang sama dengan tabel *Peluang tiap sasaran* di halaman Kemajuan, di samping rencana yang digeser dan yang
# ditambah. Setahun dari sekarang ke-59 kelurahan aktif dengan peluang di baris terakhir.

# %%
in_a_year = (pd.Timestamp(as_of) + pd.DateOffset(years=1)).date()
ahead = aims[pd.to_datetime(aims["due_date"]) > pd.Timestamp(as_of)]
wanted = [(row["label_id"], row["due_date"].date(), row["value"]) for row in ahead.to_dict("records")]
for name, due, offices in [*wanted, ("Semua kelurahan", in_a_year, len(units[units["kind"].eq("kelurahan")]))]:
    chances = [scenario.chance_by(due, offices) for scenario in (planned, late, more)]
    words = [
        chance_words(chance, len(planned.waves.seen), "id") if chance is not None else "belum ada peluang"
        for chance in chances
    ]
    print(f"{name}, {day(due)}: rencana {words[0]}; mundur empat minggu {words[1]}; tambah gelombang {words[2]}")
city.close()
