"""One measured piece of work in a fresh process: `python -m bench.fresh load`, or `... bare CSV TARGET` and rivals.

Prints one JSON object: seconds of the work alone (interpreter and imports are not in it), peak_mb, stages.
"""

import json
import resource
import sys
import time

from etl import start_reader

BYTES_OF_PEAK = 1 if sys.platform == "darwin" else 1024


def main(work: str, *arguments: str) -> None:
    """Do the work once and print what it took. A load's helper starts beside the imports, as the user's does."""
    start_reader([work])
    from bench.works import WORKS

    start = time.perf_counter()
    stages = WORKS[work](*arguments)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * BYTES_OF_PEAK / 2**20
    print(json.dumps({"seconds": seconds, "peak_mb": peak, "stages": stages}))


if __name__ == "__main__":
    main(*sys.argv[1:])
