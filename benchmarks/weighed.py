"""The demo portal with pages as heavy as real ones: ``python -m benchmarks.weighed --size 5000``.

Its own have a median of 24 kB and 190 elements. Each page gets what portals print around theirs,
scripts and a map of the site, so that an article's median is 50 kB and 400 elements.
"""

from __future__ import annotations

import argparse
from dataclasses import replace

from newsportal.demo import DemoSite, Response
from newsportal.demo.server import announce

_END = b"</form>"
_ENTRIES = "".join(
    f'<li class="muc-{n}"><a href="/vi-vn/chuyen-trang-{n}">Chuyên trang {n}</a></li>'
    for n in range(104)
)
_MAP = f'<div class="ban-do-trang"><ul>{_ENTRIES}</ul></div>'
_SCRIPT = "<script>var cauHinh = {" + ",".join(f'"khoa{n}": "gia tri {n}"' for n in range(740))
ADDED = f"{_MAP}\n{_SCRIPT}}};</script>\n".encode()


class Weighed:
    """A demo portal whose pages are heavier; what they say is the same."""

    def __init__(self, site: DemoSite) -> None:
        self.site = site

    def respond(self, path: str) -> Response:
        """The portal's answer, a page with more around it."""
        answer = self.site.respond(path)
        return replace(answer, body=answer.body.replace(_END, ADDED + _END, 1))


def main() -> None:
    """Serve until Ctrl-C; the address is printed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=5000)
    announce(Weighed(DemoSite(parser.parse_args().size)))


if __name__ == "__main__":
    main()
