"""Files as the field sends them, and readers of files that the product makes."""
