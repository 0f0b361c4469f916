"""An Answer to why a choice cannot be taken where a playthrough stands."""

from __future__ import annotations

from dataclasses import dataclass

from game.engine.playthrough import Playthrough
from game.engine.statechart import Offer
from game.language.expression import Expression
from game.language.item import Option
from game.language.mark import Mark
from game.language.problem import did_you_mean
from game.language.story import Episode
from game.workshop.ink import InkedLibrary, plain
from game.workshop.nodes import nodes_in
from game.workshop.why.condition import Failing, failing
from game.workshop.why.history import Turn, last_change
from game.workshop.why.remedy import Remedy, remedies

OPEN, ELSEWHERE, LOCKED, TAKEN, HIDDEN = "open", "elsewhere", "locked", "taken", "hidden"


class NoSuchChoice(Exception):
    """Nothing in the episode is called so; says what is, in one sentence."""


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that fails, how it came about, and what would help."""

    failing: Failing
    since: Turn | None
    """None: it is so from the beginning."""
    remedies: tuple[Remedy, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Why a choice cannot be taken."""

    id: str
    label: str
    mark: Mark
    how: str
    """`open`; `elsewhere`: it is not in this menu; `locked`: its condition fails; `taken`: it was taken, and is
    offered once; `hidden`: others of its session come before it, or the topic that it follows was not taken."""
    scene: str
    """Where play stands."""
    lacks: tuple[Lack, ...]
    """Why its condition fails, also where it is elsewhere."""


def why(play: Playthrough, library: InkedLibrary, wanted: str) -> Answer:
    """The answer for the choice whose id, name in the present scene, or label is `wanted`. NoSuchChoice if none is."""
    episode = library.episodes[play.position.episode]
    scene, option = _find(play, episode, wanted)
    id = f"{scene}.{option.name}"
    block = library.chart(episode.id).blocks[play.position.state]
    offer = next((offer for offer in block.offers if offer.id == id), None)
    lacks = _lacks(play, library, option.when)
    label = plain("".join(getattr(part, "text", "…") for part in option.label.parts))
    return Answer(id, label, option.mark, _how(play, offer, bool(lacks)), play.moment.scene, lacks)


def _how(play: Playthrough, offer: Offer | None, lacking: bool) -> str:
    if offer is None:
        return ELSEWHERE
    if offer.open(play.position.world):
        return OPEN
    if lacking:
        return LOCKED
    return TAKEN if any(step.id == offer.id for step in play.trail) else HIDDEN


def _find(play: Playthrough, episode: Episode, wanted: str) -> tuple[str, Option]:
    here = play.moment.scene
    scenes = sorted(episode.scenes.values(), key=lambda scene: scene.name != here)
    known = [(scene.name, option) for scene in scenes for option in nodes_in(scene.flow, Option)]
    for scene, option in known:
        if wanted in (f"{scene}.{option.name}", option.name, _label(option)):
            return scene, option
    ids = [f"{scene}.{option.name}" for scene, option in known]
    names = [*ids, *(_label(option) for _, option in known)]
    raise NoSuchChoice(f"No choice of {episode.id} is called {wanted}. {did_you_mean(wanted, names)}".strip())


def _label(option: Option) -> str:
    return "".join(getattr(part, "text", "") for part in option.label.parts)


def _lacks(play: Playthrough, library: InkedLibrary, when: Expression | None) -> tuple[Lack, ...]:
    if when is None:
        return ()
    here = play.position.episode
    found = []
    for lack in failing(when, play.position.world, library.chart(here).slots):
        since = last_change(play, lack.key)
        found.append(Lack(lack, since, tuple(remedies(library.story, library.episodes, here, lack))))
    return tuple(found)
