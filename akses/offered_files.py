"""Which account each file was made for, and in which role: it goes to nobody else, whoever learns its address."""

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

from akses.identity import Reader

MOST: Final = 20_000
"""Files that are remembered; Streamlit itself keeps far fewer."""


@dataclass
class OfferedFiles:
    """Readers by the SHA-256 of a file's bytes, the oldest forgotten first.

    A reader is an account with its role and place: what was made before they changed is not for the account any more.
    """

    most: int = MOST
    _readers: OrderedDict[str, set[Reader]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def offer(self, content: bytes, reader: Reader) -> None:
        """Remember that a file was made for a reader."""
        key = hashlib.sha256(content).hexdigest()
        with self._lock:
            self._readers.setdefault(key, set()).add(reader)
            self._readers.move_to_end(key)
            while len(self._readers) > self.most:
                self._readers.popitem(last=False)

    def may_have(self, content: bytes, reader: Reader) -> bool:
        """True where these very bytes were made for the reader."""
        with self._lock:
            return reader in self._readers.get(hashlib.sha256(content).hexdigest(), ())


FILES: Final = OfferedFiles()
"""Those of this process: the gate and the pages share it."""
