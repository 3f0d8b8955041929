"""What of a websocket reaches Streamlit."""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from support.own_loop import run

from akses.browser_socket import OPERATIONS, SERVED, name_alone, only_served, without_session

PROTOCOL = b"sec-websocket-protocol"
STOP = BackMsg(stop_script=True).SerializeToString()


def saying(*messages: dict[str, Any]) -> Callable[[], Coroutine[Any, Any, dict[str, Any]]]:
    left = list(messages)

    async def receive() -> dict[str, Any]:
        return left.pop(0)

    return receive


def operation(name: str) -> BackMsg:
    """What a browser asks beside the run of a page."""
    asked = BackMsg()
    getattr(asked.backend_operation_request, name).SetInParent()
    return asked


def of_browser(content: bytes) -> dict[str, Any]:
    return {"type": "websocket.receive", "bytes": content}


@pytest.mark.parametrize(
    "order",
    [
        BackMsg(clear_cache=True).SerializeToString(),
        BackMsg(load_git_info=True).SerializeToString(),
        BackMsg(set_run_on_save=True).SerializeToString(),
        STOP + BackMsg(clear_cache=True).SerializeToString(),
        BackMsg(clear_cache=True).SerializeToString() + STOP,
        operation("install_skills").SerializeToString(),
        operation("dismiss_skills_nudge").SerializeToString(),
        operation("deferred_file").SerializeToString() + operation("install_skills").SerializeToString(),
        b"\xa8\x80\x00\x01",
        b"\x0b\x0c" + STOP,
        STOP[:-1],
        b"\xff" * 12,
    ],
)
def test_orders_to_the_server_are_not_heard(order):
    """One would empty what is kept for all readers, one tells of files beside the program; however they are spelt."""
    receive = only_served(saying(of_browser(order), of_browser(STOP)))
    assert run(receive()) == of_browser(STOP)


def test_what_pages_need_is_heard():
    again = BackMsg()
    again.rerun_script.query_string = "bulan=2024-10&" + "x" * 300
    asked = BackMsg()
    asked.backend_operation_request.deferred_file.file_id = "x"
    asked.backend_operation_request.request_id = asked.backend_operation_request.session_id = "y"
    messages = [again, asked, operation("dataframe_chunk"), BackMsg(app_heartbeat=True), BackMsg(stop_script=True)]
    for message in ({"type": "websocket.connect"}, *(of_browser(each.SerializeToString()) for each in messages)):
        assert run(only_served(saying(message))()) == message


def test_numbers_are_those_of_streamlit():
    known = {field.name: field.number for field in BackMsg.DESCRIPTOR.fields}
    assert SERVED.items() <= known.items()
    inner = BackMsg.DESCRIPTOR.fields_by_name["backend_operation_request"].message_type
    assert OPERATIONS.items() <= {field.name: field.number for field in inner.fields}.items()


def test_the_name_of_a_session_is_left_out():
    assert without_session(PROTOCOL, b"streamlit, x, 3c05c62b") == b"streamlit, x"
    assert without_session(PROTOCOL, b"streamlit,,3c05c62b") == b"streamlit,"
    assert without_session(b"accept", b"a, b, c") == b"a, b, c"


def test_where_the_program_lies_is_told_to_nobody():
    """What else a message says stays as it was."""
    begun = ForwardMsg()
    begun.new_session.main_script_path, begun.new_session.name = "/srv/rahasia/app.py", "app"
    begun.new_session.page_script_hash = "x"
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    told = name_alone(send, Path("/srv/rahasia/app.py"))
    for message in ({"type": "websocket.send", "bytes": begun.SerializeToString()}, {"type": "websocket.accept"}):
        run(told(message))
    heard = ForwardMsg.FromString(sent[0]["bytes"]).new_session
    assert (heard.main_script_path.strip("/"), heard.name, heard.page_script_hash) == ("app.py", "app", "x")
    assert sent[1] == {"type": "websocket.accept"}
