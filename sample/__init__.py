"""Generated data in the formats of the field, with the truth behind them. Every person is invented."""

from sample.world.draw import Draw, draw
from sample.write import write_sample

__all__ = ["Draw", "draw", "write_sample"]
