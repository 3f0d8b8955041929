"""Sending: a waiting file moves to where loads read it, a sent one back out, each at one stroke.

`sent_file` is what is known of a sent file and its record beside it, `moving` the stroke itself with what a process
that died left to be done, `send` decides who may send and withdraw, `listing` says what was sent.
"""
