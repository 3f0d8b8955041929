"""Days and moments as they are written: what one text says, in which order day and month stand, what a column is."""
