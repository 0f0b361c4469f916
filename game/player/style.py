"""How a book looks, in a browser and in a reader of EPUB."""

from __future__ import annotations

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
p.fate { text-indent: 0; margin: 1rem 0; }
b { font-weight: normal; font-variant: small-caps; letter-spacing: .05em; margin-right: .5em; }
small { color: var(--read); font-size: .85em; }
@media print {
  :root { --ground: #fff; --ink: #000; --read: #555; --dust: #555; }
  body { padding: 0; max-width: none; font-size: 11pt; }
  section { break-before: page; }
  p { orphans: 2; widows: 2; }
}
"""
