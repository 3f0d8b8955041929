"""The forms in which a key could be found in a file."""

from core.settings import settings


def forms_of_the_key() -> list[bytes]:
    """The key and its two padded forms, as bytes and as hex of either case."""
    key = bytes.fromhex(settings().key_file.read_text().strip())
    padded = key.ljust(64, b"\0")
    raw = [key, *(bytes(byte ^ mask for byte in padded) for mask in (0x36, 0x5C))]
    # The padding behind the key is the same for every key; only what the key makes of it is a secret.
    raw = [form[: len(key)] for form in raw]
    return [*raw, *(form.hex().encode() for form in raw), *(form.hex().upper().encode() for form in raw)]
