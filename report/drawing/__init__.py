"""Charts and maps for print, as SVG in millimetres."""
