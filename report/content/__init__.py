"""What the report of a period says, as plain data in its language: figures, sections, notices, shapes of the map."""
