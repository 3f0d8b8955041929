"""Sheets as offices write them: tables beside and below each other, days as columns, offices as columns."""
