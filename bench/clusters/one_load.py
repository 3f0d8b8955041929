"""One load of the sample in a fresh process, here or on a cluster: `python -m bench.clusters.one_load [ADDRESS]`.

As the command does it, but for the releases that it asks another command for once the build is published.
"""

import sys

from etl import start_reader


def main(address: str = "") -> None:
    """Load; a reader's process starts beside the imports, as that of the command does."""
    start_reader(["load"])
    from core.store import sample_store
    from etl.loading.load import load

    if not address:
        load(sample_store())
        return
    from etl.cluster.executor import on_cluster

    with on_cluster(address, sample_store()) as cluster:
        load(sample_store(), executor=cluster)


if __name__ == "__main__":
    main(*sys.argv[1:])
