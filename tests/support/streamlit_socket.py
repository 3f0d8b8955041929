"""What a browser says to the dashboard over its websocket, said by a test: also what no browser would say."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection

from support.access_servers import Served, connection

PATIENCE_SECONDS = 60
BEGUN_ANEW = ForwardMsg.FINISHED_EARLY_FOR_RERUN


@dataclass
class Conversation:
    """One websocket of a session."""

    socket: ClientConnection

    def say(self, message: BackMsg) -> None:
        self.socket.send(message.SerializeToString())

    def run(self, page: str, fragment: str = "") -> list[ForwardMsg]:
        """Let a page run, or one part of it; what was answered until the run ended."""
        self.begin(page, fragment)
        return self.answers()

    def begin(self, page: str, fragment: str = "") -> None:
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.fragment_id = fragment
        self.say(message)

    def hear_main(self, elements: int) -> None:
        """Until so many elements of the page's main part have come."""
        while elements:
            told = self._hear()
            elements -= told.WhichOneof("type") == "delta" and told.metadata.delta_path[0] == 0

    def _hear(self) -> ForwardMsg:
        content = self.socket.recv(timeout=PATIENCE_SECONDS)
        assert isinstance(content, bytes)
        return ForwardMsg.FromString(content)

    def answers(self) -> list[ForwardMsg]:
        """What is told until a run ends that no other follows at once. TimeoutError where none does."""
        told = [self._hear()]
        while told[-1].WhichOneof("type") != "script_finished" or told[-1].script_finished == BEGUN_ANEW:
            told.append(self._hear())
        return told


@contextmanager
def conversation(app: Served, cookie: str, session: str = "") -> Iterator[Conversation]:
    """Open a websocket. `session`: the name of a session to go on in, as said by a browser that lost its connection."""
    told: dict[str, Any] = {"subprotocols": ["streamlit", "-", *([session] if session else [])]}
    with connection(app, {"Cookie": cookie, "Origin": app.address}, **told) as socket:
        yield Conversation(socket)


def session_in(told: list[ForwardMsg]) -> str:
    """The name of the session that answered."""
    return next(each.new_session.initialize.session_id for each in told if each.WhichOneof("type") == "new_session")


def part_in(told: list[ForwardMsg]) -> str:
    """The name of a part of the page that can run by itself; '' where there is none."""
    return next((each.delta.fragment_id for each in told if each.delta.fragment_id), "")
