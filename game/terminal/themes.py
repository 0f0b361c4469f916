"""The six themes, each the same named tokens in other colours. Registered by the App; used by every stylesheet."""

from __future__ import annotations

from textual.theme import Theme

TOKENS = ("ground", "raised", "line", "ink", "read", "dust", "cold", *(f"voice-{n}" for n in range(1, 7)))
"""`ground` and `raised` lie beneath, `line` is for rules, `ink` for new text and `read` for what was read; `dust`
is Mars and whatever can be chosen, `cold` is Earth; the voices are for names."""

FILM = (
    "#13100e #1d1815 #40362e #e8dec9 #958a78 #d0693f #86b6d6 #d9a662 #cc8264 #a9b387 #d29a98 #dcc992 #b8a0b4",
    "#0d0903 #171006 #4a3510 #ffb52e #b57b1c #ffd37a #ffe9bd #ffc85c #f0a020 #ffdc94 #e0a850 #ffce70 #d89838",
    "#040a05 #0a140b #1d4023 #6df08a #40aa54 #b4ffc0 #d8ffe0 #92f5a5 #5fd87a #b0e8a0 #7fe0b0 #a0f080 #70c890",
    "#f4eee0 #eae2d0 #c9bda6 #2b2521 #6b6054 #a3401c #1f5d86 #7c4f10 #8f3f22 #4a5a24 #8a3a48 #6a5410 #5f4266",
    "#000000 #101010 #808080 #ffffff #c4c4c4 #ff9a66 #8fd0ff #ffc04d #ff9f80 #c8e080 #ffadad #ffe680 #e0b0e8",
)
NAMES = ("ulysse", "amber", "green", "paper", "contrast")
PLAIN = (
    "ansi_default ansi_default ansi_bright_black ansi_default ansi_default ansi_bright_red ansi_bright_blue "
    "ansi_yellow ansi_bright_red ansi_green ansi_magenta ansi_bright_blue ansi_default"
)
"""The terminal's own colours, whatever they are: those of the sixteen that can be read on black and on white."""

ANSI = {
    "ansi-background": "ansi_black",
    "ansi-foreground": "ansi_white",
    "border-blurred": "ansi_bright_black",
    "block-cursor-foreground": "ansi_black",
    "block-cursor-background": "ansi_white",
    "input-cursor-background": "ansi_white",
    "input-cursor-foreground": "ansi_black",
    "input-cursor-text-style": "reverse",
    "input-selection-background": "ansi_bright_blue",
    "input-selection-foreground": "ansi_black",
    "screen-selection-background": "ansi_bright_blue",
    "screen-selection-foreground": "ansi_black",
}
"""What Textual's stylesheets ask of a theme in the terminal's own colours."""


def tokens(colours: str) -> dict[str, str]:
    """Token to colour."""
    return dict(zip(TOKENS, colours.split(), strict=True))


def _theme(name: str, colours: str) -> Theme:
    named = tokens(colours)
    return Theme(
        name=name,
        primary=named["dust"],
        secondary=named["cold"],
        accent=named["dust"],
        foreground=named["ink"],
        background=named["ground"],
        surface=named["ground"],
        panel=named["raised"],
        warning=named["dust"],
        error=named["dust"],
        success=named["cold"],
        dark=name != "paper",
        ansi=name == "terminal",
        variables=_variables(named) | (ANSI if name == "terminal" else {}),
    )


def _variables(named: dict[str, str]) -> dict[str, str]:
    """The tokens, and what Textual's own widgets are to make of them."""
    return named | {
        "footer-background": named["ground"],
        "footer-foreground": named["read"],
        "footer-description-foreground": named["read"],
        "footer-key-foreground": named["dust"],
        "footer-item-background": named["ground"],
        "footer-description-background": named["ground"],
        "footer-key-background": named["ground"],
        "scrollbar": named["line"],
        "scrollbar-hover": named["read"],
        "scrollbar-active": named["dust"],
        "scrollbar-background": named["ground"],
        "scrollbar-background-hover": named["ground"],
        "scrollbar-background-active": named["ground"],
        "scrollbar-corner-color": named["ground"],
        "border": named["line"],
        "block-cursor-text-style": "none",
    }


THEMES = (*(_theme(name, colours) for name, colours in zip(NAMES, FILM, strict=True)), _theme("terminal", PLAIN))
"""The default first."""
