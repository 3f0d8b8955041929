"""What the titles of a sender's files mean: proposed from the file, answered in a form, kept as a mapping."""
