"""Who entered a request, the values of the column `origin`: the one place that says which of them are digital.

Digital is what citizens send themselves (`warga`) or the head of their neighbourhood sends for them (`rt`). A request
that an officer typed in at the counter (`petugas`) is not; one of unknown origin is counted apart.
"""

from typing import Final

CITIZEN: Final = "warga"
HEAD: Final = "rt"
OFFICER: Final = "petugas"
UNKNOWN: Final = "tidak_diketahui"
DIGITAL_ORIGINS: Final = (CITIZEN, HEAD)
ORIGINS: Final = (*DIGITAL_ORIGINS, OFFICER, UNKNOWN)
"""Also the columns of requests in the tables by day."""
