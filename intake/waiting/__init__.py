"""The waiting room: files that were handed in and wait until their sender says what becomes of them.

Each has a private folder `menunggu/<id>` with its bytes and what is known of it; nobody but its sender is told that it
is there. `receiving` takes one in, `room` lists, finds and throws away, `judging` asks what it would do.
"""
