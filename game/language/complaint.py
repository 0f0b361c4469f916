"""What YAML complains of, in an author's words: where it began, what is wrong there, what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from game.language.fields import COMMENT, COMMENT_ADVICE
from game.language.value import value

INDENTATION = "The indentation does not fit the lines above."
COLUMNS = "Keys of one mapping, items of one list begin in one column; text stands four spaces from its dash."
ALONE = "A block’s sign stands alone on this line."
BEHIND = "Write the `|` right behind the colon, and the text under it."


@value
class Complaint:
    """One thing that keeps a file from being YAML."""

    code: str
    line: int
    """Counted from 1."""
    column: int
    """Counted from 1."""
    message: str
    advice: str


def complaint(error: yaml.MarkedYAMLError, lines: list[str]) -> Complaint:
    """What `error` means in a file of `lines`."""
    trouble = _Trouble(str(error.context or ""), str(error.problem), error.context_mark, error.problem_mark, lines)
    return next(found for explain in EXPLANATIONS if (found := explain(trouble)))


@dataclass
class _Trouble:
    """Where YAML's parser stood, and what it said."""

    context: str
    problem: str
    began: yaml.Mark | None
    stopped: yaml.Mark | None
    lines: list[str]

    @property
    def mark(self) -> yaml.Mark | None:
        """Where the trouble is: where a quote or a key begins if that is what is never over."""
        begun = self.context in ("while scanning a simple key", "while scanning a quoted scalar")
        return self.began if begun else self.stopped or self.began

    @property
    def row(self) -> int:
        """The number of the line, counted from 0."""
        return self.mark.line if self.mark else 0

    @property
    def line(self) -> str:
        return self.lines[self.row] if self.row < len(self.lines) else ""

    @property
    def text(self) -> str:
        """The line without its dash."""
        return _label(self.line)

    def above(self, row: int, most: int) -> int | None:
        """The number of the nearest line over `row` that is indented by at most so many columns."""
        rows = (number for number in range(row - 1, -1, -1) if self.lines[number].strip())
        return next((number for number in rows if _indent(self.lines[number]) <= most), None)

    def under(self, row: int) -> str:
        """The next line below `row` that is not blank, without its indentation."""
        return next((line.strip() for line in self.lines[row + 1 :] if line.strip()), "")

    def at_mark(self, message: str, advice: str) -> Complaint:
        """A complaint about the very place."""
        return Complaint("U104", self.row + 1, self.mark.column + 1 if self.mark else 1, message, advice)

    def at_text(self, message: str, advice: str) -> Complaint:
        """A complaint about the beginning of the line."""
        return self.at_line(self.row, message, advice)

    def at_line(self, row: int, message: str, advice: str, code: str = "U104", column: int | None = None) -> Complaint:
        """A complaint about a line, from its text on if no column, counted from 0, is given."""
        line = self.lines[row]
        return Complaint(
            code, row + 1, (len(line) - len(_label(line)) if column is None else column) + 1, message, advice
        )


def _label(line: str) -> str:
    return line.lstrip().removeprefix("- ").lstrip()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _tab(trouble: _Trouble) -> Complaint | None:
    indents = "\t" in trouble.line[: _indent(trouble.line)]
    if indents or ("cannot start any token" in trouble.problem and "\t" in trouble.line):
        return trouble.at_mark("A tab indents this line.", "Use spaces.")
    return None


def _slip(trouble: _Trouble) -> Complaint | None:
    """Text under a block's sign that is not indented far enough."""
    opener = trouble.above(trouble.row, len(trouble.line))
    if not trouble.text or opener is None or not trouble.lines[opener].rstrip().endswith("|"):
        return None
    if trouble.lines[opener].strip() == "|":
        return trouble.at_line(opener, ALONE, BEHIND)
    if trouble.line.lstrip().startswith("- ") or _indent(trouble.line) > _indent(trouble.lines[opener]) + 2:
        return None
    message = "This text is not indented far enough to belong to the choice above."
    return trouble.at_text(message, "Indent the text four spaces from the dash.")


def _quote(trouble: _Trouble) -> Complaint | None:
    if trouble.text[:1] in {'"', "'"}:
        message = "A line that begins with a straight quote is read as a quoted string."
        return trouble.at_text(message, "Use “typographic” quotes, or ’ for an apostrophe.")
    if trouble.context == "while scanning a quoted scalar":
        advice = "Write it again at the end, or use “typographic” quotes and ’ for an apostrophe."
        return trouble.at_mark("This straight quote is never closed.", advice)
    return None


def _deeper(trouble: _Trouble) -> Complaint | None:
    """A line of a block whose first line is indented further."""
    row = trouble.above(trouble.row, _indent(trouble.line) - 1)
    if row is None or not trouble.lines[row].rstrip().endswith("|") or "expected" not in trouble.problem:
        return None
    if re.match(r"[a-z_ ]+:( [|{\[]|$)", trouble.text):
        return None
    return trouble.at_text(
        "The lines above are indented further than this one.", "Begin all lines of a block in one column."
    )


def _comment(trouble: _Trouble) -> Complaint | None:
    """A label that is cut by a comment, so that what stands under it has no key."""
    row = trouble.above(trouble.row, _indent(trouble.line) - 1)
    found = re.search(r"(?<=\S)\s+#.*:", trouble.lines[row]) if row is not None else None
    if row is None or found is None or "expected key" not in trouble.problem:
        return None
    return trouble.at_line(row, COMMENT, COMMENT_ADVICE, "U209", found.start())


def _bare_text(trouble: _Trouble) -> Complaint | None:
    """Text under a key that has no block's sign."""
    if not any(said in trouble.problem for said in ("expected key", "mapping values", "expected ':'")):
        return None
    is_item = trouble.line.lstrip().startswith("- ")
    row = trouble.above(trouble.row, _indent(trouble.line) - (not is_item))
    if row is None or not trouble.lines[row].rstrip().endswith(":"):
        return None
    first = trouble.under(row)
    if first in ("|", ">"):
        return trouble.at_line(row + 1, ALONE, BEHIND)
    is_flow = trouble.lines[row].lstrip().startswith(("- ", "flow:", "then:", "else:", "text:", "reply:"))
    if not is_flow or first.startswith(("- ", "#")) or re.match(r"(if|locked|as|flow|again|stance)\b", first):
        return None
    end = len(trouble.lines[row].rstrip()) - 1
    message = "Text stands under this colon, and no block is begun."
    return trouble.at_line(row, message, "Write `|` behind the colon.", column=end)


def _sign(trouble: _Trouble) -> Complaint | None:
    sign = trouble.text[:1]
    if sign not in {"*", "&", "!", "@", "%", "`", "[", "{", "|", ">"}:
        return None
    advice = "Begin with a letter or a typographic quote, or put the words into a block."
    return trouble.at_text(f"A label cannot begin with {sign}: YAML keeps that sign for itself.", advice)


def _colon(trouble: _Trouble) -> Complaint | None:
    """A key that has no colon, none with a space behind it, or two of them."""
    if "expected ':'" in trouble.problem:
        return _no_colon(trouble, trouble.row)
    if "mapping values are not allowed" not in trouble.problem:
        return None
    before = trouble.line[: trouble.mark.column if trouble.mark else 0]
    above = trouble.above(trouble.row, _indent(trouble.line))
    if ": " in before or above is None:
        message = "There is a second “: ” on this line."
        return trouble.at_mark(message, "Turn the sentence, or put the words into a block (`|`).")
    if _indent(trouble.lines[above]) != _indent(trouble.line) or ": " in trouble.lines[above]:
        return trouble.at_text(INDENTATION, COLUMNS)
    return _no_colon(trouble, above)


def _no_colon(trouble: _Trouble, row: int) -> Complaint:
    text = _label(trouble.lines[row]).rstrip()
    if text.startswith(("->", "<-")):
        return trouble.at_line(
            row, "An arrow stands where a key is needed.", f"Write a key before it, such as then: {text}"
        )
    if match := re.match(r"([a-z][a-z ]*):(?=\S)", text):
        return trouble.at_line(row, "There is no space behind this colon.", f"Write {match[0]} {text[match.end() :]}")
    key, _, rest = text.partition(" ")
    return trouble.at_line(row, "There is no colon behind this key.", f"Write {key}: {rest}".rstrip())


def _brackets(trouble: _Trouble) -> Complaint | None:
    sign = {"while parsing a flow mapping": "}", "while parsing a flow sequence": "]"}.get(trouble.context)
    if "expected key" in trouble.problem and trouble.mark and trouble.line[trouble.mark.column :][:1] in ("}", "]"):
        return trouble.at_mark(f"This {trouble.line[trouble.mark.column]} closes nothing.", "Remove it.")
    if sign is None or trouble.began is None or trouble.stopped is None:
        return None
    if trouble.stopped.line == trouble.began.line:
        word = len(trouble.line[: trouble.stopped.column].rpartition(" ")[0]) + 1
        message = f"What stands in {trouble.line[trouble.began.column]}{sign} is divided by commas."
        advice = "Write a comma before this word, or put words with a colon in quotes."
        return trouble.at_line(trouble.row, message, advice, column=word)
    opening = trouble.lines[trouble.began.line][trouble.began.column]
    message = f"This {opening} is never closed."
    return trouble.at_line(
        trouble.began.line, message, f"Write {sign} behind what it holds.", column=trouble.began.column
    )


def _item(trouble: _Trouble) -> Complaint | None:
    """An item of a list where keys stand."""
    row = trouble.above(trouble.row, _indent(trouble.line))
    if "expected key" not in trouble.problem or not trouble.line.lstrip().startswith("- ") or row is None:
        return None
    over = trouble.lines[row].rstrip()
    if _indent(over) != _indent(trouble.line) or (over.endswith(":") and trouble.under(row).startswith("- ")):
        return None
    before = trouble.above(row, _indent(over))
    if over.lstrip()[:1].isupper() or (before is not None and trouble.lines[before].lstrip().startswith("- ")):
        return trouble.at_line(row, "This item of a list has no dash.", f"Write - {over.strip()}")
    message = "A dash begins an item of a list, and here stand keys."
    return trouble.at_mark(message, f"Write {trouble.text.partition(':')[0]}: without the dash.")


def _indentation(trouble: _Trouble) -> Complaint | None:
    said = ("expected ':'", "expected <block end>", "did not find expected key", "expected <document start>")
    return trouble.at_mark(INDENTATION, COLUMNS) if any(words in trouble.problem for words in said) else None


def _document(trouble: _Trouble) -> Complaint | None:
    if "another document" not in trouble.problem:
        return None
    return trouble.at_mark("`---` begins a second document here.", "A story file is one document; remove the line.")


def _other(trouble: _Trouble) -> Complaint:
    advice = "Look at the brackets, quotes and columns here and on the lines above."
    return trouble.at_mark(f"This is not YAML: {trouble.problem}.", advice)


EXPLANATIONS: tuple[Callable[[_Trouble], Complaint | None], ...] = (
    _tab,
    _slip,
    _quote,
    _comment,
    _deeper,
    _bare_text,
    _brackets,
    _sign,
    _colon,
    _item,
    _indentation,
    _document,
    _other,
)
"""Each knows one sort of trouble; the first that does is believed."""
