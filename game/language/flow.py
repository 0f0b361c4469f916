"""Reads the flow of one scene: blocks, menus, instructions."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import yaml

from game.language.expression import Conditions, Expression
from game.language.fields import Fields, is_plain, refuse_cut
from game.language.item import Block, End, Flow, Here, If, Item, Menu, Option, Pool, Send, Session, Start
from game.language.label import choice_name, is_choice, take_apart
from game.language.mark import Mark
from game.language.names import check_name, check_person, is_name
from game.language.problem import did_you_mean
from game.language.prose import ITEMS, ProseReader, Row
from game.language.scope import MAX_TURNS, SceneNames, Scope
from game.language.source import Source
from game.language.step import Place
from game.language.story import Story
from game.language.tags import TagReader

INSTRUCTIONS: dict[str, tuple[str, ...]] = {
    "here": ("here",),
    "if": ("if", "then", "else"),
    "session": ("session", "with", "turns", "offers", "topics", "starts", "ends"),
    "pool": ("pool", "draw"),
    "send": ("send", "in", "to", "text", "reply"),
    "end": ("end",),
    "todo": ("todo",),
}
"""Each instruction and its keys."""

OPTION_KEYS = ("if", "locked", "as", "again", "after", "turns", "stance", "flow")
EMPTY = Flow(())


class FlowReader:
    """Reads the flows of one scene."""

    def __init__(self, source: Source, story: Story, scope: Scope, scene: str, pools: frozenset[str]) -> None:
        """`pools` are the pools that scenes of the episode are in."""
        self._source, self._story, self._scope, self._scene, self._pools = source, story, scope, scene, pools
        self._problems = source.problems
        self._session: str | None = None
        self._topics: list[str] = []
        self._ledger = story.ledger.get(scene, {})
        self.conditions = Conditions(
            lambda dotted: scope.lookup(scene, self._session)(dotted),
            lambda: scope.known(scene),
            self._problems,
            lambda dotted: scope.doubt(dotted, scene),
        )
        self.prose = ProseReader(scope, scene, story.cast, self.conditions, self._place, self._problems)
        self._tags = TagReader(source, story.stances, self.conditions, self.prose, self._is_value)

    # Flows and items -----------------------------------------------------------------------------------------

    def flow(self, node: yaml.Node | None) -> Flow:
        """The flow that a value is: an arrow, a block or a list."""
        if node is None:
            return EMPTY
        if isinstance(node, yaml.ScalarNode):
            block = self._scalar(node)
            return Flow((block,)) if block else EMPTY
        if isinstance(node, yaml.SequenceNode):
            return Flow(tuple(self._items(node.value)))
        advice = "If this is prose with a colon in it, put it into a block."
        if (key := self._key(node)) in INSTRUCTIONS:
            advice = f"Put a dash before {key}: to make it an item of a list."
        self._problems.add("U210", self._source.mark(node), "A flow is an arrow, a block (`|`) or a list.", advice)
        return EMPTY

    def _items(self, nodes: list[yaml.Node]) -> list[Item]:
        items: list[Item] = []
        menu: list[Option] = []
        otherwise: Flow | None = None
        for node in nodes:
            key = self._key(node)
            if key == "otherwise" and menu and otherwise is None:
                otherwise = self._otherwise(node)
                continue
            if key is not None and is_choice(key):
                if otherwise is not None:
                    items.append(_menu(menu, otherwise))
                    menu, otherwise = [], None
                menu += self._option(node)
                continue
            if menu:
                items.append(_menu(menu, otherwise))
                menu, otherwise = [], None
            items += self._item(node, key)
        if menu:
            items.append(_menu(menu, otherwise))
        return items

    def _key(self, node: yaml.Node) -> str | None:
        if isinstance(node, yaml.MappingNode) and node.value:
            return str(node.value[0][0].value)
        return None

    def _otherwise(self, node: yaml.Node) -> Flow:
        return EMPTY if self._refuse_more_keys(node) else self.flow(node.value[0][1])

    def _refuse_more_keys(self, node: yaml.Node) -> bool:
        """Report keys behind a choice's own; whether they are its text, not indented far enough."""
        slipped = False
        if len(node.value) > 1:
            (_, outcome), (second, _), *_ = node.value
            message, advice = "A choice is one key and its outcome.", "Put a dash before the next one."
            if slipped := isinstance(outcome, yaml.ScalarNode) and outcome.style == "|" and not outcome.value:
                message = "This text is not indented far enough to belong to the choice above."
                advice = "Indent the text four spaces from the dash."
            self._problems.add("U215", self._source.mark(second), message, advice)
        return slipped

    def _item(self, node: yaml.Node, key: str | None) -> list[Item]:
        mark = self._source.mark(node)
        if isinstance(node, yaml.ScalarNode):
            block = self._scalar(node)
            return [block] if block else []
        if key is None:
            self._problems.add("U211", mark, "An item is a block, a choice or an instruction.", "Remove a dash.")
            return []
        if key not in INSTRUCTIONS:
            self._problems.add("U212", mark, f"“{key}” is no instruction.", _instead(key))
            return []
        fields = Fields(self._source, node, f"`{key}`", INSTRUCTIONS[key])
        read: Callable[[Fields], Item | None] = getattr(self, f"_read_{key}")
        item = read(fields)
        return [item] if item else []

    def _scalar(self, node: yaml.ScalarNode) -> Block | None:
        mark = self._source.mark(node)
        text = str(node.value)
        if node.style == "|" and text.strip():
            paragraphs = self.prose.block(self._rows(node))
            return Block(paragraphs, mark)
        if text.strip().startswith(("->", "<-")) and is_plain(node):
            if node.end_mark.line > node.start_mark.line:
                advice = "Put each arrow on a line of its own in a block (`|`)."
                self._problems.add("U401", mark, "An arrow is one line.", advice)
            return Block(self.prose.block([Row(text, mark)]), mark)
        refuse_cut(self._source, node)
        if not text.strip():
            self._problems.add("U213", mark, "Nothing stands here.", "Write a block (`|`) or an arrow (`-> place`).")
        else:
            self._problems.add("U214", mark, "Prose stands in a block.", _unblocked(text.strip()))
        return None

    def _rows(self, node: yaml.ScalarNode) -> list[Row]:
        """The lines of a literal block, each with its place in the file."""
        lines = self._source.lines
        first = node.start_mark.line + 1
        content = str(node.value).split("\n")
        indent = 0
        for offset, line in enumerate(content):
            if line.strip() and first + offset < len(lines):
                indent = len(lines[first + offset]) - len(line)
                break
        return [
            Row(line, Mark(self._source.name, first + offset + 1, max(indent, 0) + 1))
            for offset, line in enumerate(content)
        ]

    # Choices -------------------------------------------------------------------------------------------------

    def _option(self, node: yaml.Node, in_session: bool = False) -> list[Option]:
        """A choice; none if it has no name, or is not one."""
        if self._refuse_more_keys(node):
            return []
        key, value = node.value[0]
        mark = self._source.mark(key)
        if key.style in ("'", '"'):
            self._problems.add("U216", mark, "Straight quotes around a label vanish.", "Use “typographic” quotes.")
        label = take_apart(key.value)
        long = isinstance(value, yaml.MappingNode) and self._key(value) not in ITEMS
        fields = Fields(self._source, value, "A choice", OPTION_KEYS) if long else None
        name = choice_name(key, value, self._ledger)
        if self._refuse_name(label.words, name, mark):
            return []
        words = self.prose.line(label.words, mark)
        self._tags.refuse_brackets(label.words, mark)
        tags = self._tags.read(label.tags, mark, fields, self._topics if in_session else None)
        flow = self._outcome(fields) if fields else self.flow(value)
        said = tags.stance, tags.when, tags.locked, tags.again, tags.after, tags.turns
        return [Option(name, words, *said, flow, mark, label.words)]

    def _outcome(self, fields: Fields) -> Flow:
        """What a choice leads to that is written at length."""
        if fields.get("flow") is None and fields.sound:
            self._problems.add("U203", fields.mark, "A choice needs `flow:`.", "Write flow: and its outcome.")
        return self.flow(fields.get("flow"))

    def _refuse_name(self, words: str, name: str, mark: Mark) -> bool:
        """Report a choice that cannot be called `name`; whether that is so."""
        if name:
            check_name(name, mark, self._problems)
        else:
            self._problems.add("U217", mark, f"No name can be made of {words}", "Give it one: {as name}.")
        return not is_name(name)

    def _is_value(self, dotted: str) -> bool:
        return self._scope.lookup(self._scene, self._session)(dotted) is not None

    # Instructions --------------------------------------------------------------------------------------------

    def _read_here(self, fields: Fields) -> Item | None:
        return Here(fields.name("here"), fields.mark)

    def _read_todo(self, fields: Fields) -> Item | None:
        self._problems.warn(
            "U601", fields.mark, f"Still to do: {fields.text('todo')}", "Remove the item once it is done."
        )
        return None

    def _read_end(self, fields: Fields) -> Item | None:
        ending = fields.text("end")
        if ending not in self._story.endings:
            self._problems.miss(
                "U310",
                fields.value_mark("end"),
                ending,
                f"No ending is called {ending}.",
                lambda: did_you_mean(ending, self._story.endings) or "Declare it in story.yaml.",
            )
        return End(ending, fields.mark)

    def _read_if(self, fields: Fields) -> Item | None:
        node = fields.get("if")
        assert node
        if "then" not in fields and fields.sound:
            self._problems.add("U203", fields.mark, "`if` needs `then:`.", "Write then: and a flow.")
        return If(self._tags.when(node), self.flow(fields.get("then")), self.flow(fields.get("else")), fields.mark)

    def _read_pool(self, fields: Fields) -> Item | None:
        name = fields.text("pool")
        if name not in self._pools:
            self._problems.add(
                "U311",
                fields.value_mark("pool"),
                f"No scene of this episode is in a pool {name}.",
                did_you_mean(name, self._pools),
            )
            return None
        return Pool(name, fields.whole("draw", 1, 20, 1), fields.mark)

    def _read_send(self, fields: Fields) -> Item | None:
        to = fields.text("to", "")
        self._person(fields, "to", to)
        return Send(
            fields.name("send"),
            to or None,
            fields.whole("in", 0, 9999),
            self.flow(fields.get("text")),
            self.flow(fields.get("reply")),
            fields.mark,
        )

    def _read_session(self, fields: Fields) -> Item | None:
        name, partner = fields.name("session"), fields.text("with", "")
        self._person(fields, "with", partner)
        outer = self._session, self._topics
        self._session, self._topics = name, self._topic_names(fields)
        session = self._conversation(fields, name, partner or None)
        self._session, self._topics = outer
        return session

    def _conversation(self, fields: Fields, name: str, partner: str | None) -> Session:
        """The session `name`, whose topics are known."""
        topics = tuple(option for node in fields.items("topics") for option in self._topic(node))
        starts = tuple(self._start(node) for node in fields.items("starts"))
        ends = self._ends(fields.get("ends"))
        turns, offers = fields.whole("turns", 1, MAX_TURNS), fields.whole("offers", 1, 20, 6)
        if "topics" not in fields and fields.sound:
            advice = "Write topics: and a list of choices."
            self._problems.add("U203", fields.mark, "A session needs `topics:`.", advice)
        return Session(name, partner, turns, offers, topics, starts, *ends, fields.mark)

    def _topic_names(self, fields: Fields) -> list[str]:
        keys = [node.value[0] for node in fields.items("topics") if is_choice(self._key(node) or "a")]
        return [choice_name(key, value, self._ledger) for key, value in keys]

    def _topic(self, node: yaml.Node) -> list[Option]:
        key = self._key(node)
        if key is None or not is_choice(key):
            self._problems.add("U221", self._source.mark(node), "A topic is a choice.", "Begin it with a capital.")
            return []
        return self._option(node, in_session=True)

    def _start(self, node: yaml.Node) -> Start:
        fields = Fields(self._source, node, "A start", ("if", "flow"))
        when = fields.get("if")
        if "flow" not in fields and fields.sound:
            self._problems.add("U203", fields.mark, "A start needs `flow:`.", "Write flow: and what is said.")
        return Start(self._tags.when(when) if when else None, self.flow(fields.get("flow")), fields.mark)

    def _ends(self, node: yaml.Node | None) -> tuple[Expression | None, Flow, Flow, Flow | None]:
        """When a session is closed, and what follows if it is, if its turns are spent, if it is empty."""
        if node is None:
            return None, EMPTY, EMPTY, None
        ends = Fields(self._source, node, "`ends`", ("closed", "spent", "empty"))
        closed_when, closed = self._closed(ends.get("closed"))
        spent = self.flow(ends.get("spent"))
        return closed_when, closed, spent, self.flow(ends.get("empty")) if "empty" in ends else None

    def _closed(self, node: yaml.Node | None) -> tuple[Expression | None, Flow]:
        if node is None:
            return None, EMPTY
        fields = Fields(self._source, node, "`closed`", ("if", "flow"))
        when = fields.get("if")
        if when is None and fields.sound:
            self._problems.add("U203", fields.mark, "`closed` needs `if:`.", "Write if: and a condition.")
        return (self._tags.when(when) if when else None), self.flow(fields.get("flow"))

    def _person(self, fields: Fields, key: str, name: str) -> None:
        if name:
            check_person(name, fields.value_mark(key), self._story.cast, self._problems)

    # Places --------------------------------------------------------------------------------------------------

    def _place(self, spelt: str, mark: Mark) -> Place | None:
        head, _, tail = spelt.partition(".")
        scenes = self._scope.scenes
        here = scenes.get(self._scene, SceneNames())
        if not tail and head in here.heres:
            if head in scenes:
                advice = f"Name one of them otherwise, or write {self._scene}.{head} for the place."
                self._problems.warn("U604", mark, f"{head} is a place of this scene and a scene.", advice)
            return Place(None, self._scene, head, mark)
        if head in scenes and (not tail or tail in scenes[head].heres | scenes[head].choices):
            return Place(None, head, tail or None, mark)
        episodes = {file.id for file in self._story.episodes}
        if head in episodes and head not in scenes and "." not in tail:
            return Place(head, tail or None, None, mark)
        if not tail and head in here.choices:
            return Place(None, self._scene, head, mark)
        known = [*scenes, *here.heres, *here.choices, *episodes]
        if head in scenes and tail:
            known = [f"{head}.{point}" for point in scenes[head].heres | scenes[head].choices]
        message = f"There is no place called {spelt}."
        self._problems.miss("U404", mark, spelt, message, partial(self._meant, spelt, known))
        return None

    def _meant(self, spelt: str, known: list[str]) -> str:
        """What may be meant by a place that there is not."""
        if spelt in self._story.endings or spelt.lower() == "end":
            return f"An ending is an item of a list: - end: {spelt if spelt in self._story.endings else 'NAME'}"
        near = did_you_mean(spelt, known)
        return near or "Name a scene of this episode, or write episode.scene for that of another."


def _unblocked(text: str) -> str:
    """What to write instead of text that stands in no block."""
    if text.endswith("|"):
        return f"A choice has a colon behind its label: {text[:-1].rstrip()}: |"
    if text.startswith(("->", "<-")):
        return "Write the arrow without quotes."
    if match := re.match(r"end:? (\w+)\Z", text):
        return f"An ending is an item of a list: - end: {match[1]}"
    return "Write `|` and put the text on the next line, indented."


def _instead(key: str) -> str:
    if key == "otherwise":
        return "`otherwise` stands right after the choices of a menu."
    if key.startswith("if "):
        return f"Write - if: {key[3:]} and, on the line below, then: and a flow."
    if " " in key:
        return "A choice begins with a capital; prose stands in a block (`|`)."
    return did_you_mean(key, [*INSTRUCTIONS, "otherwise"])


def _menu(options: list[Option], otherwise: Flow | None) -> Menu:
    return Menu(tuple(options), otherwise, options[0].mark)
