"""Checks what `prove --certificates` writes, knowing nothing of how it was found; docs/prover.md has the format."""
