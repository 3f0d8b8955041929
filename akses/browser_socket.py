"""What of a websocket reaches Streamlit, which knows no accounts: no session of another, no order to the server; and
what of its answers reaches no browser: where the program lies.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from starlette.types import Message, Receive, Send

SERVED: Final = {
    "stop_script": 7, "rerun_script": 11, "file_urls_request": 16, "app_heartbeat": 17, "backend_operation_request": 19,
}  # fmt: skip
"""What pages need, by its number in Streamlit's messages (protocol buffers).

Of the rest one empties what is kept for all readers, one tells of files beside the program.
"""
OPERATIONS: Final = {"request_id": 1, "session_id": 2, "deferred_file": 3, "dataframe_chunk": 6}
"""What pages need of a backend_operation_request; the others write files beside the program."""
VARINT, BYTES = 0, 2


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


def name_alone(send: Send, program: Path) -> Send:
    """Return a `send` that tells a browser the name of a program's file where Streamlit tells its whole path.

    The name stands in as many letters as the path: a message tells the lengths of its parts.
    """
    path = str(program).encode()
    name = program.name.encode().rjust(len(path), b"/")

    async def sending(message: Message) -> None:
        content = message.get("bytes") if message["type"] == "websocket.send" else None
        await send({**message, "bytes": content.replace(path, name)} if content and path in content else message)

    return sending


def _is_served(message: Message) -> bool:
    """True for what is no message of a browser, and for one that holds nothing but what is served."""
    content = message.get("bytes") if message["type"] == "websocket.receive" else None
    if not content:
        return True
    try:
        return all(_is_needed(number, inner) for number, inner in _fields(content))
    except (IndexError, ValueError):
        return False


def _is_needed(number: int, inner: bytes) -> bool:
    if number != SERVED["backend_operation_request"]:
        return number in SERVED.values()
    return all(part in OPERATIONS.values() for part, _ in _fields(inner))


def _fields(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The numbers of a message's own fields, and what those of bytes hold.

    Raises IndexError where it is cut off, ValueError for other kinds.
    """
    place = 0
    while place < len(content):
        tag, place = _varint(content, place)
        if tag & 7 not in (VARINT, BYTES):
            raise ValueError(tag)
        value, place = _varint(content, place)
        length = value if tag & 7 == BYTES else 0
        yield tag >> 3, content[place : place + length]
        place += length


def _varint(content: bytes, place: int) -> tuple[int, int]:
    """The number that begins at a place, seven bits a byte, the lowest first; and the place behind it."""
    number = shift = 0
    while (byte := content[place]) & 0x80:
        number, shift, place = number | (byte & 0x7F) << shift, shift + 7, place + 1
        if shift > 63:
            raise ValueError(place)
    return number | byte << shift, place + 1
