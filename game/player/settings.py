"""What a player can set: one list, from which the screen, the defaults, the file and its checks are made."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from game.language.value import value


@value
class Setting:
    """One thing to set; its value is one of a few words, the first of them the default."""

    id: str
    title: str
    help: str
    words: tuple[str, ...]
    painted: bool = False
    """Whether it only means something on a painted screen."""


SCHEMA = (
    Setting(
        "theme",
        "Colours",
        "The light in the cabin.",
        ("ulysse", "amber", "green", "paper", "contrast", "terminal"),
        painted=True,
    ),
    Setting("speed", "Text", "How new text appears; any key completes it.", ("at once", "quick", "slow"), painted=True),
    Setting("motion", "Motion", "Whether Mars turns.", ("on", "off"), painted=True),
    Setting("column", "Column", "The widest a line gets, in characters.", ("68", "60", "52")),
    Setting("spacing", "Spacing", "Air between one speaker and the next.", ("airy", "close")),
    Setting("subtitles", "Foreign speech", "In its own words and English, or in English alone.", ("both", "english")),
    Setting(
        "confirm",
        "Ask again",
        "Whether deleting, opening and saving over take a second press.",
        ("never", "always"),
        painted=True,
    ),
    Setting("locked", "Locked choices", "Whether they are shown, with the reason.", ("shown", "hidden")),
    Setting("taken", "Taken choices", "Whether those that you took in any game are marked.", ("unmarked", "marked")),
)
FILE = "settings.toml"


@value
class Settings:
    """What is set, and which keys were given to which actions."""

    values: Mapping[str, str] = field(default_factory=lambda: {each.id: each.words[0] for each in SCHEMA})
    keys: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, id: str) -> str:
        return self.values[id]

    def with_value(self, id: str, word: str) -> Settings:
        """The same but for one value."""
        return Settings({**self.values, id: word}, self.keys)


def read_settings(folder: Path) -> tuple[Settings, str | None]:
    """The settings kept in `folder`, and a sentence if not all of them could be read."""
    path = folder / FILE
    if not path.exists():
        return Settings(), None
    import tomllib

    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return Settings(), _set_aside(path)
    return _checked(table)


def _set_aside(path: Path) -> str:
    broken = path.with_name("settings.broken.toml")
    try:
        os.replace(path, broken)
    except OSError:
        return "The settings could not be read; the defaults are used."
    return f"The settings could not be read: they were set aside as {broken.name}, and the defaults are used."


def _checked(table: dict[str, object]) -> tuple[Settings, str | None]:
    settings, wrong = Settings(), []
    for each in SCHEMA:
        word = table.get(each.id, each.words[0])
        if word in each.words:
            settings = settings.with_value(each.id, str(word))
        else:
            wrong.append(f"{each.id} is one of: {', '.join(each.words)}")
    keys = table.get("keys", {})
    if isinstance(keys, dict) and all(isinstance(key, str) for key in keys.values()):
        settings = Settings(settings.values, {action: _called(names) for action, names in keys.items()})
    else:
        wrong.append('under [keys] stand lines like: undo = "ctrl+z"')
    return settings, f"In {FILE}, {'; '.join(wrong)}." if wrong else None


def _called(names: str) -> str:
    """Some keys by the names that the program knows, `f11` for `F11`; a capital alone is a key of its own."""
    return ",".join(name if len(name) == 1 else name.lower() for name in map(str.strip, names.split(",")))


def write_settings(folder: Path, settings: Settings) -> None:
    """Keep `settings` in `folder`; OSError if that cannot be done."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    draft = path.with_suffix(".new")
    draft.write_text(_document(settings), "utf-8")
    os.replace(draft, path)


def _document(settings: Settings) -> str:
    lines = []
    for each in SCHEMA:
        lines += [
            f"# {each.title}. {each.help} One of: {', '.join(each.words)}.",
            f"{each.id} = {_quoted(settings[each.id])}",
        ]
    lines += [
        "",
        '# Keys: an action and its keys, such as undo = "ctrl+z,f10". The help screen lists the actions.',
        "[keys]",
    ]
    lines += [f"{_quoted(action)} = {_quoted(keys)}" for action, keys in settings.keys.items()]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    import json

    return json.dumps(text)
