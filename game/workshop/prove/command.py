"""The command `prove`; called by the command line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from game.engine.library import Library
from game.language.count import count
from game.language.header import open_story
from game.language.problem import StoryError
from game.workshop.folder import PROBLEMS, SOUND, UNUSABLE, complain, reader_of, unopened
from game.workshop.prove.budget import add_budget, budget_of
from game.workshop.prove.invariant import invariant
from game.workshop.prove.progress import Progress
from game.workshop.prove.prover import Prover
from game.workshop.prove.report import as_json, as_text, settled
from game.workshop.prove.taken import Taken, never
from game.workshop.prove.wording import wording_of
from game.workshop.uses import called, unread


def prove_command(argv: list[str]) -> int:
    """Print a verdict on a whole story."""
    parser = _parser("prove", "A verdict on a whole story.")
    parser.add_argument(
        "--invariant", action="append", default=[], metavar="COND", help="must hold wherever play rests"
    )
    parser.add_argument("--ways", action="store_true", help="print a way to everything that can be reached")
    parser.add_argument("--certificate", type=Path, metavar="FILE", help="write there what every “impossible” rests on")
    given = parser.parse_args(argv)
    if missing := _missing(given):
        return complain(f"There is no folder {missing}.")
    try:
        library = Library(open_story(given.story))
        conditions = tuple(invariant(library.story, text) for text in given.invariant)
        budget = budget_of(given.budget)
        prover = Prover(library, conditions, budget, tell=Progress())
        taken = Taken(library, budget=budget, tell=prover.tell)
    except StoryError as error:
        return complain(str(error))
    try:
        prover.run()
        prover.forget_states()
        taken.run()
    except KeyboardInterrupt:
        print("Interrupted: what is known so far.", file=sys.stderr)
    episodes = [library.chart(file.id).episode for file in library.story.episodes]
    verdicts, idle = prover.result, unread(library.story, episodes)
    remarks = [(one.mark, f"nothing ever reads {called(one)}") for one in idle]
    remarks += [(one.mark, f"{one.name} {words}") for one in taken.variables if (words := never(one, taken.verdicts))]
    if given.json:
        print(as_json([*verdicts, *taken.result], idle))
    else:
        print(as_text(verdicts, given.ways, remarks, wording_of(episodes)))
    if given.certificate and not _certify(prover, given.certificate):
        return UNUSABLE
    return SOUND if settled(verdicts) else PROBLEMS


def _missing(given: argparse.Namespace) -> Path | None:
    """A folder that is needed and not there; of a certificate it is asked before the work that comes to it."""
    folders = [given.story, *([given.certificate.parent] if given.certificate else [])]
    return next((folder for folder in folders if not folder.is_dir()), None)


def _certify(prover: Prover, path: Path) -> bool:
    """Write the certificate and say so on the error stream; whether that could be done."""
    from game.workshop.certify.write import write_certificate

    try:
        found = write_certificate(prover, path, Progress())
    except OSError as error:
        complain(unopened(error))
        return False
    print(f"{path} certifies {count(len(found.certificate.goals), 'verdict')}.", file=sys.stderr)
    for goal in found.without:
        print(f"Without certificate: {goal.mark}: {goal.kind} {goal.name}", file=sys.stderr)
    return True


def _parser(name: str, description: str) -> argparse.ArgumentParser:
    parser = reader_of(name, description)
    parser.add_argument("--json", action="store_true", help="print JSON")
    add_budget(parser)
    return parser
