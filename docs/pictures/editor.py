"""Makes editor.svg: what yaml-language-server says of a story, by the schema that `ulysse schema` writes.

    npm install yaml-language-server
    python docs/pictures/editor.py node_modules/.bin/yaml-language-server

The diagnostics and the completions are the server's own; only the window around them is drawn here.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path
from typing import Any

from game.workshop.new import write_story

HERE = Path(__file__).parent
TYPED = """\
  porch:
    place: Her porch
    present: [ragna, ragnar]
    flow:
    - 
"""
"""What the author has typed at the end of a file: a name that nobody has, and a step that is only begun."""
SHOWN = 9
"""Lines of the file that the picture shows."""
WORDS = 9
"""Completions that fit into the box."""
WIDE, ROW, SIGN = 760, 22, 8.43
STYLE = """\
text { font: 14px ui-monospace, Menlo, Consolas, monospace; fill: #ddd } .ground { fill: #16181b } .box { fill: #23282d;
stroke: #4a525a } .number { fill: #66707a } .key { fill: #7aa7d8 } .note { fill: #e0a458 } .wave { stroke: #e05f5f;
fill: none; stroke-width: 1.5 } .picked { fill: #2f4358 } .kind { fill: #8a939c }"""


class Server:
    """A language server, spoken to in JSON-RPC over its own input and output."""

    def __init__(self, command: str) -> None:
        self.process = subprocess.Popen([command, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.number = 0

    def send(self, message: dict[str, Any]) -> None:
        """Send one message."""
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self.process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        """The next message; whatever the server asks for is answered with nothing."""
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        if "id" in message and "method" in message:
            items = message.get("params", {}).get("items", [])
            self.send({"id": message["id"], "result": [{} for _ in items] or None})
        return message

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        """The answer to a question."""
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        while (message := self.receive()).get("id") != self.number or "method" in message:
            pass
        return message["result"]

    def wait_for(self, method: str) -> Any:
        """What the server tells next by that name, if there is anything in it."""
        while (message := self.receive()).get("method") != method or not message["params"]["diagnostics"]:
            pass
        return message["params"]


def asked(command: str, folder: Path) -> tuple[list[str], list[dict[str, Any]], list[dict[str, Any]]]:
    """The lines of a file of a new story with TYPED at its end, its diagnostics and the completions at its end."""
    write_story(folder)
    file = folder / "episodes" / "01-night.yaml"
    text = file.read_text(encoding="utf-8") + "\n" + TYPED
    lines = text.split("\n")[:-1]
    server = Server(command)
    try:
        server.ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}})
        server.send({"method": "initialized", "params": {}})
        document = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        server.send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        problems = server.wait_for("textDocument/publishDiagnostics")["diagnostics"]
        at = {"line": len(lines) - 1, "character": len(lines[-1])}
        found = server.ask("textDocument/completion", {"textDocument": {"uri": file.as_uri()}, "position": at})
        return lines, problems, found["items"]
    finally:
        server.process.kill()
        server.process.wait()


def picture(lines: list[str], problems: list[dict[str, Any]], words: list[dict[str, Any]]) -> str:
    """The end of the file, the problems in it, and the box of completions."""
    first = len(lines) - SHOWN
    rows = [part for row in range(SHOWN) for part in _line(first + row, lines[first + row], 30 + row * ROW)]
    for problem in problems:
        rows += _problem(problem, first)
    rows += _box(words, SHOWN * ROW + 22)
    high = SHOWN * ROW + 30 + min(WORDS, len(words)) * ROW + 20
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high}" role="img">',
            "<title>An editor with the schema of a story: a name that nobody has, and what a step can be</title>",
            f'<style>{STYLE}</style><rect class="ground" width="{WIDE}" height="{high}" rx="6"/>',
            *rows,
            "</svg>\n",
        ]
    )


def _line(number: int, line: str, y: int) -> list[str]:
    key, colon, rest = line.partition(":")
    words = f'<tspan class="key">{escape(key)}</tspan>{escape(colon + rest)}' if colon else escape(line)
    return [
        f'<text class="number" x="12" y="{y}">{number + 1:>3}</text>',
        f'<text x="56" y="{y}" xml:space="preserve">{words}</text>',
    ]


def _problem(problem: dict[str, Any], first: int) -> list[str]:
    start, end = problem["range"]["start"], problem["range"]["end"]
    y = 30 + (start["line"] - first) * ROW
    left, right = (56 + place["character"] * SIGN for place in (start, end))
    wave = "".join("q2 -4 4 0t4 0" for _ in range(max(1, int((right - left) / 8))))
    message = _cut(" ".join(problem["message"].split()), int((WIDE - right - 34) / SIGN))
    return [
        f'<path class="wave" d="M{left:.0f} {y + 4}{wave}"/>',
        f'<text class="note" x="{right + 24:.0f}" y="{y}">{escape(message)}</text>',
    ]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _box(words: list[dict[str, Any]], top: int) -> list[str]:
    shown = sorted(words, key=lambda word: (word.get("sortText") or word["label"]).casefold())[:WORDS]
    rows = [f'<rect class="box" x="104" y="{top}" width="620" height="{len(shown) * ROW + 8}" rx="4"/>']
    for number, word in enumerate(shown):
        y = top + 20 + number * ROW
        about = word.get("documentation") or ""
        about = about if isinstance(about, str) else about["value"].replace("```yaml", "").replace("```", "")
        rows += [f'<rect class="picked" x="106" y="{y - 16}" width="616" height="{ROW}"/>'] if number == 0 else []
        rows.append(f'<text x="116" y="{y}">{escape(word["label"][:26])}</text>')
        rows.append(f'<text class="kind" x="320" y="{y}">{escape(" ".join(about.split())[:46])}</text>')
    return rows


def main(argv: list[str]) -> int:
    """Write the picture; the exit code."""
    if len(argv) != 1:
        print("python docs/pictures/editor.py PATH-OF-yaml-language-server", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        (HERE / "editor.svg").write_text(picture(*asked(argv[0], Path(folder) / "lantern")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
