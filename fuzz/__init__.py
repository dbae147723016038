"""Fuzzing: every parser of badgekit, and verification as a whole, against inputs nobody would write.

``python -m fuzz`` runs all harnesses, ``python -m fuzz json png --seconds 600`` some of them; see README.md.
"""
