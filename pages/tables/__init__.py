"""Tables: by month, by weekday, and the one that is sorted and searched; small lines within their rows."""
