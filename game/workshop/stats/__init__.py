"""The figures of a story: what is written, counted; what a play meets of it, sampled by temperaments."""
