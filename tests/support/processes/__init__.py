"""Processes of a test's own: forked from one server, to be killed or to be held to a limit."""
