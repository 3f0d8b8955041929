"""The city's clock."""

from zoneinfo import ZoneInfo

WITA = ZoneInfo("Asia/Makassar")
"""Central Indonesian time, eight hours ahead of UTC all year."""
