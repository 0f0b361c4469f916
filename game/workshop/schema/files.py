"""The shapes of a story's files: what stands in which, and what each key means."""

from __future__ import annotations

from collections.abc import Iterable

from game.language.renamed import KINDS
from game.language.sol import OF_DAY
from game.language.story import MAX_MINUTES
from game.workshop.prosecheck import MOST
from game.workshop.rehearse.plan import FACTS, SEVERAL
from game.workshop.schema.flows import flow_shapes
from game.workshop.schema.shapes import Schema, closed, flag, listed, mapping, name, one_of, ref, text, whole
from game.workshop.schema.vocabulary import Vocabulary
from game.workshop.temperament import MOST_STEPS, TEMPERAMENTS


def schema_of(words: Vocabulary) -> Schema:
    """The schema of every file of a story; the keys of a file tell which it is."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": words.title,
        "type": "object",
        "if": {"required": ["plan"]},
        "then": ref("plan"),
        "else": {
            "if": {"anyOf": [{"required": ["episode"]}, {"required": ["scenes"]}]},
            "then": ref("episode"),
            "else": {"if": {"required": ["ids"]}, "then": ref("ledger"), "else": ref("header")},
        },
        "definitions": {
            "header": _header(words),
            "ledger": _ledger(),
            "state": _state(words),
            "instrument": _instrument(words),
            "episode": _episode(words),
            "scene": _scene(words),
            "plan": _plan(words),
            "facts": _facts(words),
            "until": _until(words),
            **flow_shapes(words),
        },
    }


def _header(words: Vocabulary) -> Schema:
    person = {
        "name": text("printed beside what is said"),
        "full": text("the whole name"),
        "role": text("what they do"),
        "tongue": text("language code"),
        "groups": listed(name("a group"), "what they belong to; `each` is declared for one"),
        "about": text("who they are"),
    }
    reading = {
        "of": listed(one_of(words.notes, "a note"), "the two notes"),
        "text": text("what they mean together"),
    }
    ending = {"title": text("how the ending is announced"), "listener": text("whom the story was told to")}
    keys = {
        "story": name("the id of the story in saves"),
        "title": text("what the story is called"),
        "version": text("of the story"),
        "stances": mapping(text("its sign"), "how a choice is meant; each has a sign"),
        "episodes": listed({"type": "object", "maxProperties": 1, **mapping(text("its file"))}, "in order"),
        "endings": mapping(closed(ending, ["title"]), "by name"),
        "cast": mapping(closed(person, ["name"]), "who speaks"),
        "state": mapping(ref("state"), "what the story remembers"),
        "instruments": mapping(ref("instrument"), "what is drawn of it, by variable or family"),
        "invariants": mapping(_invariant(words.episodes, "an episode"), "what must hold wherever play rests"),
        "notes": mapping(text("the note"), "what the player can note"),
        "readings": mapping(closed(reading, ["of", "text"]), "which two notes mean something together"),
        "afterwards": mapping(ref("flow"), "what became of everybody, told after every ending; by person"),
        "prose": _prose(),
        "renamed": listed(_renamed(), "what saved games call otherwise, oldest first"),
    }
    return closed(keys, what="story.yaml, cast.yaml, state.yaml, notebook.yaml or afterwards.yaml")


def _prose() -> Schema:
    allowed = {
        "code": text("of the warning"),
        "in": text("the scene or the file"),
        "because": text("the reason"),
    }
    keys = {
        "never": listed(text("a word or a phrase"), "words and phrases that stand nowhere"),
        "label": whole(0, MOST, "words of a label, at most"),
        "block": whole(0, MOST, "words of a block, at most"),
        "repeated": whole(0, MOST, "so many words in a row stand nowhere twice"),
        "allow": listed(closed(allowed, allowed), "warnings that are meant"),
    }
    return closed(keys, what="what `check` is to tell of the prose")


def _renamed() -> Schema:
    def names(what: str) -> Schema:
        return {"type": "object", "additionalProperties": text(what), "description": "old name: new name"}

    return closed({kind: names(f"the new name, of {kind}") for kind in KINDS})


def _ledger() -> Schema:
    entry = closed({"label": text("as it was last written"), "words": text("fingerprint")}, ["label"])
    retired = mapping(listed(text("an id")), "ids that are never used again")
    return closed({"ids": mapping(mapping(entry)), "retired": retired}, what="ids.yaml, written by `ulysse ids`")


def _state(words: Vocabulary) -> Schema:
    scalar = {"type": ["string", "integer", "boolean"]}
    keys = {
        "flag": flag("true or false, as which it starts"),
        "range": {"type": "string", "pattern": r"^-?\d+\.\.-?\d+$", "description": "a whole number, such as 0..10"},
        "one of": listed(text("a word"), "one word of these; starts as the first"),
        "starts": {**scalar, "description": "its value at the beginning"},
        "each": one_of(words.groups, "one for everybody in this group"),
        "but": {
            "type": "object",
            "propertyNames": one_of(words.cast, "somebody of the group"),
            "additionalProperties": scalar,
            "description": "who starts otherwise",
        },
        "means": {**ref("condition"), "description": "computed, never set"},
        "total": text("the sum of that family"),
    }
    return closed(keys)


def _instrument(words: Vocabulary) -> Schema:
    keys = {
        "curve": text("its title; drawn are its values along the way"),
        "bar": text("its title; drawn is its value now"),
        "unit": text("said after the number"),
        "words": listed(text("a word"), "what the equal parts of its range are called, the lowest first"),
        "against": one_of(
            (*words.settable, "clock"), "what a curve is drawn against; the steps of the player if not said"
        ),
    }
    return closed(keys)


def _invariant(parts: Iterable[str], part: str) -> Schema:
    keys = {
        "must": {**ref("condition"), "description": "holds wherever play rests"},
        "if": {**ref("condition"), "description": "it must hold only then"},
        "in": listed(one_of(parts, part), "it must hold only there"),
    }
    return closed(keys, ["must"])


def _episode(words: Vocabulary) -> Schema:
    clock = {
        "minutes": whole(1, MAX_MINUTES, "that there are"),
        "until": text("what happens then"),
        "most": whole(1, MAX_MINUTES, "that `~ clock = N` may give; `minutes` if not said"),
        "sol": whole(0, 9_999, "at the episode’s beginning, for the instruments"),
        "local": {"type": "string", "pattern": f"^{OF_DAY.pattern}$", "description": "local time then, such as 14:51"},
    }
    keys = {
        "episode": one_of(words.episodes, "its name in story.yaml"),
        "number": whole(0, 999, "on the title card"),
        "title": text("on the title card"),
        "second title": text("below the title"),
        "clock": closed(clock, ["minutes"], "counts down as minutes are spent"),
        "light": {"type": "number", "description": "minutes one way, for the instruments"},
        "instruments": mapping(ref("instrument"), "what is drawn in this episode alone, by variable or family"),
        "invariants": mapping(_invariant(words.scenes, "a scene"), "what must hold wherever play rests in it"),
        "recap": ref("flow"),
        "scenes": mapping(ref("scene"), "the first is where the episode begins"),
    }
    return closed(keys, ["episode", "scenes"], "an episode")


def _scene(words: Vocabulary) -> Schema:
    keys = {
        "place": text("shown above the text"),
        "present": listed(one_of(words.cast, "somebody of the cast"), "who is there"),
        "state": mapping(ref("state"), "known in this scene only; reset whenever it is entered"),
        "pool": name("the pool that it is drawn from"),
        "if": {**ref("condition"), "description": "it can be drawn only then"},
        "again": flag("it can be drawn more than once"),
        "flow": ref("flow"),
    }
    return closed(keys, ["flow"])


def _plan(words: Vocabulary) -> Schema:
    label = text("a choice, by its label or id")
    step = {
        "choose": {"anyOf": [label, listed(label)], "description": "take one choice, or one after the other"},
        "pair": listed(one_of(words.notes, "a note"), "put two notes together"),
        "until": ref("until"),
        "expect": {**ref("facts"), "description": "all of this is so now"},
        "never": {**ref("facts"), "description": "none of this is so at any moment from here on"},
    }
    keys = {
        "plan": text("what it shows, in a sentence"),
        "from": one_of(words.episodes, "the episode to begin with; the first if not said"),
        "seed": whole(0, 10**9 - 1, "decides what is drawn; 0 if not said"),
        "steps": listed(closed(step)),
    }
    return closed(keys, ["plan", "steps"], "a test plan for `ulysse rehearse`")


def _facts(words: Vocabulary) -> Schema:
    return closed(_fact_keys(words))


def _until(words: Vocabulary) -> Schema:
    walk = {
        "by": one_of(TEMPERAMENTS, "the temperament that plays; random if not said"),
        "most": whole(1, MOST_STEPS, "how many steps it may take"),
    }
    return closed({**_fact_keys(words), **walk}, what="anything, until all of this is so")


def _fact_keys(words: Vocabulary) -> dict[str, Schema]:
    known = {
        "scene": words.scenes,
        "episode": words.episodes,
        "ending": words.endings,
        "note": words.notes,
        "reading": words.readings,
    }
    keys: dict[str, Schema] = {}
    for fact, meaning in FACTS.items():
        if fact in SEVERAL:
            keys[fact] = {"anyOf": [text("a choice"), listed(text("a choice"))], "description": meaning}
        else:
            keys[fact] = one_of(known[fact], meaning) if fact in known else text(meaning)
    values = {key: text("its value") for key in words.settable}
    return {**keys, "state": closed(values, what=FACTS["state"]), "if": ref("condition")}
