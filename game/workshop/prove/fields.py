"""Sets of values of every slot as one whole number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class Fields:
    """For each slot a field, in it a bit for each value that it can have."""

    def __init__(self, domains: Sequence[Sequence[int]]) -> None:
        self.domains = [tuple(values) for values in domains]
        self.places: list[int] = []
        self.full: list[int] = []
        self._index = [{value: number for number, value in enumerate(values)} for values in self.domains]
        width = 0
        for values in self.domains:
            self.places.append(width)
            self.full.append((1 << len(values)) - 1 << width)
            width += len(values)
        self._values: dict[tuple[int, int], tuple[int, ...]] = {}

    def mask(self, slots: Iterable[int]) -> int:
        """The whole fields of some slots."""
        mask = 0
        for slot in slots:
            mask |= self.full[slot]
        return mask

    def put(self, slot: int, values: Iterable[int]) -> int:
        """The field of a slot with these values in it; one that the slot cannot have is left out."""
        index, field = self._index[slot], 0
        for value in values:
            if value in index:
                field |= 1 << index[value]
        return field << self.places[slot]

    def of(self, sets: int, slot: int) -> tuple[int, ...]:
        """The values of a slot."""
        field = (sets & self.full[slot]) >> self.places[slot]
        key = (slot, field)
        if key not in self._values:
            self._values[key] = tuple(v for n, v in enumerate(self.domains[slot]) if field >> n & 1)
        return self._values[key]
