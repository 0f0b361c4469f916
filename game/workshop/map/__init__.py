"""The map of a story: its scenes and the ways between them, read from the machine that is played."""
