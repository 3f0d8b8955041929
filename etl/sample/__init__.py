"""Generated data in the formats of the field, with the truth behind them. Every person is invented."""

from etl.sample.draw import Draw, draw
from etl.sample.write import write_sample

__all__ = ["Draw", "draw", "write_sample"]
