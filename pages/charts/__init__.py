"""Charts for the screen as plain plotly dictionaries: figures in, a chart out."""
