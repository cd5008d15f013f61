"""The portal on loopback.

    python -m newsportal.demo.server --port 0 --size 300 [--strange] [--traps] [--day 3]

prints the address and serves until Ctrl-C.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from hashlib import blake2b
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, Protocol

from newsportal.demo.response import Response
from newsportal.demo.site import DemoSite

LOOPBACK = "127.0.0.1"

_ETAG = re.compile(r'"[^"]*"')


class Responder(Protocol):
    """What can be served: a `DemoSite`, or anything around one that counts or disturbs."""

    def respond(self, path: str) -> Response:
        """The answer to a request for ``path``."""
        ...


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # a client that keeps its connection open does not hold the exit up
    request_queue_size = 128

    def __init__(self, site: Responder, port: int) -> None:
        self.site = site
        super().__init__((LOOPBACK, port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that go away in the middle of an answer: crash tests do."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "newsportal-demo", ""
    # One packet an answer; small packets would wait for each other.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answer with headers and body."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer with headers alone."""
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""

    def _answer(self, with_body: bool) -> None:
        response = self._unless_known(self.server.site.respond(self.path))
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        if with_body:
            self.wfile.write(response.body)

    def _unless_known(self, response: Response) -> Response:
        """``response`` with its ETag, or 304 without a body where the client has that state."""
        if response.status != 200:
            return response
        etag = f'"{blake2b(response.body, digest_size=8).hexdigest()}"'
        headers = {**response.headers, "ETag": etag}
        asked = self.headers.get("If-None-Match", "")
        if etag in _ETAG.findall(asked) or asked.strip() == "*":
            return Response(304, headers, b"")
        return replace(response, headers=headers)


@contextmanager
def serve(site: Responder, port: int = 0) -> Iterator[str]:
    """Serve ``site`` on a port of the loopback interface, a free one by default; yield its address.

    A `DemoSite` that was made with a day moves on while it is served: ``site.day = 4``.

    Raises:
        OSError: The port is taken.
    """
    server = _Server(site, port)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def main(arguments: list[str] | None = None) -> None:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(description="Serve the demo portal on loopback.")
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes a free one")
    parser.add_argument("--size", type=int, default=300, help="number of articles")
    parser.add_argument("--seed", type=int, default=1, help="another number, another portal")
    parser.add_argument("--strange", action="store_true", help="rename all ids and classes")
    parser.add_argument("--day", type=int, help="so many days after the opening day")
    parser.add_argument("--shifting", type=int, help="so many listings until an article appears")
    parser.add_argument("--traps", action="store_true", help="links that lead astray")
    options = vars(parser.parse_args(arguments))
    port = options.pop("port")
    try:
        site = DemoSite(**options)
    except ValueError as error:
        parser.error(str(error))
    announce(site, port)


def announce(site: Responder, port: int = 0) -> None:
    """Serve ``site`` until Ctrl-C; its address is the one line of the output.

    Raises:
        OSError: The port is taken.
    """
    with serve(site, port) as url, suppress(KeyboardInterrupt):
        sys.stdout.write(f"{url}\n")
        sys.stdout.flush()
        Event().wait()


if __name__ == "__main__":
    main()
