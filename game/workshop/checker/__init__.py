"""Checks what `prove --certificate` writes, knowing nothing of how it was found; docs/prover.md has the format."""
