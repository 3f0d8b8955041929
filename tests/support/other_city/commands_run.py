"""Several commands one after the other in one process (run with `python -m`): what they import is imported once.

Its argument is a JSON list of the words after `python -m` of each. The first that fails ends it with its code.
"""

import json
import runpy
import sys


def run(module: str, *arguments: str) -> None:
    """Run `python -m module arguments` here. Raises SystemExit where it ends with another code than 0."""
    sys.argv = [module, *arguments]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        if ended.code:
            raise


if __name__ == "__main__":
    for words in json.loads(sys.argv[1]):
        run(*words)
