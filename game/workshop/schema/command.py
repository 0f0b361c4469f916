"""`ulysse schema`."""

from __future__ import annotations

import json
from pathlib import Path

from game.workshop.folder import SOUND, complain, reader_of
from game.workshop.schema.files import schema_of
from game.workshop.schema.vocabulary import vocabulary_of

FILE = "schema.json"


def schema_text(folder: Path) -> str:
    """The schema of the story in `folder`, as its file has it."""
    return json.dumps(schema_of(vocabulary_of(folder)), ensure_ascii=False, indent=1) + "\n"


def schema_command(argv: list[str]) -> int:
    """Print, or write beside the story, its JSON Schema; the exit code."""
    parser = reader_of("schema", "A JSON Schema of the language with the names of this story, for YAML editors.")
    parser.add_argument("--write", action="store_true", help=f"write STORY/{FILE} instead of printing")
    parser.add_argument("--json", action="store_true", help="print JSON, as without it; with --write, the file")
    given = parser.parse_args(argv)
    if not (given.story / "story.yaml").is_file():
        return complain(f"There is no story in {given.story}: it has no story.yaml.")
    text = schema_text(given.story)
    if not given.write:
        print(text, end="")
        return SOUND
    try:
        (given.story / FILE).write_text(text, encoding="utf-8")
    except OSError as error:
        return complain(str(error))
    file = str(given.story / FILE)
    print(json.dumps({"file": file}, ensure_ascii=False) if given.json else f"{file} is written.")
    return SOUND
