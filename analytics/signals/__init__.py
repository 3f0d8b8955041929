"""What is out of the ordinary: control charts of the share, and the month's digest of them."""

from analytics.signals.month_digest import Digest, digest, known_steps

__all__ = [
    "Digest",
    "digest",
    "known_steps",
]
