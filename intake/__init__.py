"""The loop with the offices: files are handed in, judged before anything changes, sent, mended and asked for.

`waiting` (files that were handed in and wait), `sending` (into the raw folder and back out), `loader` (loads in the
background). Pages show it; what is decided, kept and said of it stands here, and what pages name of the load
(`of_the_load`). Every act is noted in the `ledger`.

A name is imported when it is first asked for: the process that judges a file comes through here and needs none of the
others.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
