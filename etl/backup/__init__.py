"""Backups and restoring: `contents` (what belongs to an installation), `manifest` (what a backup says of itself),
`copying`, `making`, `keeping` (how many), `key_copy`, `checking` and `restoring`.
"""
