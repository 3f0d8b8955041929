"""Which account each file was made for: a file goes to nobody else, whoever learns its address."""

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

MOST: Final = 20_000
"""Files that are remembered; Streamlit itself keeps far fewer."""


@dataclass
class OfferedFiles:
    """Accounts by the SHA-256 of a file's bytes, the oldest forgotten first."""

    most: int = MOST
    _accounts: OrderedDict[str, set[str]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def offer(self, content: bytes, account: str) -> None:
        """Remember that a file was made for an account."""
        key = hashlib.sha256(content).hexdigest()
        with self._lock:
            self._accounts.setdefault(key, set()).add(account)
            self._accounts.move_to_end(key)
            while len(self._accounts) > self.most:
                self._accounts.popitem(last=False)

    def may_have(self, content: bytes, account: str) -> bool:
        """True where these very bytes were made for the account."""
        with self._lock:
            return account in self._accounts.get(hashlib.sha256(content).hexdigest(), ())


FILES: Final = OfferedFiles()
"""Those of this process: the gate and the pages share it."""
