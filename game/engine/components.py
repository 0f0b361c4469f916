"""The components of a graph of drafts: among those of one, play can go round. Asked by the compiler."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.engine.draft import Draft


def components(drafts: Iterable[Draft]) -> dict[int, int]:
    """The strongly connected component of each draft, by `id`; one alone without a loop to itself has -1.

    Tarjan's algorithm (1972), without recursion.
    """
    search = _Tarjan()
    for draft in drafts:
        if id(draft) not in search.number:
            search.run(draft)
    return search.found


class _Tarjan:
    def __init__(self) -> None:
        self.number: dict[int, int] = {}
        self.low: dict[int, int] = {}
        self.open: list[Draft] = []
        self.found: dict[int, int] = {}
        self.count = 0

    def run(self, root: Draft) -> None:
        work = [(root, self._enter(root))]
        while work:
            here, rest = work[-1]
            following = next(rest, None)
            if following is None:
                work.pop()
                self._leave(here, work[-1][0] if work else None)
            elif id(following) not in self.number:
                work.append((following, self._enter(following)))
            elif id(following) not in self.found:
                self.low[id(here)] = min(self.low[id(here)], self.number[id(following)])

    def _enter(self, here: Draft) -> Iterator[Draft]:
        self.number[id(here)] = self.low[id(here)] = len(self.number)
        self.open.append(here)
        return here.neighbours()

    def _leave(self, here: Draft, above: Draft | None) -> None:
        if above is not None:
            self.low[id(above)] = min(self.low[id(above)], self.low[id(here)])
        if self.low[id(here)] == self.number[id(here)]:
            self._close(here)

    def _close(self, root: Draft) -> None:
        members = [self.open.pop()]
        while members[-1] is not root:
            members.append(self.open.pop())
        self.count += 1
        loops = len(members) > 1 or any(target is root for target in root.neighbours())
        self.found |= dict.fromkeys(map(id, members), self.count if loops else -1)
