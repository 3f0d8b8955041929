"""What is out of the ordinary: control charts of the share, and the month's digest of them."""

from analytics.signals.control_charts import PPrimeChart, XmrChart, pprime, rule_flags, xmr
from analytics.signals.month_digest import Digest, digest, known_steps

__all__ = [
    "Digest",
    "PPrimeChart",
    "XmrChart",
    "digest",
    "known_steps",
    "pprime",
    "rule_flags",
    "xmr",
]
