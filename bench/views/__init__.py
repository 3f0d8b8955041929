"""The dashboard timed: scripts of pages, first views in a browser, and many tabs at once."""
