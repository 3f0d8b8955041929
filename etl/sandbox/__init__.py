"""Runs what reads a stranger's file in a process of its own, within limits of memory, time and written bytes."""

from etl.sandbox.client import call, prestart
from etl.sandbox.limits import Limits, limits_for

__all__ = ["Limits", "call", "limits_for", "prestart"]
