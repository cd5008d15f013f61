"""Servers that tests crawl: the demo portal, and one that breaks in chosen ways."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from newsportal.demo import DemoSite, Response
from newsportal.demo.server import Responder

Fault = Callable[[BaseHTTPRequestHandler, Response], None]


@dataclass
class Watched:
    """The demo portal; `seen` is called at every request."""

    site: DemoSite
    paths: list[str] = field(default_factory=list)
    seen: Callable[[], object] = lambda: None

    def respond(self, path: str) -> Response:
        self.paths.append(path)
        self.seen()
        return self.site.respond(path)


def short(handler: BaseHTTPRequestHandler, response: Response) -> None:
    """Promise more bytes than are sent."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html; charset=utf-8")
    handler.send_header("Content-Length", str(len(response.body)))
    handler.end_headers()
    handler.wfile.write(response.body[: len(response.body) // 2])
    handler.close_connection = True


def half_gzip(handler: BaseHTTPRequestHandler, response: Response) -> None:
    """Send half of a gzip stream as if it were all of it."""
    packed = gzip.compress(response.body)
    answer(handler, 200, packed[: len(packed) // 2], encoding="gzip")


def whole_gzip(handler: BaseHTTPRequestHandler, response: Response) -> None:
    answer(handler, 200, gzip.compress(response.body), encoding="gzip")


def endless(handler: BaseHTTPRequestHandler, response: Response) -> None:
    """Send more than a page may have."""
    answer(handler, 200, response.body + b"<p>" + b"x" * 11_000_000)


def server_error(handler: BaseHTTPRequestHandler, response: Response) -> None:
    answer(handler, 500, response.body)


def elsewhere(handler: BaseHTTPRequestHandler, _response: Response) -> None:
    """Redirect to a host that is none of the portal's."""
    handler.send_response(302)
    handler.send_header("Location", "http://elsewhere.example/")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def to_home(handler: BaseHTTPRequestHandler, _response: Response) -> None:
    handler.send_response(302)
    handler.send_header("Location", "/vi-vn/thoi-su")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def answer(
    handler: BaseHTTPRequestHandler, status: int, body: bytes, encoding: str | None = None
) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", "text/html; charset=utf-8")
    if encoding:
        handler.send_header("Content-Encoding", encoding)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def faulty(site: Responder, faults: dict[str, Fault]) -> Iterator[str]:
    """The demo portal; a path that holds a key of ``faults`` is answered by that fault."""

    class Handler(BaseHTTPRequestHandler):
        wbufsize = -1

        def do_GET(self) -> None:
            response = site.respond(self.path)
            fault = next((each for key, each in faults.items() if key in self.path), None)
            if fault is not None:
                fault(self, response)
            else:
                answer(self, response.status, response.body)

        def log_message(self, *_args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_args: object) -> None:
            pass  # the crawler goes away from what is too large

    server = Server(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
