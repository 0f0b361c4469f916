"""A rehearsal for people, for programs, and for build servers."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from game.language.problem import Problem
from game.workshop.rehearse.coverage import Part, Share
from game.workshop.rehearse.rehearsal import Rehearsal, Rehearsed

SHOWN = 8
"""How many things that no plan meets are listed, unless all are asked for."""


def as_text(rehearsal: Rehearsal, all_of_it: bool = False) -> str:
    """The rehearsal for people."""
    plans = "\n".join(map(_verdict, rehearsal.plans))
    problems = [str(problem) for problem in rehearsal.problems]
    failed = sum(bool(plan.problems) for plan in rehearsal.plans)
    last = f"{len(rehearsal.plans) - failed} of {len(rehearsal.plans)} plans hold."
    return "\n\n".join([plans, *problems, _coverage(rehearsal, all_of_it), last])


def _verdict(plan: Rehearsed) -> str:
    title = "" if plan.title == plan.file else f": {plan.title}"
    return f"{'fails' if plan.problems else 'holds'}  {plan.file}{title}"


def _coverage(rehearsal: Rehearsal, all_of_it: bool) -> str:
    rows = ["The plans meet " + ", ".join(f"{s.met} of {s.of} {s.what}" for s in rehearsal.coverage) + "."]
    for share in rehearsal.coverage:
        rows += _missed(share, len(share.missed) if all_of_it else SHOWN)
    return "\n".join(rows)


def _missed(share: Share, most: int) -> list[str]:
    if not share.missed:
        return []
    rows = [f"  {share.what} that no plan meets:", *(f"    {_named(part)}" for part in share.missed[:most])]
    rest = len(share.missed) - most
    return [*rows, f"    and {rest} more; --all lists them"] if rest > 0 else rows


def _named(part: Part) -> str:
    return f"{part.mark}: {part.name}" if part.mark else part.name


def as_json(rehearsal: Rehearsal) -> str:
    """The rehearsal for programs."""
    found = {
        "story": rehearsal.story,
        "plans": [
            {"file": plan.file, "title": plan.title, "problems": [_problem(problem) for problem in plan.problems]}
            for plan in rehearsal.plans
        ],
        "coverage": {
            share.what.replace(" ", "_"): {
                "met": share.met,
                "of": share.of,
                "missed": [{"name": part.name, "at": str(part.mark or "")} for part in share.missed],
            }
            for share in rehearsal.coverage
        },
    }
    return json.dumps(found, ensure_ascii=False, indent=1)


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "file": problem.mark.file,
        "line": problem.mark.line,
        "column": problem.mark.column,
        "message": problem.message,
        "advice": problem.advice,
    }


def as_junit(rehearsal: Rehearsal) -> str:
    """The rehearsal as JUnit XML: a test case for each plan."""
    failed = sum(bool(plan.problems) for plan in rehearsal.plans)
    counts = {"tests": str(len(rehearsal.plans)), "failures": str(failed), "errors": "0", "skipped": "0"}
    suites = ElementTree.Element("testsuites", counts)
    suite = ElementTree.SubElement(suites, "testsuite", {"name": rehearsal.story, **counts})
    for plan in rehearsal.plans:
        case = ElementTree.SubElement(suite, "testcase", {"classname": plan.file, "name": plan.title})
        if plan.problems:
            failure = ElementTree.SubElement(case, "failure", {"message": plan.problems[0].message})
            failure.text = "\n\n".join(map(str, plan.problems))
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"
