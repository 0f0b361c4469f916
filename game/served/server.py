"""The server: one page, and over a websocket behind it one game in a process of its own for every visitor.

textual-serve brings the terminal for the browser and what carries keys and paint; everything that it needs is in its
own package, so that it works without a network. The page is ours, because its own asks another site for a font.
"""

from __future__ import annotations

import asyncio
import shlex
import subprocess
import sys
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urlsplit
from weakref import WeakSet

from aiohttp import WSCloseCode, web
from textual_serve.app_service import AppService
from textual_serve.server import Server

from game.served.visitor import COOKIE, YEAR, folder_of, is_token, new_token

PAGE = Path(__file__).with_name("page.html")
POLICY = "default-src 'self' 'unsafe-inline' data: blob:; connect-src 'self' ws: wss:; frame-ancestors 'none'"
"""Nothing comes from another site, and no other site shows this one inside itself."""
WIDEST, TALLEST = 500, 200
"""Cells of the largest screen; a browser that asks for more gets these."""
LONGEST = 64 * 1024
"""Bytes of one message from a browser."""


NONSENSE = (ValueError, TypeError, LookupError, AttributeError, AssertionError)
"""What textual-serve raises at a message that no page of ours sends."""
DRIVER = "game.served.driver:ServedDriver"
ENDING = 20
"""Seconds that a game has to keep what was played, before its process is ended."""


class Visit(AppService):
    """One game, on a screen of a reasonable size."""

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        return super()._build_environment(width, height) | {"TEXTUAL_DRIVER": DRIVER}

    async def start(self, width: int, height: int) -> None:
        """Start the game."""
        await super().start(*_within(width, height))

    async def set_terminal_size(self, width: int, height: int) -> None:
        """Tell the game that the screen is another size."""
        await super().set_terminal_size(*_within(width, height))

    async def stop(self) -> None:
        """End the game, and wait until its process is gone."""
        try:
            async with asyncio.timeout(ENDING):
                await super().stop()
                await self._gone()
        except TimeoutError:
            if self._process is not None and self._process.returncode is None:
                self._process.kill()
            await self._gone()

    async def _gone(self) -> None:
        if self._process is not None:
            await self._process.wait()


def _within(width: int, height: int) -> tuple[int, int]:
    return max(1, min(int(width), WIDEST)), max(1, min(int(height), TALLEST))


class StoryServer(Server):
    """Serves one story."""

    def __init__(self, story: Path, title: str, saves: Path, host: str, port: int, most: int) -> None:
        """Serve the story in the folder `story` to `most` visitors at a time; their games are kept below `saves`.

        `command` of textual-serve stays empty: every visitor has a command of their own.
        """
        super().__init__("", host, port, title)
        self._story, self._saves, self._most = story, saves, most
        self._open: WeakSet[web.WebSocketResponse] = WeakSet()

    def serve(self, debug: bool = False) -> None:  # noqa: ARG002
        """Serve until Ctrl+C. OSError if the address cannot be listened to."""
        web.run_app(self._make_app(), host=self.host, port=self.port, print=self._tell)

    def _tell(self, _: str) -> None:
        print(f"The game is at http://{self.host}:{self.port}. Ctrl+C ends it; every game is kept.", flush=True)

    async def on_startup(self, app: web.Application) -> None:
        """Nothing is said before the server listens."""

    async def on_shutdown(self, app: web.Application) -> None:  # noqa: ARG002
        """End every game; what was played is kept."""
        for socket in list(self._open):
            await socket.close(code=WSCloseCode.GOING_AWAY)

    async def handle_index(self, request: web.Request) -> web.Response:
        """The page; a browser that has no cookie yet gets one."""
        page = Template(PAGE.read_text("utf-8")).substitute(title=escape(self.title))
        answer = web.Response(text=page, content_type="text/html", headers={"Content-Security-Policy": POLICY})
        token = request.cookies.get(COOKIE)
        token = token if token and is_token(token) else new_token()
        answer.set_cookie(COOKIE, token, max_age=YEAR, httponly=True, samesite="Strict", secure=request.secure)
        return answer

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """A game, for as long as the page is open."""
        token = self._admitted(request)
        socket = web.WebSocketResponse(heartbeat=15, max_msg_size=LONGEST)
        await socket.prepare(request)
        self._open.add(socket)
        visit = self._visit(token, socket)
        try:
            await visit.start(_number(request, "width", 80), _number(request, "height", 24))
            await self._process_messages(socket, visit)
        except NONSENSE:
            await socket.close(code=WSCloseCode.UNSUPPORTED_DATA)
        finally:
            self._open.discard(socket)
            await visit.stop()
        return socket

    def _admitted(self, request: web.Request) -> str:
        """The token of a visitor who came by our own page; anybody else is turned away."""
        token, origin = request.cookies.get(COOKIE), request.headers.get("Origin")
        if not token or not is_token(token) or (origin and urlsplit(origin).netloc != request.host):
            raise web.HTTPForbidden(text="Open the page first.")
        if len(self._open) >= self._most:
            raise web.HTTPServiceUnavailable(text="As many are playing as there is room for.")
        return token

    def _visit(self, token: str, socket: web.WebSocketResponse) -> Visit:
        async def close() -> None:
            await socket.close()

        return Visit(
            self._command(folder_of(token, self._saves)),
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=close,
            download_manager=self.download_manager,
        )

    def _command(self, saves: Path) -> str:
        """What the shell is told: to become the game, `-P` so that no folder one stands in is taken for the program."""
        words = [sys.executable, "-P", "-m", "game", "play", str(self._story), "--saves", str(saves)]
        return subprocess.list2cmdline(words) if sys.platform == "win32" else f"exec {shlex.join(words)}"


def _number(request: web.Request, name: str, default: int) -> int:
    text = request.query.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default
