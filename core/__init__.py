"""What every room shares: settings, table declarations, the reader of builds, words and looks."""
