"""A store that fsspec opens by its URL: a real FTP server on loopback, and all that was laid down there."""

import os
from pathlib import Path
from threading import Thread

import fsspec
import pytest
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import FTPServer

PASSWORD = "sandi-toko"
ACCOUNT = {"username": "klaster", "password": PASSWORD}
"""It stands in the environment of driver and workers, and nowhere else."""


class FileServer:
    """The server, in a thread; what it serves lies in a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.received = folder, b""
        (folder / "bersama").mkdir()
        accounts = DummyAuthorizer()
        accounts.add_user(*ACCOUNT.values(), str(folder), perm="elradfmwMT")
        handler = type("Kept", (FTPHandler,), {"authorizer": accounts, "on_file_received": self._keep})
        self.server = FTPServer(("127.0.0.1", 0), handler)
        self.port = self.server.address[1]
        Thread(target=self.server.serve_forever, kwargs={"timeout": 0.05, "handle_exit": False}, daemon=True).start()

    def _keep(self, path: str) -> None:
        self.received += Path(path).read_bytes()

    @property
    def address(self) -> str:
        """Of the folder in which drivers may share."""
        return f"ftp://127.0.0.1:{self.port}/bersama"

    @property
    def left(self) -> list[Path]:
        """The files that lie there now; what goes while it is looked for is none."""
        return [Path(folder) / name for folder, _, names in os.walk(self.folder) for name in names]


def open_with(patch: pytest.MonkeyPatch, **account: str) -> None:
    """Let this process open such a server by its account, or another.

    fsspec reads the environment where it is imported, which was long ago here.
    """
    patch.setitem(fsspec.config.conf, "ftp", ACCOUNT | account)
