"""Checks how flows end: every way through a scene leads somewhere, and nothing stands where no way leads."""

from __future__ import annotations

from collections.abc import Iterator

from game.language.item import Block, End, Flow, Here, If, Item, Menu, Option, Pool, Send, Session
from game.language.mark import Mark
from game.language.problem import Problems
from game.language.step import Back, Call, Go, Paragraph, Place, Step, Utterance
from game.language.story import Scene


def check_ways(scene: Scene, problems: Problems) -> None:
    """Report ways through `scene` that just stop, and items that no way reaches."""
    if falls(scene.flow):
        mark = _last(scene.flow) or scene.mark
        problems.add(
            "U405",
            mark,
            f"A way through {scene.name} just stops here.",
            "End it with -> place, <- or end, or let something follow the menu.",
        )
    _check_order(scene.flow, problems)


def falls(flow: Flow) -> bool:
    """Whether play can come out at the end of a flow."""
    open_end = True
    for item in flow.items:
        if isinstance(item, Here):
            open_end = True
        elif open_end:
            open_end = _item_falls(item)
    return open_end


def _item_falls(item: Item) -> bool:
    match item:
        case Block():
            return not _block_stops(item)
        case Menu() | If():
            return any(map(falls, flows_in(item)))
        case Session():
            ends = [item.spent] + ([item.closed] if item.closed_when else [])
            return any(map(falls, ends + ([item.empty] if item.empty is not None else [])))
        case End():
            return False
    return True


def _block_stops(block: Block) -> bool:
    chain: list[Paragraph] = []
    for paragraph in block.paragraphs:
        if paragraph.head is None and _stops(paragraph):
            return True
        chain = [paragraph] if paragraph.head == "if" else [*chain, paragraph]
        if paragraph.head == "else" and all(map(_stops, chain)):
            return True
    return False


def _stops(paragraph: Paragraph) -> bool:
    return any(isinstance(step, Go | Back) for step in paragraph.steps)


def _last(flow: Flow) -> Mark | None:
    """The innermost place where a falling flow ends."""
    if not flow.items:
        return None
    item = flow.items[-1]
    match item:
        case Menu(options, otherwise):
            for option in options:
                if falls(option.flow):
                    return _last(option.flow) or option.mark
            return _last(otherwise) if otherwise else item.mark
        case If(_, then, other):
            return _last(then if falls(then) else other) or item.mark
    return item.mark


def _check_order(flow: Flow, problems: Problems) -> None:
    stopped = False
    for item in flow.items:
        stopped = stopped and not isinstance(item, Here)
        if stopped:
            problems.add(
                "U402",
                item.mark,
                "Nothing leads here: what stands above goes elsewhere.",
                "Remove it, or give it a name with `here`.",
            )
        stopped = stopped or not _item_falls(item)
        if isinstance(item, Block):
            _check_block(item, problems)
        for inner in flows_in(item):
            _check_order(inner, problems)


def _check_block(block: Block, problems: Problems) -> None:
    for number, paragraph in enumerate(block.paragraphs):
        if paragraph.head in (None, "if") and _block_stops(Block(block.paragraphs[:number], block.mark)):
            problems.add("U402", paragraph.mark, "Nothing after an arrow is ever reached.", "Move it above the arrow.")
            return


def flows_in(item: Item) -> list[Flow]:
    """The flows directly inside an item."""
    match item:
        case Menu(options, otherwise):
            return [option.flow for option in options] + ([otherwise] if otherwise is not None else [])
        case If(_, then, other):
            return [then, other]
        case Session():
            flows = [topic.flow for topic in item.topics] + [start.flow for start in item.starts]
            return [*flows, item.closed, item.spent, *([item.empty] if item.empty is not None else [])]
        case Send(_, _, _, text, reply):
            return [text, reply]
    return []


def items_in(flow: Flow) -> Iterator[Item]:
    """Every item of a flow, outer ones first."""
    todo = [*reversed(flow.items)]
    while todo:
        item = todo.pop()
        yield item
        if not isinstance(item, Block):
            for inner in reversed(flows_in(item)):
                todo += reversed(inner.items)


def options_in(flow: Flow) -> Iterator[Option]:
    """Every choice and topic of a flow."""
    for item in items_in(flow):
        if isinstance(item, Menu):
            yield from item.options
        elif isinstance(item, Session):
            yield from item.topics


def steps_in(flow: Flow) -> Iterator[Step]:
    """Every step of every block of a flow."""
    for item in items_in(flow):
        if isinstance(item, Block):
            for paragraph in item.paragraphs:
                yield from paragraph.steps


def comes_back(scene: Scene) -> bool:
    """Whether a scene is one that is called."""
    return any(isinstance(step, Back) for step in steps_in(scene.flow))


def check_messages(scene: Scene, problems: Problems) -> None:
    """Report messages that lead elsewhere: an answer may come anywhere, and play goes on there."""
    for send in _sends(scene):
        for flow in (send.text, send.reply):
            marks = [mark_of(step) for step in steps_in(flow) if isinstance(step, Go | Call | Back)]
            marks += [item.mark for item in items_in(flow) if isinstance(item, Pool | End)]
            for mark in marks:
                problems.add("U410", mark, "A message leads nowhere.", "Set a flag here, and go where it is read.")


def _points_in_messages(scene: Scene) -> set[tuple[str, str]]:
    """The places inside messages, which only the message comes to."""
    flows = [flow for send in _sends(scene) for flow in (send.text, send.reply)]
    names = [item.name for flow in flows for item in items_in(flow) if isinstance(item, Here)]
    names += [option.name for flow in flows for option in options_in(flow)]
    return {(scene.name, name) for name in names}


def _sends(scene: Scene) -> list[Send]:
    return [item for item in items_in(scene.flow) if isinstance(item, Send)]


def deeds_in(flow: Flow) -> list[Mark]:
    """Where the items and steps stand that do more than tell."""
    marks = [item.mark for item in flow.items if not isinstance(item, Block)]
    blocks = Flow(tuple(item for item in flow.items if isinstance(item, Block)))
    return marks + [mark_of(step) for step in steps_in(blocks) if not isinstance(step, Utterance)]


def mark_of(step: Step) -> Mark:
    """Where a step stands."""
    return step.place.mark if isinstance(step, Go | Call) else step.mark


def check_calls(scenes: dict[str, Scene], problems: Problems) -> None:
    """Report scenes that are gone to and come back, or called and do not, and calls that come round to themselves."""
    returning = {name for name, scene in scenes.items() if comes_back(scene)}
    hidden = {point for scene in scenes.values() for point in _points_in_messages(scene)}
    for scene in scenes.values():
        for step in steps_in(scene.flow):
            _check_place(step, scene, returning, problems)
            if isinstance(step, Go | Call) and (step.place.scene, step.place.point) in hidden:
                advice = "Put the place outside of the message."
                problems.add("U410", step.place.mark, "Nothing leads into a message.", advice)
        if scene.pool is not None and scene.name not in returning:
            problems.add("U409", scene.mark, f"{scene.name} is in a pool and never comes back.", "End it with <-.")
    first = next(iter(scenes), "")
    if first in returning:
        advice = "Begin the episode with a scene that leads on."
        problems.add("U406", scenes[first].mark, f"{first} comes back with <-, and nothing called it.", advice)
    _check_rounds(scenes, problems)


def _check_place(step: Step, scene: Scene, returning: set[str], problems: Problems) -> None:
    match step:
        case Go(Place(None, str(target), _, mark)) if target in returning and target != scene.name:
            problems.add("U406", mark, f"{target} comes back with <-, so it is called.", f"Write -> {target} ->")
        case Call(Place(None, str(target), _, mark)) if target not in returning:
            problems.add("U409", mark, f"{target} never comes back.", f"End it with <-, or write -> {target}")
        case Call(Place(str(episode), _, _, mark)):
            advice = "Only a scene of this episode can be called."
            problems.add("U409", mark, f"The episode {episode} never comes back.", advice)


def _calls(scene: Scene, scenes: dict[str, Scene]) -> list[tuple[str, Mark]]:
    """The scenes that a scene calls or draws, and where."""
    calls = [(s.place.scene, s.place.mark) for s in steps_in(scene.flow) if isinstance(s, Call) and s.place.scene]
    pools = [item for item in items_in(scene.flow) if isinstance(item, Pool)]
    return calls + [(other.name, pool.mark) for pool in pools for other in scenes.values() if other.pool == pool.name]


def _check_rounds(scenes: dict[str, Scene], problems: Problems) -> None:
    called = {name: _calls(scene, scenes) for name, scene in scenes.items()}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        for target, mark in called.get(name, []):
            if target in (*path, name):
                problems.add(
                    "U407",
                    mark,
                    f"This call comes round to itself: {' -> '.join([*path, name, target])}.",
                    "Go there without coming back: -> place.",
                )
            elif target not in done:
                visit(target, (*path, name))
        done.add(name)

    for name in scenes:
        visit(name, ())
