"""Refuses rounds that no menu interrupts: play would never rest in one."""

from __future__ import annotations

from game.engine.draft import Draft
from game.language.problem import Problems


def refuse_rounds(drafts: list[Draft], problems: Problems) -> None:
    """Report every round without a menu among `drafts`."""
    finished: set[int] = set()
    passes: dict[int, bool] = {}
    for root in drafts:
        _walk(root, finished, passes, problems)


def _walk(root: Draft, finished: set[int], passes: dict[int, bool], problems: Problems) -> None:
    open_path: set[int] = set()
    stack = [(root, iter(_onward(root, passes)))]
    open_path.add(id(root))
    while stack:
        here, targets = stack[-1]
        target = next((target for target in targets if id(target) not in finished), None)
        if target is None:
            finished.add(id(here))
            open_path.discard(id(here))
            stack.pop()
        elif id(target) in open_path:
            message = f"In {target.scene}, play goes round here without ever resting."
            problems.add("U408", target.mark, message, "Put a menu into the round.")
            finished.add(id(target))
        else:
            open_path.add(id(target))
            stack.append((target, iter(_onward(target, passes))))


def _onward(draft: Draft, passes: dict[int, bool]) -> list[Draft]:
    """Where play goes by itself, a call that comes back without a menu counting as one step."""
    if draft.kind != "go" or draft.comes_back:
        return []
    targets = [target for _, target in draft.edges[draft.bounded :]]
    if draft.site is not None and any(_passes(target, passes) for target in targets):
        return [*targets, draft.site]
    return targets


def _passes(entry: Draft, passes: dict[int, bool]) -> bool:
    """Whether a called scene can come back without a menu."""
    if id(entry) not in passes:
        passes[id(entry)] = False
        passes[id(entry)] = _search(entry, passes)
    return passes[id(entry)]


def _search(entry: Draft, passes: dict[int, bool]) -> bool:
    seen = {id(entry)}
    stack = [entry]
    while stack:
        draft = stack.pop()
        if draft.comes_back:
            return True
        if draft.kind != "go":
            continue
        onward = [target for _, target in draft.edges]
        if draft.site is not None:
            onward = [draft.site] if any(_passes(target, passes) for target in onward) else []
        for target in onward:
            if id(target) not in seen:
                seen.add(id(target))
                stack.append(target)
    return False
