"""What of a websocket reaches Streamlit."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from akses.browser_socket import only_served, without_session

PROTOCOL = b"sec-websocket-protocol"


def saying(*messages: dict[str, Any]) -> Callable[[], Awaitable[dict[str, Any]]]:
    left = list(messages)

    async def receive() -> dict[str, Any]:
        return left.pop(0)

    return receive


def of_browser(content: bytes) -> dict[str, Any]:
    return {"type": "websocket.receive", "bytes": content}


def test_orders_to_the_server_are_not_heard():
    """One would empty what is kept for all readers, one tells of files beside the program."""
    orders = [BackMsg(clear_cache=True), BackMsg(load_git_info=True), BackMsg(set_run_on_save=True)]
    run = of_browser(BackMsg(stop_script=True).SerializeToString())
    receive = only_served(saying(*(of_browser(order.SerializeToString()) for order in orders), run))
    assert asyncio.run(receive()) == run


@pytest.mark.parametrize(
    "message", [{"type": "websocket.connect"}, {"type": "websocket.disconnect"}, of_browser(b"\xff")]
)
def test_what_is_no_order_passes(message):
    """Also what is no message at all: Streamlit closes the connection."""
    assert asyncio.run(only_served(saying(message))()) == message


def test_the_name_of_a_session_is_left_out():
    assert without_session(PROTOCOL, b"streamlit, x, 3c05c62b") == b"streamlit, x"
    assert without_session(PROTOCOL, b"streamlit,,3c05c62b") == b"streamlit,"
    assert without_session(b"accept", b"a, b, c") == b"a, b, c"
