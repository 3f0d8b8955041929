"""What of a websocket reaches Streamlit, which knows no accounts: no session of another, no order to the server."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from streamlit.proto.BackMsg_pb2 import BackMsg

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
SERVED: Final = frozenset(
    {"rerun_script", "stop_script", "app_heartbeat", "file_urls_request", "backend_operation_request"}
)
"""What pages need. Of the rest one empties what is kept for all readers, one tells of the server's files."""


def without_session(name: bytes, value: bytes) -> bytes:
    """Return a header's value without the name of a session, by which Streamlit hands on one with all that it holds.

    Who learned that name, or logs in anew in the same browser, would go on in another account's. A connection that was
    lost begins a new session; choices stand in the address.
    """
    return b",".join(value.split(b",")[:2]) if name == b"sec-websocket-protocol" else value


def only_served(receive: Receive) -> Receive:
    """Return a `receive` that passes on what is served; other messages of a browser are not heard."""

    async def receiving() -> Message:
        while not _is_served(message := await receive()):
            pass
        return message

    return receiving


def _is_served(message: Message) -> bool:
    """True for what is no message of a websocket, and for what is none of Streamlit's: it answers that itself."""
    content = message.get("bytes") if message["type"] == "websocket.receive" else None
    if not content:
        return True
    try:
        return BackMsg.FromString(content).WhichOneof("type") in SERVED
    except DecodeError:
        return True
