"""Loading in the background after something was sent, withdrawn or mended, in a process of its own.

`asking` is what pages call, `state` what is written down of it, `work` what the process does.
"""
