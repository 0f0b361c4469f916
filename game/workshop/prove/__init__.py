"""Verdicts on a whole story: what can be reached, what can get stuck, what is a trap. docs/prover.md tells how."""
