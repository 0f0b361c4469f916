"""Reads one episode's file: first the names in it, then its scenes."""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml

from game.language.fields import Fields, scalar, text_mark
from game.language.flow import FlowReader
from game.language.header import is_inside
from game.language.instruments import read_instruments
from game.language.invariants import read_invariants
from game.language.item import End, Flow
from game.language.label import choice_name, is_choice
from game.language.mark import Mark
from game.language.names import check_name, check_person
from game.language.problem import Problems
from game.language.recap import RECAP, check_recap, menu_of, scene_of, told_in
from game.language.scope import SceneNames, Scope
from game.language.sol import SolTime, minute_of_day
from game.language.source import Source
from game.language.state import read_variable
from game.language.story import MAX_MINUTES, Clock, Episode, EpisodeFile, Instrument, Scene, Story
from game.language.types import Variable
from game.language.ways import check_calls, check_messages, check_ways, items_in

TOP = ("episode", "number", "title", "second title", "clock", "light", "instruments", "invariants", "recap", "scenes")
CLOCK = ("minutes", "until", "most", "sol", "local")
SCENE = ("place", "present", "state", "pool", "if", "again", "flow")


def read_episode(story: Story, id: str, problems: Problems | None = None) -> Episode:
    """The episode `id` of `story`.

    With `problems` given, everything wrong is added there; without, StoryError is raised if anything is.
    KeyError if the story has no such episode.
    """
    found = Problems(warns=False) if problems is None else problems
    file = next((file for file in story.episodes if file.id == id), None)
    if file is None:
        raise KeyError(id)
    episode = _Reader(story, file, found).read()
    if problems is None:
        found.stop_if_wrong()
    return episode


class _Reader:
    def __init__(self, story: Story, file: EpisodeFile, problems: Problems) -> None:
        self.story, self.file, self.problems = story, file, problems
        self.sends: set[str] = set()
        """The names of the messages, which the whole episode shares."""
        self.scope = Scope.of(story, {}, None)
        """What a name can mean outside its scenes, once those are read."""

    def read(self) -> Episode:
        source = self._open()
        root = source.compose() if source else None
        if source is None or root is None:
            return Episode(self.file.id, 0, "", "", None, None, (), None, {}, self.file.mark)
        top = Fields(source, root, "An episode", TOP)
        clock = self._clock(source, top)
        asked = self._asked(source, top)
        scenes = self._scenes(source, top, clock, asked)
        position = [file.id for file in self.story.episodes].index(self.file.id) + 1
        self._check_id(source, top)
        recap = self._recap(source, top, asked)
        menu = menu_of(recap)
        title = top.text("title", self.file.id)
        return Episode(
            self.file.id,
            top.whole("number", 0, 999, position),
            title,
            top.text("second title", ""),
            clock,
            self._light(source, top),
            told_in(recap),
            f"{RECAP}.{menu.options[-1].name}" if menu else None,
            {RECAP: scene_of(menu, next(iter(scenes.values()))), **scenes} if menu and scenes else scenes,
            top.mark,
            self._instruments(source, top, clock),
            read_invariants(source, top.get("invariants"), self.scope, self.scope.scenes),
            self.story.afterwards if any(map(_ends, scenes.values())) else (),
        )

    def _open(self) -> Source | None:
        if not is_inside(self.file, self.problems):
            return None
        path = self.story.folder / self.file.path
        return Source.read(path, self.file.path, self.problems, self.file.mark)

    def _check_id(self, source: Source, top: Fields) -> None:
        if top.text("episode") not in ("", self.file.id):
            self.problems.add(
                "U312",
                source.mark(top.get("episode") or top.node),
                f"story.yaml calls this episode {self.file.id}.",
                f"Write episode: {self.file.id}",
            )

    def _clock(self, source: Source, top: Fields) -> Clock | None:
        node = top.get("clock")
        if node is None:
            return None
        fields = Fields(source, node, "`clock`", CLOCK, form="Write {minutes: 90, until: the boat}.")
        minutes = fields.whole("minutes", 1, MAX_MINUTES)
        if "minutes" not in fields:
            self.problems.doubt("clock")
            return None
        most = fields.whole("most", minutes, MAX_MINUTES, minutes)
        return Clock(minutes, fields.text("until", "the end"), most, self._begins(fields))

    def _begins(self, fields: Fields) -> SolTime | None:
        if "sol" not in fields and "local" not in fields:
            return None
        sol, local = fields.whole("sol", 0, 9_999), fields.text("local")
        minute = minute_of_day(local)
        if minute is None and "local" in fields:
            message = f"“{local[:40]}” is no time of day."
            self.problems.add("U224", fields.value_mark("local"), message, "Write hours and minutes, such as 14:51.")
        return SolTime(sol, minute or 0)

    def _light(self, source: Source, top: Fields) -> float | None:
        node = top.get("light")
        if node is None:
            return None
        text = scalar(source, node, "`light`")
        if re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", text):
            return float(text)
        self.problems.add("U206", source.mark(node), "`light` is a number of minutes.", "Write light: 13.8")
        return None

    def _instruments(self, source: Source, top: Fields, clock: Clock | None) -> Mapping[str, Instrument]:
        node = top.get("instruments")
        if node is None:
            return {}
        return read_instruments(source, node, self.story.variables, clock is not None)

    def _asked(self, source: Source, top: Fields) -> SceneNames:
        """The names that the recap's menu declares."""
        names, node = SceneNames(), top.get("recap")
        if node is not None:
            self._collect(source, RECAP, node, names)
        return names

    def _recap(self, source: Source, top: Fields, names: SceneNames) -> Flow:
        scope = Scope.of(self.story, {RECAP: names}, None)
        flow = FlowReader(source, self.story, scope, RECAP, frozenset()).flow(top.get("recap"))
        check_recap(flow, self.problems)
        return flow

    def _scenes(self, source: Source, top: Fields, clock: Clock | None, asked: SceneNames) -> Mapping[str, Scene]:
        node = top.get("scenes")
        if node is None:
            self.problems.add("U203", top.mark, "An episode needs `scenes:`.", "Write scenes: and a scene.")
            return {}
        if isinstance(node, yaml.MappingNode) and not node.value:
            advice = "Write its name and, under it, flow:"
            self.problems.add("U203", source.mark(node), "An episode needs a scene.", advice)
        listed = Fields(source, node, "`scenes`")
        names = {RECAP: asked} if asked.choices else {}
        names |= {name: self._names(source, name, scene) for name, _, scene in listed}
        self.scope = Scope.of(self.story, names, clock)
        fields = {name: Fields(source, scene, f"The scene {name}", SCENE) for name, _, scene in listed}
        pools = frozenset(scene.text("pool") for scene in fields.values() if "pool" in scene)
        for name, mark, _ in listed:
            self._check_name(name, mark, asked)
        scenes = {}
        for name, mark, _ in listed:
            scenes[name] = self._sound_scene(source, name, mark, fields[name], pools)
        if not self.problems.count("U2"):
            check_calls(scenes, self.problems)
        return scenes

    def _sound_scene(self, source: Source, name: str, mark: Mark, fields: Fields, pools: frozenset[str]) -> Scene:
        """A scene whose ways and messages were checked, if its form is right."""
        before = self.problems.count("U2")
        scene = self._scene(source, name, mark, fields, pools)
        if fields.sound and self.problems.count("U2") == before:
            check_ways(scene, self.problems)
            check_messages(scene, self.problems)
        return scene

    def _check_name(self, name: str, mark: Mark, asked: SceneNames) -> None:
        check_name(name, mark, self.problems)
        if name == RECAP and asked.choices:
            self.problems.add("U313", mark, "The recap’s menu is called recap.", "Name the scene otherwise.")

    def _scene(self, source: Source, name: str, mark: Mark, fields: Fields, pools: frozenset[str]) -> Scene:
        reader = FlowReader(source, self.story, self.scope, name, pools)
        when = fields.get("if")
        condition = reader.conditions.read(scalar(source, when, "`if`"), text_mark(source, when)) if when else None
        if "flow" not in fields and fields.sound:
            self.problems.add("U203", fields.mark, f"The scene {name} needs `flow:`.", "Write flow: and a list.")
        return Scene(
            name,
            self._place(fields),
            self._present(fields),
            tuple(self.scope.scenes[name].state.values()),
            fields.text("pool", "") or None,
            condition,
            fields.flag("again"),
            reader.flow(fields.get("flow")),
            mark,
        )

    def _present(self, fields: Fields) -> tuple[str, ...]:
        present = fields.words("present")
        for person in present:
            check_person(person, fields.value_mark("present"), self.story.cast, self.problems)
        return present

    def _place(self, fields: Fields) -> str:
        place = fields.text("place", "")
        if "{" in place:
            advice = "Write one place for the scene, or two scenes, or say in the flow where it is."
            self.problems.add(
                "U228", fields.value_mark("place"), "A place is always the same: it holds no braces.", advice
            )
        return place

    # Names ---------------------------------------------------------------------------------------------------

    def _names(self, source: Source, scene: str, node: yaml.Node) -> SceneNames:
        names = SceneNames()
        if not isinstance(node, yaml.MappingNode):
            return names
        for key, value in node.value:
            if key.value == "flow":
                self._collect(source, scene, value, names)
            elif key.value == "state":
                names.state = self._local(source, scene, value)
        return names

    def _local(self, source: Source, scene: str, node: yaml.Node) -> dict[str, Variable]:
        state = {}
        for name, mark, declared in Fields(source, node, "`state`"):
            check_name(name, mark, self.problems)
            for variable in read_variable(source, name, mark, declared, self.story.cast):
                state[variable.key] = Variable(f"{scene}/{variable.key}", variable.type, variable.start, mark=mark)
        return state

    def _collect(self, source: Source, scene: str, node: yaml.Node, names: SceneNames) -> None:
        """Every choice, `here`, session and message below a node."""
        if isinstance(node, yaml.SequenceNode):
            for item in node.value:
                self._collect(source, scene, item, names)
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                self._declare(source, scene, key, value, names)
                if not isinstance(value, yaml.ScalarNode):
                    self._collect(source, scene, value, names)

    def _declare(self, source: Source, scene: str, key: yaml.Node, value: yaml.Node, names: SceneNames) -> None:
        if not isinstance(key, yaml.ScalarNode):
            return
        if is_choice(key.value):
            name = choice_name(key, value, self.story.ledger.get(scene, {}))
            self._once(source, key, name, names.choices, names.heres)
        elif isinstance(value, yaml.ScalarNode) and key.value in ("here", "session", "send"):
            known = {"here": names.heres, "session": names.sessions, "send": self.sends}[key.value]
            self._once(source, value, value.value, known, names.choices if key.value == "here" else set())

    def _once(self, source: Source, node: yaml.Node, name: str, known: set[str], others: set[str]) -> None:
        if name in known | others:
            advice = f"Name one of them otherwise; {{as {name}_2}} names a choice."
            self.problems.add("U313", source.mark(node), f"Something else here is already called {name}.", advice)
        known.add(name)


def _ends(scene: Scene) -> bool:
    """Whether the story may end in a scene."""
    return any(isinstance(item, End) for item in items_in(scene.flow))
