"""The kept reports: writing them, reading them back, listing them, and which months are due."""
