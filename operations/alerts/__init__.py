"""Alerts: what somebody must hear of without opening the dashboard, each once, by letter or to one webhook.

`rules` says who is told of what; `finding` looks for it in the build and the note of the last load with the product's
own figures; `once` knows what was told; `letters` and `webhook` bring it out; `run` is one run of the command.
"""
