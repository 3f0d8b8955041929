"""`python -m intake.verdict`: one request as a line of JSON on stdin; stages and the verdict as lines on stdout."""

import json
import sys

from pydantic import TypeAdapter

from etl import start_reader
from intake.verdict.child import judged
from intake.verdict.request import Request
from intake.verdict.verdict import to_json


def main() -> None:
    """Judge the file that is asked for."""
    start_reader(["inspect"])
    asked = TypeAdapter(Request).validate_json(sys.stdin.readline())
    verdict = judged(asked, lambda stage: print(json.dumps({"stage": stage}), flush=True))
    sys.stdout.write(f'{{"verdict": {to_json(verdict).decode()}}}\n')


if __name__ == "__main__":
    main()
