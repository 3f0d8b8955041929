"""From raw files to a published build: what stands here is for other packages, nothing behind it.

The rooms, in the order in which a row travels: `sources` (what is known of each source), `reading` (any format to
text records; in a process of its own: `sandbox`), `judging` (accepted, held with a reason, not data), `warehouse`
(typed rows, their history, the ledger), `publishing` (a build and the pointer to it), `loading` (all of it, file by
file), `answers` (what the commands say), `boundaries` (official shapes of the kelurahan).

A name is imported when it is first asked for: `python -m etl` must start its reader before anything heavy, and the
child processes that read a stranger's file come through here with neither DuckDB nor map libraries.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
