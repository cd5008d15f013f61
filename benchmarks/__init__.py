"""Measurements whose results stand in docs/; none of them is a test."""
