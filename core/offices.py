"""An office by its full name: Sambutan is a kelurahan and a kecamatan."""

from core.texts import translator


def full_name(kind: str, name: str, lang: str = "id") -> str:
    """Return `Kelurahan X` or `Kantor Kecamatan X`."""
    _ = translator(lang)
    pattern = _("Kantor Kecamatan {name}") if kind == "kecamatan" else _("Kelurahan {name}")
    return pattern.format(name=name)
