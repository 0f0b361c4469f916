"""The settings file: kept, checked, and set aside when it is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.player.settings import FILE, SCHEMA, Settings, read_settings, write_settings
from game.terminal.themes import THEMES, TOKENS


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Values and keys."""
    settings = Settings(keys={"quick.save": "f12", "undo": 'ctrl+z,"'})
    for each in SCHEMA:
        settings = settings.with_value(each.id, each.words[-1])
    write_settings(tmp_path, settings)
    assert read_settings(tmp_path) == (settings, None)


def test_without_a_file_the_first_words_hold(tmp_path: Path) -> None:
    """And nothing is said."""
    settings, remark = read_settings(tmp_path)
    assert remark is None
    assert [settings[each.id] for each in SCHEMA] == [each.words[0] for each in SCHEMA]


@pytest.mark.parametrize("text", [b"theme = ", b"\xff\xfe", b"[[", b"theme = 'a\nb'"])
def test_a_broken_file_is_set_aside(tmp_path: Path, text: bytes) -> None:
    """It stays beside, and the game begins."""
    (tmp_path / FILE).write_bytes(text)
    settings, remark = read_settings(tmp_path)
    assert settings == Settings()
    assert remark is not None
    assert (tmp_path / "settings.broken.toml").read_bytes() == text


@pytest.mark.parametrize("text", ["theme = 3", "theme = 'pink'", "keys = 4", "[keys]\nundo = 5", "theme = ['paper']"])
def test_a_wrong_value_is_named(tmp_path: Path, text: str) -> None:
    """The others hold."""
    (tmp_path / FILE).write_text(f"column = '52'\n{text}\n", "utf-8")
    settings, remark = read_settings(tmp_path)
    assert settings["column"] == "52"
    assert remark is not None
    assert FILE in remark


def test_the_themes_have_every_token() -> None:
    """And the setting names them all."""
    assert tuple(theme.name for theme in THEMES) == SCHEMA[0].words
    for theme in THEMES:
        assert set(TOKENS) <= set(theme.variables)


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [theme for theme in THEMES if not theme.ansi], ids=lambda theme: theme.name)
def test_everything_can_be_read_on_its_ground(theme: object) -> None:
    """4.5 to one for everything that is read, as the guidelines for the web ask."""
    named = theme.variables  # type: ignore[attr-defined]
    ground = _luminance(named["ground"])
    for token in TOKENS:
        if token not in ("ground", "raised", "line"):
            light, dark = sorted((_luminance(named[token]), ground), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, token
