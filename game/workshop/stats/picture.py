"""The figures as a picture: an SVG that needs nothing else, in light and in dark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from game.workshop.stats.figures import WHOLE, Figures
from game.workshop.temperament import TEMPERAMENTS

WIDTH, LEFT, RIGHT = 760, 150, 730
ROW, GAP, TOP = 22, 46, 60
STEP, LAST = 25, 300
"""Words that one bar of the histogram spans, and where its last bar begins."""
HUES = ("#3b6ea5", "#b5651d", "#5a8f4e", "#8a5a9e", "#a33f4a", "#4a8f8f", "#8c7a2f", "#6b6b6b")
STYLE = """\
text { font: 13px system-ui, sans-serif; fill: #222 } .small { font-size: 11px; fill: #555 }
.head { font-weight: 600 } .ground { fill: #fff } .faint { fill: #cfd6de } .full { fill: #3b6ea5 }
@media (prefers-color-scheme: dark) {
text { fill: #ddd } .small { fill: #aaa } .ground { fill: #16181b }
.faint { fill: #3a424b } .full { fill: #7aa7d8 } }"""


def as_svg(figures: Figures) -> str:
    """The picture: words by episode, words between decisions, endings by temperament."""
    body: list[str] = []
    y = TOP
    for head, panel in (
        ("Words written, and seen in a play (median)", _words),
        ("Words between two decisions, in all plays", _gaps),
        ("Endings, by temperament", _endings),
    ):
        body.append(_text(24, y - 14, head, "head"))
        rows = list(panel(figures, y))
        body += rows
        y += GAP + ROW * _rows(panel, figures)
    title = escape(f"{figures.title}: {figures.plays} plays by each of {len(TEMPERAMENTS)} temperaments, sampled")
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" role="img">',
            f"<title>{title}</title>",
            f"<style>{STYLE}</style>",
            f'<rect class="ground" width="{WIDTH}" height="{y}"/>',
            _text(24, 24, title, "small"),
            *body,
            "</svg>\n",
        ]
    )


def _rows(panel: object, figures: Figures) -> int:
    if panel is _gaps:
        return 6
    return len(figures.words) if panel is _words else len(TEMPERAMENTS) + 2


def _words(figures: Figures, y: int) -> Iterator[str]:
    most = max((written for written, _ in figures.words.values()), default=1) or 1
    for row, (episode, (written, seen)) in enumerate(figures.words.items()):
        top = y + row * ROW
        yield _text(LEFT - 8, top + 13, episode, end=True)
        yield _bar(LEFT, top, _scaled(written, most), "faint", f"{episode}: {written:,} words written")
        yield _bar(LEFT, top, _scaled(seen, most), "full", f"{episode}: {seen:,} words seen")
        yield _text(LEFT + _scaled(written, most) + 6, top + 13, f"{seen:,} of {written:,}", "small")


def _scaled(value: float, most: float) -> float:
    return round((RIGHT - LEFT - 110) * value / most, 1)


def _gaps(figures: Figures, y: int) -> Iterator[str]:
    counts = [0] * (LAST // STEP + 1)
    for gap in figures.gaps:
        counts[min(gap, LAST) // STEP] += 1
    width, height, most = (RIGHT - LEFT) / len(counts), ROW * 5, max(counts) or 1
    for number, count in enumerate(counts):
        high = round(height * count / most, 1)
        label = f"{number * STEP} to {number * STEP + STEP - 1}" if number * STEP < LAST else f"{LAST} or more"
        x = round(LEFT + number * width, 1)
        yield _bar(x, y + height - high, width - 3, "full", f"{label} words: {count} times", high)
        yield _text(x, y + height + 14, str(number * STEP), "small")


def _endings(figures: Figures, y: int) -> Iterator[str]:
    hues = dict(zip(figures.endings, HUES * len(figures.endings), strict=False))
    for row, temperament in enumerate([*TEMPERAMENTS, WHOLE]):
        x, top = float(LEFT), y + row * ROW
        yield _text(LEFT - 8, top + 13, "all" if temperament == WHOLE else temperament, end=True)
        for ending, shares in figures.endings.items():
            wide = round((RIGHT - LEFT) * shares[temperament] / 100, 1)
            yield _block(x, top, wide, hues[ending], f"{ending}: {shares[temperament]} % of {temperament} plays")
            x += wide
    yield from _legend(hues.items(), y + (len(TEMPERAMENTS) + 1) * ROW)


def _legend(hues: Iterable[tuple[str, str]], y: int) -> Iterator[str]:
    x = LEFT
    for ending, hue in hues:
        yield f'<rect x="{x}" y="{y + 4}" width="10" height="10" fill="{hue}"/>'
        yield _text(x + 14, y + 13, ending, "small")
        x += 30 + 7 * len(ending)


def _bar(x: float, y: float, width: float, name: str, title: str, height: float = ROW - 6) -> str:
    shape = f'<rect class="{name}" x="{x}" y="{y}" width="{max(width, 0):.1f}" height="{height}">'
    return f"{shape}<title>{escape(title)}</title></rect>"


def _block(x: float, y: float, width: float, hue: str, title: str) -> str:
    shape = f'<rect fill="{hue}" x="{x:.1f}" y="{y}" width="{width}" height="{ROW - 6}">'
    return f"{shape}<title>{escape(title)}</title></rect>"


def _text(x: float, y: float, text: str, name: str = "", end: bool = False) -> str:
    kind = f' class="{name}"' if name else ""
    anchor = ' text-anchor="end"' if end else ""
    return f'<text x="{x}" y="{y}"{kind}{anchor}>{escape(text)}</text>'
