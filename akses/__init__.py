"""Access: who asks, what they may see, and what is noted of it.

The gate (`Gate`) stands before the served dashboard; pages ask `who_asks` again at every run and every download.
"""

from akses.access_table import ACCESS_COLUMNS, faults_written, places
from akses.asking import UNNAMED, who_asks
from akses.audit import address_of, note_act
from akses.gate import Gate
from akses.identity import Reader, Refusal
from akses.login_routes import LoginRoutes, login_link
from akses.login_setup import OIDC, OUT, SHORTEST_SECRET, LoginSettings, is_loopback, login_settings
from akses.offered_files import FILES
from akses.rights import DENY, RIGHTS, ROLES, PlaceKind, Reach, Rights, rights_of, scope_of
from akses.sessions import open_sessions

__all__ = [
    "ACCESS_COLUMNS",
    "DENY",
    "FILES",
    "OIDC",
    "OUT",
    "RIGHTS",
    "ROLES",
    "SHORTEST_SECRET",
    "UNNAMED",
    "Gate",
    "LoginRoutes",
    "LoginSettings",
    "PlaceKind",
    "Reach",
    "Reader",
    "Refusal",
    "Rights",
    "address_of",
    "faults_written",
    "is_loopback",
    "login_link",
    "login_settings",
    "note_act",
    "open_sessions",
    "places",
    "rights_of",
    "scope_of",
    "who_asks",
]
