"""The book: a whole playthrough as a novel, in Markdown and in one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from game.engine.moment import Line, Moment, Span
from game.engine.playthrough import Playthrough
from game.language.story import Story
from game.player.past import label_of

STYLE = """\
:root { --ground: #f6f1e6; --ink: #2b2521; --read: #6f6457; --dust: #a3401c; }
@media (prefers-color-scheme: dark) { :root { --ground: #13100e; --ink: #e8dec9; --read: #958a78; --dust: #d0693f; } }
body { margin: 0 auto; padding: 8vh 1.5rem; max-width: 34rem; background: var(--ground); color: var(--ink);
  font: 1.15rem/1.6 "Iowan Old Style", Palatino, "Book Antiqua", Georgia, serif; hyphens: auto; }
header, section > hgroup, footer { text-align: center; margin: 16vh 0 12vh; }
h1, h2 { font-weight: normal; letter-spacing: .18em; text-transform: uppercase; margin: 0; }
hgroup p { color: var(--dust); text-indent: 0; margin: .6rem 0; }
hgroup .number, footer { color: var(--read); letter-spacing: .1em; }
p { margin: 0; text-indent: 1.4em; }
p.first, h2 + p, aside + p { text-indent: 0; }
p.chosen { text-indent: 0; text-align: center; color: var(--dust); margin: 1.6rem 0; font-style: italic; }
p.message, p.reading { text-indent: 0; margin: 1rem 1.4em; color: var(--read); }
b { font-weight: normal; font-variant: small-caps; letter-spacing: .05em; margin-right: .5em; }
small { color: var(--read); font-size: .85em; }
@media print {
  :root { --ground: #fff; --ink: #000; --read: #555; --dust: #555; }
  body { padding: 0; max-width: none; font-size: 11pt; }
  section { break-before: page; }
  p { orphans: 2; widows: 2; }
}
"""


@dataclass(frozen=True, slots=True)
class Book:
    """A playthrough, ready to be set."""

    story: Story
    moments: tuple[Moment, ...]
    chosen: tuple[str, ...]
    """What was chosen after each moment but the last."""

    @classmethod
    def of(cls, play: Playthrough) -> Book:
        """The book of everything played so far."""
        labels = tuple(label_of(moment, step.id) for moment, step in zip(play.moments, play.trail, strict=False))
        return cls(play.story, play.moments, labels)

    def markdown(self) -> str:
        """The book in Markdown."""
        parts = [f"# {_plain(self.story.title)}"]
        for number, moment in enumerate(self.moments):
            if number and self.chosen[number - 1]:
                parts.append(f"> *{_plain(self.chosen[number - 1])}*")
            if moment.card:
                card = moment.card
                parts.append(f"## {card.episode}. {_plain(card.title)}\n\n*{_plain(card.second_title)}*")
            parts += [self._markdown_line(line) for line in moment.text]
            if moment.ending:
                told = f"Told to {_plain(moment.ending.listener)}."
                parts.append(f"---\n\n**{_plain(moment.ending.title)}**\n\n{told}")
        return "\n\n".join(parts) + "\n"

    def _markdown_line(self, line: Line) -> str:
        words = "".join(f"*{_plain(span.text)}*" if span.italic else _plain(span.text) for span in line.spans)
        subtitle = f"\\\n({_plain(line.subtitle)})" if line.subtitle else ""
        name = f"**{_plain(self._name(line))}** " if line.speaker else ""
        return f"{name}{words}{subtitle}"

    def html(self) -> str:
        """The book as a page of its own, which also prints."""
        title = escape(self.story.title)
        return (
            f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n'
            f"<style>\n{STYLE}</style>\n<header><h1>{title}</h1></header>\n{''.join(self._sections())}</html>\n"
        )

    def _sections(self) -> Iterator[str]:
        begun = False
        for number, moment in enumerate(self.moments):
            if number and self.chosen[number - 1]:
                yield f'<p class="chosen">{escape(self.chosen[number - 1])}</p>\n'
            if moment.card or not begun:
                yield ("</section>\n" if begun else "") + "<section>\n" + _chapter(moment)
                begun = True
            yield from (self._html_line(line) for line in moment.text)
            if moment.ending:
                yield f"<footer>{escape(moment.ending.title)}<br>Told to {escape(moment.ending.listener)}.</footer>\n"
        yield "</section>\n"

    def _html_line(self, line: Line) -> str:
        words = "".join(_html_span(span) for span in line.spans)
        lang = f' lang="{escape(line.lang)}"' if line.lang else ""
        name = f"<b>{escape(self._name(line))}</b>" if line.speaker else ""
        subtitle = f"<br><small>{escape(line.subtitle)}</small>" if line.subtitle else ""
        spoken = f"<i{lang}>{words}</i>" if lang else words
        return f'<p class="{escape(line.kind)}" dir="auto">{name}{spoken}{subtitle}</p>\n'

    def _name(self, line: Line) -> str:
        person = self.story.cast.get(line.speaker or "")
        return person.name if person else line.speaker or ""


def _chapter(moment: Moment) -> str:
    card = moment.card
    if card is None:
        return ""
    return (
        f'<hgroup><p class="number">{card.episode}</p><h2>{escape(card.title)}</h2>'
        f'<p dir="auto">{escape(card.second_title)}</p></hgroup>\n'
    )


def _html_span(span: Span) -> str:
    return f"<i>{escape(span.text)}</i>" if span.italic else escape(span.text)


def _plain(text: str) -> str:
    """Words that no Markdown reader takes for anything else."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#|~" else letter for letter in text)


def write_book(book: Book, folder: Path) -> Path:
    """Write both forms into `folder`; the path of the HTML. OSError if that cannot be done."""
    folder.mkdir(parents=True, exist_ok=True)
    number = next(n for n in range(1, 10**6) if not (folder / f"{book.story.id}-{n}.html").exists())
    page = folder / f"{book.story.id}-{number}.html"
    page.with_suffix(".md").write_text(book.markdown(), "utf-8")
    page.write_text(book.html(), "utf-8")
    return page
