"""`python -m intake.verdict`: one request as a line of JSON on stdin; stages and the verdict as lines on stdout."""

import json
import sys

from pydantic import TypeAdapter

from etl import start_reader
from intake.verdict.limits import bind_verdict_process
from intake.verdict.request import Request


def main() -> None:
    """Judge the file that is asked for."""
    # The reader takes its own limits, above those of this process: it starts before this one binds itself.
    start_reader(["inspect"])
    bind_verdict_process()
    from intake.verdict.child import answer_request
    from intake.verdict.verdict import to_json

    asked = TypeAdapter(Request).validate_json(sys.stdin.readline())
    verdict = answer_request(asked, lambda stage: print(json.dumps({"stage": stage}), flush=True))
    sys.stdout.write(f'{{"verdict": {to_json(verdict).decode()}}}\n')


if __name__ == "__main__":
    main()
