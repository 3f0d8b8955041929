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
# # Dari berkas mentah ke satu angka
#
# Buku ini menjalankan perintah yang sama dengan yang dipakai sehari-hari, tetapi di folder sementara dan
# dengan **data contoh**: tidak ada berkas Anda yang disentuh.
#
# 1. buat data contoh, 2. muat, 3. periksa pertanggungjawaban tiap berkas, 4. baca baris yang ditahan,
# 5. perbaiki satu berkas dan muat lagi, 6. hitung satu angka sendiri dan cocokkan dengan angka yang terbit.

# %%
import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

work = TemporaryDirectory(prefix="adopsi-buku-")
data = Path(work.name) / "data"
os.environ["ADOPSI_DATA_DIR"] = str(data)
os.environ["ADOPSI_KEY_FILE"] = str(Path(work.name) / "kunci")


def etl(*arguments: str) -> str:
    """Run one command as in a terminal and return what it writes to stdout."""
    command = [sys.executable, "-m", "etl", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


# %% [markdown]
# ## 1. Data contoh
# Lima bulan saja supaya cepat. Bentuknya seperti yang dijumpai di lapangan: CSV dengan titik koma, buku
# kerja dengan kop surat, tanggal yang ditulis bermacam-macam, baris ganda, dan baris yang keliru.

# %%
etl("sample", str(data / "contoh"), "--until", "2024-01-31")
sorted(str(path.relative_to(data)) for path in (data / "contoh" / "raw").rglob("*") if path.is_file())

# %% [markdown]
# ## 2. Muat
# Satu perintah membaca, memeriksa, menyimpan, dan menerbitkan. `--json` memberi hasilnya sebagai data.

# %%
outcome = json.loads(etl("load", "--json"))
print(f"Versi data {outcome['build']}, {sum(outcome['seconds'].values()):.0f} detik")

# %% [markdown]
# ## 3. Pertanggungjawaban
# Setiap catatan punya nasib: dibaca = diterima + ditahan + ganda + bukan data. Kalau jumlahnya tidak cocok,
# pemuatan gagal; di sini kita hitung ulang.

# %%
import pandas as pd

from wording import headed

files = pd.DataFrame(outcome["files"])
account = files.groupby("source")[["read", "accepted", "quarantined", "duplicate", "not_data"]].sum()
fates = account[["accepted", "quarantined", "duplicate", "not_data"]].sum(axis=1)
assert (account["read"] == fates).all()
headed(account.sort_index().reset_index(), "id")

# %% [markdown]
# ## 4. Baris yang ditahan atau ditandai
# Tiap baris menyebut berkas, tempat, sebab, dan tindakan. Nilai milik orang hanya tampak tersamar.

# %%
quarantine_file = Path(work.name) / "karantina.csv"
etl("quarantine", "--csv", str(quarantine_file))
quarantine = pd.read_csv(quarantine_file, dtype=str, keep_default_na=False)
quarantine = quarantine.rename(columns={"sentence": "cause"})
counts = quarantine.groupby(["source", "severity", "cause"]).size().rename("row_count").reset_index()
headed(counts.sort_values("row_count", ascending=False).head(12), "id")

# %%
of_persons = quarantine["column"].isin(["nik", "phone"])
headed(quarantine.loc[of_persons, ["place", "cause", "value"]].head(), "id")

# %% [markdown]
# ## 5. Perbaiki satu berkas
# Beberapa baris ditahan karena statusnya tidak dikenal. Alasan, berkas, dan nilainya tertulis; petugas memastikan bahwa
# *Diarsipkan* berarti sudah diambil. Maka berkas mentahnya diperbaiki, dan dimuat lagi: berkas yang berubah dibaca
# ulang seluruhnya, baris lama diganti, tidak ada yang terhitung dua kali.

# %%
unknown = quarantine[quarantine["value"].eq("Diarsipkan")]
headed(unknown[["path", "place", "value", "cause"]].head(3), "id")

# %%
name = unknown["path"].value_counts().index[0]
faulty = next((data / "contoh" / "raw").rglob(Path(name).name))
mended = faulty.read_bytes().replace(b"Diarsipkan", b"Sudah Diambil")
faulty.write_bytes(mended)
again = json.loads(etl("load", "--json"))
before = files.loc[files["path"].eq(faulty.name), ["accepted", "quarantined"]].iloc[0]
after = pd.DataFrame(again["files"]).iloc[0]
assert [file["path"] for file in again["files"]] == [faulty.name]
print(f"{faulty.name}: ditahan {before['quarantined']} menjadi {after['quarantined']}")

# %% [markdown]
# Yang masih ditahan di berkas itu punya alasan lain; yang diterima kembali ada di angka berikut.

# %%
etl("quarantine", "--csv", str(quarantine_file))
rest = pd.read_csv(quarantine_file, dtype=str, keep_default_na=False)
assert not (rest["path"].eq(name) & rest["value"].eq("Diarsipkan")).any()
held = rest[rest["path"].eq(name) & rest["severity"].eq("tolak")].rename(columns={"sentence": "cause"})
headed(held.groupby("cause").size().rename("row_count").reset_index(), "id")

# %% [markdown]
# ## 6. Satu angka: porsi digital Januari 2024
# Porsi digital = permohonan warga dan RT dibagi (permohonan itu + kunjungan loket), hanya dari kantor dan hari yang
# lengkap. Kunjungan yang tidak dipilah menurut keperluan dikalikan `apply_part`, bagian pemohon di kantor yang memilah.
# Data terbit tidak memuat orang, hanya hitungan per kantor dan hari.

# %%
from analytics import open_city
from core.formats import percent, share_interval

city = open_city()
days = city.facts[city.facts["month"] == "2024-01-01"]
january = days[days["is_complete"]]
digital = int((january["warga"] + january["rt"]).sum())
visits = float((january["visits"] * january["apply_part"].fillna(1)).sum())
own_share = digital / (digital + visits)
print(f"{digital} / ({digital} + {visits:.1f}) = {percent(own_share)}")

# %% [markdown]
# Angka yang terbit di dasbor dan laporan berasal dari satu fungsi, lengkap dengan rentang 95%:

# %%
from analytics import uptake

published = uptake.digital_share(days).iloc[0]
assert published["state"] == "ok"
assert abs(published["share"] - own_share) < 1e-12
print(f"{percent(published['share'])} (rentang 95%: {share_interval(published['lower'], published['upper'])})")

# %% [markdown]
# Sama. Definisi semua angka ada di `core/definitions.toml`.

# %%
city.close()
work.cleanup()
