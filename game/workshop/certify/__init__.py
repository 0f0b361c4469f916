"""Writes what verdicts "impossible" rest on, so that `game.workshop.checker` can check it. Called by `prove`."""
