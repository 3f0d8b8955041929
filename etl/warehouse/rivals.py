"""Counts that two files give differently while nothing tells which of them is the later: neither counts.

A file is dated by the user, by its name, by the moment at which its workbook says it was saved, or only by the newest
day in it. Never does a checksum decide. What an earlier file says, of which it is known, stays. Taken from all files at
hand and removed, so any order of loading gives the same.
"""

import duckdb

from etl.sources.contract import Contract
from etl.warehouse import rival_guests
from etl.warehouse.database import one_row
from etl.warehouse.ledger import Account
from etl.warehouse.versions import Layout, Values, columns_of

Connection = duckdb.DuckDBPyConnection
REASON = "ekspor_bertentangan"
_NEVER = "TIMESTAMP '1970-01-01'"
_PLACE = (
    f"struct_pack(export_time, saved_at := coalesce(saved_at, {_NEVER}), is_dated := coalesce(is_dated, true),"
    " newest_time, sha256)"
)
_IS_TIE = (
    "place.export_time = best.export_time AND"
    f" (place.saved_at = best.saved_at OR place.saved_at = {_NEVER} OR best.saved_at = {_NEVER})"
)
_IS_UNLIKE = (
    # One says when it was saved, the other only how far it reaches, which is no less far.
    f"NOT place.is_dated AND NOT best.is_dated AND place.saved_at = {_NEVER} AND best.saved_at <> {_NEVER}"
    " AND place.newest_time >= best.newest_time"
)


def hold_rivals(connection: Connection, contract: Contract) -> dict[str, int]:
    """Hold such counts of one source back, all of them anew; return how many of each file, by path."""
    are_books = rival_guests.may_differ(connection, contract)
    if are_books:
        rival_guests.count_again(connection, contract)
    held = _hold_undated(connection, contract)
    return rival_guests.hold(connection, contract, REASON) if are_books else held


def _hold_undated(connection: Connection, contract: Contract) -> dict[str, int]:
    source: Values = {"source": contract.source}
    if not contract.contradicted or not _may_be_rivals(connection, source):
        return {}
    layout = Layout.of(connection, contract)
    key = ", ".join(layout.key)
    connection.execute(
        "DELETE FROM quarantine WHERE source = $source AND reason = $reason", source | {"reason": REASON}
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE rival_versions AS"
        f" SELECT *, place <> best AND ({_IS_TIE} OR {_IS_UNLIKE}) AS is_rival FROM ("
        f"  SELECT *, max(place) OVER (PARTITION BY {key}) AS best FROM ("
        f"   SELECT {key}, version_no, max({_PLACE}) AS place FROM {layout.versions} SEMI JOIN ("
        f"    SELECT {key} FROM {layout.versions} GROUP BY ALL HAVING count(*) > 1) USING ({key})"
        f"   JOIN hold USING (version_no) JOIN export USING (file_no) WHERE is_nominated GROUP BY ALL))"
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE rival_versions AS SELECT *,"
        f" is_rival OR (place = best AND bool_or(is_rival) OVER (PARTITION BY {key})) AS is_held FROM rival_versions"
    )
    connection.execute(
        f"UPDATE {layout.versions} AS kept SET is_newest = chosen.is_now FROM ("
        f" SELECT version_no, NOT is_held AND place = max(place) FILTER (NOT is_held) OVER (PARTITION BY {key})"
        f" AS is_now FROM rival_versions) AS chosen WHERE kept.version_no = chosen.version_no"
        " AND kept.is_newest <> chosen.is_now"
    )
    return _tell(connection, contract, layout)


def _may_be_rivals(connection: Connection, source: Values) -> bool:
    """Two files of one export time, or of none that is said; or some were held back before."""
    found = (
        "SELECT 1 FROM quarantine WHERE source = $source AND reason = $reason UNION ALL"
        " SELECT 1 FROM export WHERE source = $source GROUP BY CASE WHEN is_dated THEN export_time END"
        " HAVING count(DISTINCT file_no) > 1 LIMIT 1"
    )
    return one_row(connection, found, source | {"reason": REASON}) is not None


def _tell(connection: Connection, contract: Contract, layout: Layout) -> dict[str, int]:
    unit = "rival_versions.unit_code" if "unit_code" in layout.key else "''"
    place = ", ".join(f"rival_versions.{name}" for name in layout.key if name != "unit_code")
    told = ", ".join(f"kept.{name}" for name in layout.plain)
    connection.execute(
        f"INSERT INTO quarantine ({', '.join(columns_of(connection, 'quarantine')[:9])})"
        f" SELECT DISTINCT source, path, sha256, concat_ws(' ', {place}), {unit}, 'count', $reason, 'tolak',"
        f" concat_ws(' ', {told}) FROM rival_versions JOIN {layout.versions} AS kept USING (version_no)"
        " JOIN hold USING (version_no) JOIN export USING (file_no) WHERE is_held AND is_nominated",
        {"reason": REASON},
    )
    return rival_guests.held_by_path(connection, contract.source, REASON)


def move_held(account: Account, held: int) -> None:
    """Count rows of a file as held back that its account took for accepted, or for known."""
    accepted = min(held, account.accepted)
    repeated = min(held - accepted, account.duplicate)
    account.accepted -= accepted
    account.duplicate -= repeated
    account.quarantined += accepted + repeated
