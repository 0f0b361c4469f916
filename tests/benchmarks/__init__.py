"""Ulysse's engine beside what an author would use instead, in one run on one machine.

    python -m tests.benchmarks --peers FOLDER

FOLDER holds the generator of the stories and the runners of the other engines (gen_story.py, bench_inkjs.mjs,
bench_bink.py, hello_textual.py), with inkjs installed in it by npm. docs/performance.md has the results.
"""
