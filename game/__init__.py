"""Ulysse 1: a text adventure, and the engine and workshop for others."""

__version__ = "0.2.0"
