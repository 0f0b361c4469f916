"""`schema`: held against the reader in both directions, key by key and file by file."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from game.language.episode import read_episode
from game.language.header import open_story
from game.language.problem import Problems
from game.shipped import own_story
from game.workshop.lantern import lantern_folder
from game.workshop.prosecheck import ALLOW, RULES
from game.workshop.rehearse import plan, reader
from game.workshop.rehearse.reader import read_plans
from game.workshop.schema.command import schema_command, schema_text
from tests.front.fronts import BENCH

LANGUAGE = Path(import_module("game.language").__file__ or "").parent


def schema(folder: Path) -> dict[str, Any]:
    return json.loads(schema_text(folder))


def validator(folder: Path) -> jsonschema.Draft7Validator:
    jsonschema.Draft7Validator.check_schema(schema(folder))
    return jsonschema.Draft7Validator(schema(folder))


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.yaml"))


# Key by key ------------------------------------------------------------------------------------------------------


def closed_mappings(node: Any) -> Iterator[frozenset[str]]:
    """The keys of every mapping in a schema that has no others."""
    if isinstance(node, dict):
        if node.get("additionalProperties") is False and "properties" in node:
            yield frozenset(node["properties"])
        for value in node.values():
            yield from closed_mappings(value)
    elif isinstance(node, list):
        for value in node:
            yield from closed_mappings(value)


def keys_taken() -> Iterator[frozenset[str]]:
    """The keys of every mapping that the reader of the language takes, from its own source."""
    for path in sorted(LANGUAGE.glob("*.py")):
        module = import_module(f"game.language.{path.stem}")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Fields":
                yield from known_keys(node.args[3:], module)


def known_keys(arguments: list[ast.expr], module: Any) -> Iterator[frozenset[str]]:
    for argument in arguments:
        match argument:
            case ast.Tuple(elts=[]) | ast.Call(func=ast.Name(id="tuple")):
                continue
            case ast.Tuple():
                yield frozenset(ast.literal_eval(argument))
            case ast.IfExp(body=ast.Tuple() as body):
                yield frozenset(ast.literal_eval(body))
            case ast.Name(id="keys"):
                yield frozenset(key for keys in module.FILES.values() for key in keys)
            case ast.Name(id=constant):
                yield frozenset(getattr(module, constant))
            case ast.Subscript(value=ast.Name(id="INSTRUCTIONS")):
                yield from map(frozenset, module.INSTRUCTIONS.values())
            case _:
                raise AssertionError(f"the reader takes keys in a way that is not known here: {ast.unparse(argument)}")


def plan_keys() -> set[frozenset[str]]:
    facts = frozenset(plan.FACTS)
    return {frozenset(reader.PLAN), frozenset(reader.STEPS), facts, facts | frozenset(reader.WALK)}


def test_every_key_that_the_reader_takes_is_in_the_schema_and_no_other():
    story = schema(lantern_folder())
    state = frozenset(story["definitions"]["facts"]["properties"]["state"]["properties"])
    otherwise = frozenset({"otherwise"})
    assert set(closed_mappings(story)) - {state, otherwise} == set(keys_taken()) | plan_keys() | {
        frozenset(RULES),
        frozenset(ALLOW),
    }


# File by file ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", [lantern_folder(), BENCH, own_story()], ids=lambda folder: folder.name)
def test_files_that_the_reader_takes_are_valid(folder: Path):
    check = validator(folder)
    for path in files(folder):
        found = [f"{path.name}: {error.message[:200]}" for error in check.iter_errors(data(path.read_text()))]
        assert found == []


def data(text: str) -> Any:
    return yaml.safe_load(text)


def keys_in(text: str) -> list[tuple[int, int]]:
    """Where every key of a file begins and ends."""
    found, stack = [], [yaml.compose(text)]
    while stack:
        node = stack.pop()
        if isinstance(node, yaml.MappingNode):
            found += [(key.start_mark.index, key.end_mark.index) for key, _ in node.value]
            stack += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            stack += node.value
    return sorted(found)


REFUSALS = ("U202", "U210", "U212", "U221")
"""An unknown key, and what is no flow, no instruction, no choice."""


def refused(folder: Path, file: Path) -> bool:
    """Whether the reader refuses a key; of a plan, also the name of something remembered."""
    problems = Problems()
    story = open_story(folder, problems)
    episodes = [read_episode(story, file.id, problems) for file in story.episodes]
    if file.parent.name == "plans":
        read_plans(story, episodes, problems)
        return any(problem.code in (*REFUSALS, "R103") for problem in problems)
    return any(problem.code in REFUSALS for problem in problems)


@pytest.mark.parametrize("folder", [lantern_folder(), BENCH], ids=lambda folder: folder.name)
def test_a_key_that_the_reader_refuses_is_invalid_and_the_other_way_round(folder: Path, tmp_path: Path):
    check, tried, cast = validator(folder), 0, open_story(folder).cast
    for path in files(folder):
        copy = tmp_path / path.relative_to(folder)
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(path.read_text())
    for path in files(folder):
        text, copy = path.read_text(), tmp_path / path.relative_to(folder)
        for start, end in keys_in(text):
            if text[start:end] in cast and f"{text[start:end]}: {{name" in text:
                continue  # the schema is that of the story as it was, with its cast
            broken = f"{text[:start]}xyzzy{text[end:]}"
            copy.write_text(broken)
            assert refused(tmp_path, copy) == (not check.is_valid(data(broken))), (path.name, text[start:end])
            tried += 1
        copy.write_text(text)
    assert tried > 80


# The story's own names -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("present: [ragna]", "present: [ranga]"),
        ("- end: signed", "- end: singed"),
        ("with: ragna", "with: ranga"),
        ("- pool: landing", "- pool: loading"),
        ("draw: 1", "draw: 0"),
        ("minutes: 90", "minutes: many"),
    ],
)
def test_a_name_that_the_story_does_not_have_is_invalid(before: str, after: str):
    check = validator(lantern_folder())
    text = (
        (lantern_folder() / "episodes" / "01-night.yaml")
        .read_text()
        .replace("- pool: landing", "- pool: landing\n      draw: 1")
    )
    assert check.is_valid(data(text))
    assert before in text
    assert not check.is_valid(data(text.replace(before, after)))


@pytest.mark.parametrize(
    "step",
    ["expect: {scene: jety}", "expect: {state: {trus: 1}}", "until: {note: lamp}", "until: {scene: jetty, by: angry}"],
)
def test_a_plan_is_held_against_the_same_names(step: str):
    check = validator(lantern_folder())
    assert not check.is_valid({"plan": "p", "steps": [data(step)]})
    right = step.replace("jety", "jetty").replace("trus:", "trust:").replace("lamp}", "log}").replace("angry", "warm")
    assert check.is_valid({"plan": "p", "steps": [data(right)]})


def test_the_prose_section_has_the_keys_that_its_reader_takes():
    check = validator(lantern_folder())
    allow = {"code": "P101", "in": "kitchen", "because": "She says it."}
    assert check.is_valid({"prose": {"never": ["suddenly"], "label": 12, "allow": [allow]}})
    assert not check.is_valid({"prose": {"allow": [{"code": "P101", "in": "kitchen"}]}})


def test_conditions_offer_the_variables():
    examples = schema(lantern_folder())["definitions"]["condition"]["examples"]
    assert {"trust", "noted.log", "read.away"} <= set(examples)


def test_the_ledger_is_a_file_of_the_story():
    check = validator(lantern_folder())
    assert check.is_valid(
        {"ids": {"jetty": {"sign": {"label": "Sign", "words": "0a1b2c3d"}}}, "retired": {"jetty": ["x"]}}
    )
    assert not check.is_valid({"ids": {"jetty": {"sign": {"lable": "Sign"}}}})


# The command -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", [lantern_folder(), own_story()], ids=lambda folder: folder.name)
def test_the_schema_beside_a_story_is_up_to_date(folder: Path):
    current = (folder / "schema.json").read_text() == schema_text(folder)
    assert current, f"run: ulysse schema {folder} --write"


@pytest.mark.parametrize("folder", [lantern_folder(), own_story()], ids=lambda folder: folder.name)
def test_every_file_that_is_written_by_hand_begins_with_the_line_for_editors(folder: Path):
    for path in files(folder):
        if path.name != "ids.yaml":
            schema_path = "../schema.json" if path.parent != folder else "schema.json"
            first = path.read_text(encoding="utf-8").partition("\n")[0]
            assert first == f"# yaml-language-server: $schema={schema_path}", path


def test_an_unsound_story_has_a_schema_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "story.yaml").write_text("story: s\nstances: {ask: 1}\nepisodes:\n- one: nowhere.yaml\nnonsense: 1\n")
    assert schema_command([str(tmp_path)]) == 0
    assert json.loads(capsys.readouterr().out)["definitions"]["option"]["properties"]["stance"]["enum"] == ["ask"]
    assert schema_command([str(tmp_path), "--write"]) == 0
    assert json.loads((tmp_path / "schema.json").read_text())


def test_no_story_is_wrong_usage(tmp_path: Path):
    assert schema_command([str(tmp_path)]) == 2
