"""What a file holds, before anything is loaded: how it is read and why, of which source it is, in words and rows."""
