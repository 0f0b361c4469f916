"""What a player is told who asks what this is."""

from __future__ import annotations

ABOUT = """\
The near future. The first crewed mission to Mars is European. Hours before the landing, its crew learns \
that it is not the first.

You are Jeanne Renoir, psychologist, called in late. You listen.

Three episodes so far, half an hour each. What you do is kept after every choice; nothing need be saved."""
