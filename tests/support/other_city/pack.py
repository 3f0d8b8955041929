"""A made-up city: 3 kemantren, 17 kalurahan, another zone, other digital days, Samarinda's services."""

from pathlib import Path

from sample.city_pack import CityPack

NAME = "Tirtakencana"
DIGITAL_DAYS = "senin|jumat"
ANNOUNCED = "2024-08-26"
AREAS = {
    "Muara": ("Bandarejo", "Kampung Layar", "Pasar Lama", "Tambak Sari", "Ujung Batu", "Wirasaba"),
    "Puncak": ("Ciptamulya", "Gunung Sekar", "Kebun Teh", "Lereng Damai", "Randu Agung", "Sukapura"),
    "Tirta Tengah": ("Alun Utara", "Jati Pusaka", "Mangga Raya", "Pelita Jaya", "Taman Baru"),
}
WORDS = {
    "kelurahan": "kalurahan",
    "kecamatan": "kemantren",
    "kecamatan_short": "Kem.",
    "lurah": "lurah",
    "camat": "mantri pamong praja",
}
LIVE = ("91.01.01", "91.01.01.1001", "91.01.02.1001", "91.01.03.1001")


def write_city(folder: Path) -> Path:
    """Write the city's `reference` into a folder and return the folder."""
    pack = CityPack(
        name=NAME,
        code="91.01",
        zone="WIB",
        areas=AREAS,
        live=LIVE,
        announced=ANNOUNCED,
        digital_days=DIGITAL_DAYS,
        words=WORDS,
        source="Rekaan untuk uji",
        aliases={"Psr Lama": "91.01.01.1003"},
        short_parts={"Tirta ": "T. "},
    )
    return pack.write(folder)
