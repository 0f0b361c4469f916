"""An answer for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from game.workshop.why.answer import ELSEWHERE, HIDDEN, LOCKED, OPEN, TAKEN, Answer, Lack

SENTENCES = {
    OPEN: "It is open here.",
    LOCKED: "It is locked here.",
    TAKEN: "It was taken already, and is offered once; {again} in its tags would offer it again.",
    HIDDEN: "It is not offered here: it follows a topic that was not taken, or other topics come before it.",
}
MOST = 6
"""How many things that would help are listed for each that fails."""


def as_text(answer: Answer) -> str:
    """The answer for people."""
    rows = [f"{answer.mark}: {answer.id}: “{answer.label}”", _verdict(answer)]
    for lack in answer.lacks:
        rows += _lack(lack)
    return "\n".join(rows)


def _verdict(answer: Answer) -> str:
    if answer.how != ELSEWHERE:
        return SENTENCES[answer.how]
    rest = "its condition would fail too." if answer.lacks else "nothing but the way there is missing."
    return f"It is not in this menu, in {answer.scene}; {rest}"


def _lack(lack: Lack) -> Iterator[str]:
    since = f"since step {lack.since.number}, {lack.since.step}" if lack.since else "from the beginning"
    yield f"  {'either' if lack.failing.either else 'needs'} {lack.failing.needs}; it is {lack.failing.value}, {since}"
    for remedy in lack.remedies[:MOST]:
        yield f"    {remedy.what}" + (f"  ({remedy.mark})" if remedy.mark else "")
    if len(lack.remedies) > MOST:
        yield f"    and {len(lack.remedies) - MOST} more"
    if not lack.remedies:
        yield "    nothing in the story makes it so"


def as_json(answer: Answer) -> str:
    """The answer for programs."""
    return json.dumps(
        {
            "id": answer.id,
            "label": answer.label,
            "at": str(answer.mark),
            "how": answer.how,
            "scene": answer.scene,
            "lacks": [_object(lack) for lack in answer.lacks],
        },
        ensure_ascii=False,
        indent=1,
    )


def _object(lack: Lack) -> dict[str, object]:
    return {
        "needs": lack.failing.needs,
        "is": lack.failing.value,
        "either": lack.failing.either,
        "since": {"step": lack.since.number, "id": lack.since.step} if lack.since else None,
        "remedies": [{"what": remedy.what, "at": str(remedy.mark or "")} for remedy in lack.remedies],
    }
