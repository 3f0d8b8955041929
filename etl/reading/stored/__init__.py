"""Workbooks as they are stored: error cells, formulas without a value, and when a file was saved."""
