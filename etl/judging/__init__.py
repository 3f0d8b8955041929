"""What becomes of a row: understood or held, dates and numbers as a file writes them, what may be shown."""
