"""docs/diagnostics.md is the list of what can be wrong, and each of its examples is run here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from game.workshop.check import check_story
from tests.making import write

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```(\w+) ?(.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECTION = re.compile(r"^## ([UP]\d{3}): (.+)$", re.MULTILINE)
WITHOUT_EXAMPLE = {"U102", "U103"}


@dataclass
class Example:
    """Files that are laid over the small story, and what is said about them."""

    code: str
    files: dict[str, str] = field(default_factory=dict)
    said: str = ""


def read_page() -> tuple[dict[str, str], list[Example]]:
    """The small story, and every example: a right one says nothing."""
    first, *sections = re.split(r"(?m)^(?=## [UP])", PAGE)
    base = {info: text for _, info, text in FENCE.findall(first)}
    return base, [example for section in sections for example in examples_of(section)]


def examples_of(section: str) -> list[Example]:
    code = SECTION.match(section).group(1)
    found, before, wrong = [], {}, Example(code)
    for language, info, text in FENCE.findall(section):
        name, _, instead = info.partition(" ")
        if language == "text":
            found.append(Example(code, wrong.files, text.rstrip("\n")))
            before, wrong = wrong.files, Example(code)
        elif instead:
            found.append(Example(code, {**before, name: text}))
        else:
            wrong.files[name] = text
    return found


BASE, EXAMPLES = read_page()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.code)
def test_every_example_is_answered_as_the_page_says(example: Example, tmp_path: Path):
    problems = list(check_story(write(tmp_path, {**BASE, **example.files})))
    problems = [problem for problem in problems if problem.code != "U605" or example.code == "U605"]
    assert [str(problem) for problem in problems] == ([example.said] if example.said else [])
    assert [problem.code for problem in problems] == ([example.code] if example.said else [])
    assert all(problem.advice for problem in problems)


def test_every_code_of_the_program_has_a_section_and_no_other_has():
    said = {
        code
        for path in (ROOT / "game").rglob("*.py")
        for code in re.findall(r'"([UP]\d{3})"', path.read_text(encoding="utf-8"))
    }
    described = [code for code, _ in SECTION.findall(PAGE)]
    assert described == sorted(said, key=lambda code: (code[0] == "P", code))


def test_every_section_has_an_example_that_fails():
    failing = {example.code for example in EXAMPLES if example.said}
    assert failing == {code for code, _ in SECTION.findall(PAGE)} - WITHOUT_EXAMPLE


def test_a_file_of_more_than_16_mb_is_refused_unread(tmp_path: Path):
    write(tmp_path, {**BASE, "one.yaml": "#" * 16_000_001})
    assert [(p.code, str(p.mark)) for p in check_story(tmp_path)] == [("U102", "one.yaml:1:1")]


def test_a_file_that_is_not_utf_8_is_refused_with_the_line(tmp_path: Path):
    write(tmp_path, BASE)
    (tmp_path / "one.yaml").write_bytes(BASE["one.yaml"].encode() + "# café\n".encode("latin-1"))
    (problem,) = check_story(tmp_path)
    assert (problem.code, str(problem.mark)) == ("U103", "one.yaml:6:1")
    assert problem.advice


def test_all_problems_of_all_files_are_reported_in_one_run(tmp_path: Path):
    files = {**BASE, "one.yaml": BASE["one.yaml"].replace("home", "hoem")}
    files["story.yaml"] = files["story.yaml"].replace("{flag: false}", "{flag: no}").replace("0..5", "5..0")
    write(tmp_path, files)
    assert [problem.code for problem in check_story(tmp_path)] == ["U205", "U315", "U310"]
