"""What a file would do, found out before anything is changed, in a process of its own; and the words for it.

`verdict` is what comes back, `process` starts and ends the child, `child` is what runs there, `warnings` what the
sender should look at, `words` the sentences. The child alone imports what reads and compares.
"""
