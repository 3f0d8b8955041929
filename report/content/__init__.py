"""What a month's report says, as plain data in its language: figures, sections, notices, shapes of the map."""
