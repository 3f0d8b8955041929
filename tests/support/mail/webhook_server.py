"""A real HTTP server on loopback that answers posts as a test says, and keeps what it was sent."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class WebhookServer:
    """`answers`: the codes to answer with, in turn, then 204; a number of seconds as a float: it waits so long."""

    answers: list[int | float] = field(default_factory=list)
    posts: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/kait?kunci=rahasia"

    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _path, _headers, body in self.posts]


@contextmanager
def webhook_server() -> Iterator[WebhookServer]:
    told = WebhookServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            told.posts.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            answer = told.answers.pop(0) if told.answers else 204
            if isinstance(answer, float):
                time.sleep(answer)
                answer = 204
            self.send_response(answer)
            if answer // 100 == 3:
                self.send_header("location", f"http://127.0.0.1:{told.port}/lain")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    told.port = server.server_port
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
