"""The author's guide and the reference of commands: every command is run, every file written, every option there."""

from __future__ import annotations

import io
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

import pytest

from game.cli import main
from game.engine.library import Library
from game.language.header import open_story
from game.saves import Keeper, Shelf
from game.workshop.lantern import lantern_folder
from game.workshop.rehearse.plan import FACTS
from game.workshop.rehearse.reader import PLAN, STEPS
from game.workshop.temperament import TEMPERAMENTS

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "author.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```(\w+) ?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Example:
    """A fenced part of a page."""

    kind: str
    words: list[str]
    text: str


EXAMPLES = [Example(match[1], match[2].split(), match[3]) for match in FENCE.finditer(GUIDE)]


def agrees(printed: str, expected: str) -> bool:
    """Whether what was printed is what is expected, a line `…` standing for any lines."""
    parts = [re.escape(line) + "\n" if line != "…" else "(?:.*\n)*?" for line in expected.splitlines()]
    return (
        re.fullmatch("".join(parts), printed if printed.endswith("\n") or not printed else printed + "\n") is not None
    )


@pytest.mark.parametrize(
    ("printed", "expected", "same"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\nb\n", "a\n", False),
        ("a\nb\nc\n", "a\n…\nc\n", True),
        ("a\nb\nc\n", "…\nb\n", False),
        ("a\n", "a\n…\n", True),
    ],
)
def test_a_line_of_dots_stands_for_any_lines(printed: str, expected: str, same: bool):
    assert agrees(printed, expected) == same


def run(line: str, capsys: pytest.CaptureFixture[str]) -> str:
    words = shlex.split(line)
    assert words[0] == "ulysse"
    assert main(words[1:]) in (0, 1)
    return capsys.readouterr().out


def write(example: Example) -> None:
    path = Path(example.words[1])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(example.text, encoding="utf-8")


def replace(example: Example) -> None:
    before, after = example.text.split("---\n")
    path = Path(example.words[1])
    text = path.read_text(encoding="utf-8")
    assert text.count(before.rstrip("\n")) == 1, before
    path.write_text(text.replace(before.rstrip("\n"), after.rstrip("\n")), encoding="utf-8")


def save(story: str, name: str, saves: Path) -> None:
    library = Library(open_story(Path(story)))
    keeper = Keeper(library, Shelf(saves, library.story.id))
    keeper.begin()
    keeper.save(name)
    keeper.close()


def test_the_guide_says_what_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ULYSSE_SAVES", str(tmp_path / "saves"))
    for example in EXAMPLES:
        if example.kind == "console":
            if example.words:
                save(example.words[1], example.words[2], tmp_path / "saves")
            for session in re.split(r"^\$ ", example.text, flags=re.MULTILINE)[1:]:
                line, _, expected = session.partition("\n")
                monkeypatch.setattr("sys.stdin", io.StringIO(""))
                printed = run(line, capsys)
                assert agrees(printed, expected), f"{line}\n{printed}"
        elif example.words[0] == "in":
            assert example.text in (lantern_folder() / example.words[1]).read_text(encoding="utf-8"), example.text
        else:
            {"write": write, "replace": replace}[example.words[0]](example)
    assert len(EXAMPLES) >= 20


# The reference ---------------------------------------------------------------------------------------------------

SECTIONS = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", REFERENCE, re.MULTILINE | re.DOTALL))


@pytest.mark.parametrize("name", SECTIONS)
def test_every_option_of_a_command_is_in_its_section_and_no_other(name: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as left:
        main([name, "--help"])
    assert left.value.code == 0
    options = set(re.findall(r"--[a-z]+", capsys.readouterr().out)) - {"--help"}
    assert set(re.findall(r"^\| `(--[a-z]+)", SECTIONS[name], re.MULTILINE)) == options


def test_every_code_of_a_plan_step_fact_and_temperament_is_in_the_reference():
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "game/workshop/rehearse").glob("*.py"))
    section = SECTIONS["rehearse"]
    assert set(re.findall(r"^\| (R\d{3}) ", section, re.MULTILINE)) == set(re.findall(r'"(R\d{3})"', source))
    rows = "\n".join(line.split("|")[1] for line in section.splitlines() if line.startswith("| "))
    assert {*STEPS, *FACTS} <= set(re.findall(r"[a-z]+", rows))
    assert all(f"`{key}`" in section for key in PLAN)
    for name, temperament in TEMPERAMENTS.items():
        (row,) = re.findall(rf"^\| `{name}` \|([^|]*)\|([^|]*)\|", SECTIONS["stats"], re.MULTILINE)
        assert set(re.findall(r"\w+", row[0])) == temperament.likes
        assert set(re.findall(r"\w+", row[1])) == temperament.dislikes


def test_links_of_both_pages_lead_to_pages():
    for link in re.findall(r"\]\(([\w.-]+)\)", GUIDE + REFERENCE):
        assert (ROOT / "docs" / link).is_file(), link
