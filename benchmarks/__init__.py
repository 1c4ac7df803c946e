"""Measurements: speed and quality, printed as tables, never asserted by a test."""
