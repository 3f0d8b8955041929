"""The monthly report by letter: who gets which report (`recipients`), what the letter says, and what came of it."""
