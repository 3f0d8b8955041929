"""Generated data in the formats of the field, with the truth behind them. Every person is invented."""
