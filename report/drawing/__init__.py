"""Charts and maps for print, as SVG; sizes are asked in millimetres and drawn in points."""
