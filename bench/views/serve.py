"""Streamlit's server with a clock on every script run: `python bench/views/serve.py FILE STREAMLIT-ARGUMENTS`.

Appends the seconds of each run, from the script's first statement to its last, to FILE, and beside them those in which
its thread had a processor. The clock hangs on the one
function through which the server runs a script: a browser's own time, or that of the websocket, would count what
comes before and after too (session, garbage collection, sending).
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from streamlit.runtime.scriptrunner import script_runner
from streamlit.web.cli import main

RUNS_A_SCRIPT = "exec_func_with_error_handling"


def clock(run: Callable[..., Any], times: Path) -> Callable[..., Any]:
    """Return `run` with a clock: each call appends its seconds, and those of its thread, to a file."""

    def timed(*arguments: Any) -> Any:
        start, processor = time.perf_counter(), time.thread_time()
        result = run(*arguments)
        with times.open("a") as file:
            file.write(f"{time.perf_counter() - start} {time.thread_time() - processor}\n")
        return result

    return timed


if __name__ == "__main__":
    setattr(script_runner, RUNS_A_SCRIPT, clock(getattr(script_runner, RUNS_A_SCRIPT), Path(sys.argv[1])))
    sys.argv = ["streamlit", *sys.argv[2:]]
    main()
