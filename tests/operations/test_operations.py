"""Ready or not, and numbers for who has the token: of the store as it is, without a word of a person."""

import json

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.testclient import TestClient
from support.files.raw_files import log

from core.store import Store
from etl.loading.load import load
from operations import operation_routes, page_seconds

TOKEN = "t" * 32


@pytest.fixture
def server() -> TestClient:
    return TestClient(Starlette(routes=operation_routes(TOKEN)))


def numbers(server: TestClient) -> dict[str, float]:
    answer = server.get("/metrik", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.text)
    return {f"{s.name}{''.join(s.labels.values())}": s.value for family in families for s in family.samples}


def test_without_a_build_it_is_not_ready(store: Store, server: TestClient) -> None:
    log(store, "a.csv")
    answer = server.get("/siap")
    assert (answer.status_code, answer.json()["ready"], answer.json()["last_load_at"]) == (503, False, None)
    assert numbers(server) == {"adopsi_ready": 0, "adopsi_sessions": 0}


def test_a_load_makes_it_ready(store: Store, server: TestClient) -> None:
    log(store, "a.csv")
    build = load(store).build
    answer = server.get("/siap")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    told = answer.json()
    assert (told["build"], told["last_load_exit_code"]) == (build, 0)
    assert 0 <= told["last_load_age_seconds"] < 600
    found = numbers(server)
    assert (found["adopsi_ready"], found["adopsi_last_load_exit_code"], found["adopsi_rows_held"]) == (1, 0, 0)
    assert found["adopsi_last_load_seconds"] > 0
    assert {name for name in found if name.startswith("adopsi_source_age_days")} <= {"adopsi_source_age_dayspermohonan"}


def test_a_damaged_note_is_no_number(store: Store, server: TestClient) -> None:
    log(store, "a.csv")
    load(store)
    (store.warehouse_dir / "muat_terakhir.json").write_text(json.dumps({"at": "kemarin", "exit_code": 0}))
    assert server.get("/siap").json()["last_load_at"] is None
    assert "adopsi_last_load_timestamp_seconds" not in numbers(server)


def test_pages_are_counted(store: Store, server: TestClient) -> None:
    before = numbers(server).get("adopsi_page_seconds_countHalaman", 0)
    with page_seconds("Halaman"):
        pass
    assert numbers(server)["adopsi_page_seconds_countHalaman"] == before + 1


@pytest.mark.parametrize("headers", [{}, {"Authorization": TOKEN}, {"Authorization": f"Bearer {TOKEN}x"}])
def test_numbers_are_for_who_has_the_token(server: TestClient, headers: dict[str, str]) -> None:
    answer = server.get("/metrik", headers=headers)
    assert (answer.status_code, answer.text) == (401, "")


def test_without_a_token_there_are_no_numbers() -> None:
    server = TestClient(Starlette(routes=operation_routes(None)))
    assert server.get("/metrik", headers={"Authorization": "Bearer "}).status_code == 404
