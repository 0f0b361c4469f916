"""The game in a browser: a real server on a free port, its page, and a game behind its websocket."""

from __future__ import annotations

import asyncio
import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyte
import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, WSServerHandshakeError

from game.served.visitor import COOKIE, folder_of, new_token
from tests.front.fronts import environment
from tests.terminal.evening import STORY

PATIENCE = 30
"""Seconds within which what is awaited must have been painted."""


@dataclass(frozen=True)
class Served:
    """A server that is running."""

    port: int
    saves: Path
    process: subprocess.Popen[str]

    @property
    def url(self) -> str:
        """Its page."""
        return f"http://127.0.0.1:{self.port}/"

    def enter(self, browser: ClientSession) -> object:
        """Open the websocket, as the page does."""
        return browser.ws_connect(f"{self.url}ws?width=80&height=24", headers={"Origin": self.url.rstrip("/")})


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A server for two visitors at a time."""
    port = free_port()
    words = ["serve", str(STORY), "--saves", str(tmp_path), "--port", str(port), "--visitors", "2"]
    process = subprocess.Popen(
        [sys.executable, "-m", "game", *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env=environment(),
    )  # fmt: skip
    assert process.stdout
    assert f"http://127.0.0.1:{port}" in process.stdout.readline()
    yield Served(port, tmp_path, process)
    process.send_signal(signal.SIGINT)
    told = process.communicate(timeout=PATIENCE)[0]
    assert process.returncode == 0, told
    assert "Traceback" not in told


def browsing() -> ClientSession:
    """A browser, which keeps its cookies."""
    return ClientSession(cookie_jar=CookieJar(unsafe=True))  # that is: also those of an address without a name


class Browser:
    """What a browser shows of a game."""

    def __init__(self, line: ClientWebSocketResponse) -> None:
        self.line, self.screen = line, pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)

    async def until(self, words: str) -> str:
        """Read until `words` are painted; everything that is."""
        async with asyncio.timeout(PATIENCE):
            while words not in (text := "\n".join(self.screen.display)):
                message = await self.line.receive_bytes()
                self.stream.feed(message.replace(b"\x1b[>1u", b"").replace(b"\x1b[<u", b""))
        return text

    async def press(self, keys: str) -> None:
        """Type."""
        await self.line.send_str(json.dumps(["stdin", keys]))


async def test_the_page_asks_no_other_site_for_anything(served: Served) -> None:
    """Every address on it is the server's own, and each is there."""
    async with browsing() as browser, browser.get(served.url) as page:
        text = await page.text()
        assert "default-src 'self'" in page.headers["Content-Security-Policy"]
        assert "//" not in re.sub(r'"<!doctype.*?>|// .*$|=> ', "", text, flags=re.MULTILINE)
        wanted = re.findall(r'(?:src|href)="(/[^"]+)"|url\("(/[^"]+)"\)', text)
        for one, other in wanted:
            async with browser.get(served.url.rstrip("/") + (one or other)) as file:
                assert file.status == 200
                assert not re.search(rb"@import|url\(.{0,2}http|fetch\(.{0,2}http", await file.read())
        assert len(wanted) >= 4


async def test_a_visitor_plays_and_finds_the_game_again_after_a_reload(served: Served) -> None:
    """On a shelf that another visitor does not see."""
    async with browsing() as browser, browsing() as other:
        await (await browser.get(served.url)).release()
        async with served.enter(browser) as line:  # type: ignore[attr-defined]
            window = Browser(line)
            await window.until("THE LAMP")
            await window.until("New game")
            await window.press("\r")
            await window.until("any key")
            await window.press("x")
            await window.until("Ask about the lamp")
            await window.press("2")
            await window.until("It is out.")
        await (await browser.get(served.url)).release()
        async with served.enter(browser) as line:  # type: ignore[attr-defined]
            window = Browser(line)
            await window.until("Episode 1, Lamp")
            assert "Continue" in await window.until("THE LAMP")
        await (await other.get(served.url)).release()
        async with served.enter(other) as line:  # type: ignore[attr-defined]
            window = Browser(line)
            await window.until("THE LAMP")
            assert "Continue" not in await window.until("New game")
    assert len(list((served.saves / "visitors").iterdir())) == 1


async def test_the_book_is_sent_to_the_browser(served: Served) -> None:
    """As files to download."""
    async with browsing() as browser:
        await (await browser.get(served.url)).release()
        async with served.enter(browser) as line:  # type: ignore[attr-defined]
            window = Browser(line)
            await window.until("New game")
            await window.press("\r")
            await window.until("any key")
            await window.press("x")
            await window.until("Ask about the lamp")
            await window.press("\x1b[24~")
            message = await line.receive()
            while not isinstance(message.data, str):
                message = await line.receive()
            kind, key = json.loads(message.data)
            assert kind == "deliver_file_start"
            async with browser.get(f"{served.url}download/{key}") as file:
                assert (await file.read()).startswith(b"PK")
                assert "lighthouse-1.epub" in file.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("cookie", "origin"),
    [("", None), ("../../../etc", None), ("x" * 44, None), ("k" * 43, "http://elsewhere.example")],
)
async def test_who_did_not_come_by_the_page_is_turned_away(served: Served, cookie: str, origin: str | None) -> None:
    """Without a token, with one that is none, or from the page of another site."""
    headers = {"Cookie": f"{COOKIE}={cookie}"} | ({"Origin": origin} if origin else {})
    async with ClientSession(headers=headers) as browser:
        with pytest.raises(WSServerHandshakeError) as refused:
            await browser.ws_connect(f"{served.url}ws")
        assert refused.value.status == 403
    assert not (served.saves / "visitors").exists()


NONSENSE = ["{", "[]", "7", '["stdin", 7]', '["resize", {"width": "x", "height": 1}]', '["resize"]', " " * 70_000]


@pytest.mark.parametrize("line", NONSENSE, ids=range(len(NONSENSE)))
async def test_nonsense_ends_the_visit_alone(served: Served, line: str) -> None:
    """The server serves on."""
    async with browsing() as browser:
        await (await browser.get(served.url)).release()
        async with served.enter(browser) as nonsense:  # type: ignore[attr-defined]
            await nonsense.send_str(line)
            async with asyncio.timeout(PATIENCE):
                while not (await nonsense.receive()).type.name.startswith("CLOS"):
                    pass
        async with served.enter(browser) as again:  # type: ignore[attr-defined]
            await Browser(again).until("THE LAMP")


async def test_there_is_room_for_so_many_and_no_more(served: Served) -> None:
    """The third of two is told so."""
    async with browsing() as browser:
        await (await browser.get(served.url)).release()
        async with served.enter(browser), served.enter(browser):  # type: ignore[attr-defined]
            with pytest.raises(WSServerHandshakeError) as refused:
                await served.enter(browser)  # type: ignore[misc]
            assert refused.value.status == 503


async def test_a_game_does_not_outlive_a_server_that_was_killed(tmp_path: Path) -> None:
    """It keeps what was played, and ends."""
    port = free_port()
    words = [sys.executable, "-m", "game", "serve", str(STORY), "--saves", str(tmp_path), "--port", str(port)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment())
    assert process.stdout
    process.stdout.readline()
    served = Served(port, tmp_path, process)
    async with browsing() as browser:
        await (await browser.get(served.url)).release()
        async with served.enter(browser) as line:  # type: ignore[attr-defined]
            await Browser(line).until("THE LAMP")
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
            games = [os.pidfd_open(int(child)) for child in children]
            process.kill()
            process.wait()
    process.stdout.close()
    assert len(games) == 1
    assert select.select(games, [], [], PATIENCE)[0] == games
    os.close(games[0])


def test_a_folder_does_not_tell_the_token() -> None:
    """And two tokens have two folders."""
    one, other = new_token(), new_token()
    assert folder_of(one, Path()) != folder_of(other, Path())
    assert one not in str(folder_of(one, Path()))
    assert folder_of(one, Path()) == folder_of(one, Path())


def command(*words: str, code: str = "") -> subprocess.CompletedProcess[str]:
    """`ulysse serve` in an interpreter in which `code` ran before."""
    script = f"import sys\n{code}\nfrom game.cli import main\nsys.exit(main(['serve', *sys.argv[1:]]))"
    words = (sys.executable, "-c", script, *words)
    return subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE, env=environment())


@pytest.mark.parametrize("missing", ["textual_serve", "aiohttp"])
def test_without_the_extra_there_is_one_sentence(missing: str, tmp_path: Path) -> None:
    """It says what to install."""
    told = command("--saves", str(tmp_path), code=f"sys.modules[{missing!r}] = None")
    assert told.returncode == 2
    assert told.stderr == "Playing in a browser needs textual-serve: pip install 'ulysse-1[serve]'.\n"


def test_a_port_that_is_taken_is_said_in_one_sentence(tmp_path: Path) -> None:
    """And so is a story that is not there."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        told = command("--saves", str(tmp_path), "--port", str(taken.getsockname()[1]))
    assert told.returncode == 2
    assert told.stderr.startswith("Nothing can be served at 127.0.0.1, port ")
    assert told.stderr.count("\n") == 1
    assert command(str(tmp_path / "nowhere")).stderr.startswith("There is no story in ")


@pytest.mark.parametrize("words", [("--port", "0"), ("--port", "99999"), ("--port", "x"), ("--visitors", "-1")])
def test_wrong_usage_is_exit_code_2(words: tuple[str, str]) -> None:
    """With what would be right."""
    told = command(*words)
    assert told.returncode == 2
    assert "a whole number from 1 to" in told.stderr
