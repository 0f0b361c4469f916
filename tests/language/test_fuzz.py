"""Whatever a file holds, reading it gives a story or problems: never another exception, never a hang."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.language.header import open_story
from game.language.problem import Problems, StoryError
from game.workshop.check import as_json, as_text, check_story
from tests.making import BENCH, HEADER, hall, write

FILES = {path.name: path.read_text(encoding="utf-8") for path in BENCH.glob("*.yaml")}
STRANGE = [
    *"\t\0\ufeff\u00a0\u2028\x85\r#:-|>{}[]*&!%@`'\"\\~=<$é√😀",
    "\r\n",
    "- ",
    ": ",
    " #",
    "{if ",
    "{else}",
    "{&",
    "->",
    "<-",
    "<>",
    "~ ",
    "&a ",
    "*a",
    "!!python/object/apply:os.getcwd []",
    "---\n",
    "%YAML 9\n",
    "? ",
    "<<: ",
    "|2-",
    "9" * 400,
    "(" * 300,
    "not " * 300,
    "{" * 300,
    "[" * 300,
]
LONG = settings(max_examples=100, deadline=10_000)


def survives(files: dict[str, str | bytes]) -> Problems:
    """Read, check and perhaps play a story of these files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, text in files.items():
            (folder / file).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
        problems = check_story(folder)
        assert as_text(problems)
        assert as_json(problems)
        try:
            playthrough = Playthrough(Library(open_story(folder)))
        except StoryError as error:
            return problems if error.problems and str(error) else Problems()
        assert playthrough.moment
        return problems


def mutated(text: str, random: Random) -> str:
    """The text with a few slips: something strange put in, lines moved, doubled, cut or indented."""
    for _ in range(random.randint(1, 4)):
        at, lines = random.randrange(len(text) + 1), text.split("\n")
        line = random.randrange(len(lines))
        match random.randrange(6):
            case 0:
                text = text[:at] + random.choice(STRANGE) + text[at:]
            case 1:
                text = text[:at] + text[at + random.randint(1, 12) :]
            case 2:
                text = "\n".join([*lines[:line], *lines[line + 1 :]])
            case 3:
                text = "\n".join([*lines[:line], lines[line], *lines[line:]])
            case 4:
                text = "\n".join([*lines[:line], " " * random.randint(1, 3) + lines[line], *lines[line + 1 :]])
            case 5:
                text = "\n".join([*lines[:line], lines[line][random.randint(1, 3) :], *lines[line + 1 :]])
    return text


@pytest.mark.parametrize("batch", range(8))
def test_a_mutated_story_is_read_or_refused_in_words(batch: int):
    for seed in range(batch * 40, batch * 40 + 40):
        random = Random(seed)
        name = random.choice(sorted(FILES))
        survives({**FILES, name: mutated(FILES[name], random)})


@given(text=st.text(max_size=300))
@LONG
def test_any_text_is_read_or_refused(text: str):
    survives({"story.yaml": HEADER, "one.yaml": text})


@given(data=st.binary(max_size=300))
@LONG
def test_any_bytes_are_read_or_refused(data: bytes):
    survives({"story.yaml": HEADER, "one.yaml": data})


KEYS = ["flow", "if", "then", "else", "session", "topics", "ends", "starts", "send", "pool", "here", "end", "todo", "A"]
KEYS += ["text", "reply", "in", "turns", "closed", "spent", "flow", "otherwise", "as", "locked", "state", "B {again}"]
LEAVES = ["hall", "-> hall", "<-", "-> hall ->", "1", "true", "", "slept", "{slots}", "home", "[a]", "ada: Yes."]
TREES = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)),
    max_leaves=25,
)


def as_yaml(tree: object) -> str:
    """Flow style, every leaf in quotes."""
    match tree:
        case list():
            return "[" + ", ".join(map(as_yaml, tree)) + "]"
        case dict():
            return "{" + ", ".join(f"{key!r}: {as_yaml(value)}" for key, value in tree.items()) + "}"
    return f"'{tree}'" if tree else "''"


@given(tree=TREES)
@LONG
def test_any_tree_of_known_words_is_read_or_refused(tree: object):
    survives({"story.yaml": HEADER, "one.yaml": f"episode: one\nscenes:\n  hall:\n    flow: {as_yaml(tree)}\n"})


@given(tree=TREES, section=st.sampled_from(["cast", "state", "notes", "readings", "endings", "stances", "episodes"]))
@LONG
def test_any_section_of_the_header_is_read_or_refused(tree: object, section: str):
    survives({"story.yaml": f"story: s\ntitle: S\n{section}: {as_yaml(tree)}\n", "ids.yaml": f"ids: {as_yaml(tree)}\n"})


@given(line=st.text(st.sampled_from(list("{}|:&!~*\\<>-= aslept()\"'.,0159")), max_size=40))
@LONG
def test_any_line_of_prose_is_read_or_refused(line: str):
    survives({"story.yaml": HEADER, "one.yaml": hall(f"- |\n  It was.\n  {line}\n- end: home")})


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "{a: " * 50_000,
        "- " * 50_000 + "x",
        "? " * 50_000 + "x",
        "\n".join(" " * depth + "-" for depth in range(2_000)),
        "a: &a [" + "*a, " * 1_000 + "]",
        "episode: " + "x" * 2_000_000,
        "episode: !!python/object/apply:os.getcwd []",
        "? " + "A" + " " * 100_000 + "b\n: x",
        hall("- |\n  " + "{" * 20_000),
        hall("- |\n  " + "{a|" * 3_000 + "}" * 3_000),
        hall("- |\n  {if " + "not " * 20_000 + "slept} x"),
        hall("- |\n  {if " + "(" * 20_000 + "slept} x"),
        hall("- |\n  {if slots > " + "9" * 5_000 + "} x"),
        hall("- |\n  ~ slots = " + "9" * 5_000),
        hall("- |\n  -> " + "a." * 20_000),
        hall("- " + "A" * 500 + " {" + "again;" * 80 + "}: -> hall"),
        hall("\n".join(f"- Take {n}: |\n    Yes." for n in range(1_500)) + "\n- end: home"),
    ],
    ids=lambda text: text[:12].encode("unicode_escape").decode() + str(len(text)),
)
def test_what_is_deep_huge_or_hostile_is_refused_or_read(text: str):
    survives({"story.yaml": HEADER, "one.yaml": text})


@pytest.mark.parametrize(
    "change", [lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t, lambda t: t.rstrip("\n")]
)
def test_windows_line_ends_a_byte_order_mark_or_no_last_line_end_change_nothing(change, tmp_path: Path):
    plain = Playthrough(Library(open_story(BENCH)))
    for name, text in FILES.items():
        (tmp_path / name).write_bytes(change(text).encode())
    other = Playthrough(Library(open_story(tmp_path)))
    for _ in range(6):
        assert other.moment == plain.moment
        id = plain.moment.open[-1].id
        plain.choose(id)
        other.choose(id)


def test_positions_are_right_with_windows_line_ends(tmp_path: Path):
    write(tmp_path, {"story.yaml": HEADER})
    (tmp_path / "one.yaml").write_bytes(
        hall("- |\n  It was.\n  ~ slpet = true\n- end: home").replace("\n", "\r\n").encode()
    )
    (problem,) = check_story(tmp_path)
    assert str(problem.mark) == "one.yaml:7:9"
    assert problem.line == "      ~ slpet = true"
