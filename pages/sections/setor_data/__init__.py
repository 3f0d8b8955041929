"""What the page Setor data is made of: the zone that takes files, those that wait, what was sent, how the load goes."""
