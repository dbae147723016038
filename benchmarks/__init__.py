"""Benchmarks: badgekit beside other verifiers on the same credentials. Run with ``python -m benchmarks``."""
