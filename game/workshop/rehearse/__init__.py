"""Rehearsals: the author's test plans, played and held against what they expect. docs/author.md shows how."""
