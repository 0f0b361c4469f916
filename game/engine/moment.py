"""What a front end shows: frozen values, made by the Playthrough and read by everybody else."""

from __future__ import annotations

from game.language.value import value

FATE = "fate"
"""The kind of a line that tells what became of somebody."""


@value
class Span:
    """A run of characters in one style."""

    text: str
    italic: bool = False


@value
class Line:
    """One utterance or one paragraph of narration."""

    kind: str
    """`narration`, `speech`, `message` (something sent), `reading` (two notes put together) or `fate`."""
    spans: tuple[Span, ...]
    speaker: str | None = None
    """Id of who speaks, of who is written to, or of whose fate it is; a key of the story's cast."""
    lang: str | None = None
    """Language code of foreign speech, such as `it`."""
    subtitle: str | None = None

    @property
    def text(self) -> str:
        """The words, without styles."""
        return "".join(span.text for span in self.spans)


@value
class Choice:
    """One option of a menu."""

    id: str
    """`scene.name`: stable while the story is edited; what `choose` takes."""
    label: str
    stance: str | None
    """A key of the story's stances."""
    locked: str | None
    """The reason it cannot be taken, or None if it can."""


@value
class Card:
    """The title card of an episode, shown before its first text."""

    episode: int
    title: str
    second_title: str
    recap: tuple[Line, ...] = ()
    skip: str | None = None
    """The id of the choice that is taken by whoever goes on, where the moment’s choices belong to the recap."""


@value
class Ending:
    """How a playthrough ended."""

    id: str
    title: str
    listener: str
    """Whom the story was told to."""
    fates: tuple[Line, ...] = ()
    """What became of everybody, a paragraph each, those of one person one after the other."""


@value
class Moment:
    """Everything to show now: what was just told, and what can be done."""

    turn: int
    """How many steps the player has taken, 0 at the beginning."""
    episode: int
    scene: str
    place: str
    present: tuple[str, ...]
    card: Card | None
    text: tuple[Line, ...]
    """What the last step told, oldest first."""
    noted: tuple[str, ...]
    """Notes that the last step wrote into the notebook."""
    choices: tuple[Choice, ...]
    ending: Ending | None

    @property
    def lines(self) -> tuple[Line, ...]:
        """All that the last step told: the text, and after an ending what became of everybody."""
        return (*self.text, *(self.ending.fates if self.ending else ()))

    @property
    def open(self) -> tuple[Choice, ...]:
        """The choices that can be taken."""
        return tuple(choice for choice in self.choices if choice.locked is None)
