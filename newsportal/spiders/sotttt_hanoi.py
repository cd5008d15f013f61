"""The spider of the portal declared in portals/sotttt_hanoi.py."""

from newsportal.portals.sotttt_hanoi import PORTAL
from newsportal.spider import PortalSpider


class SottttHanoiSpider(PortalSpider):
    """``scrapy crawl sotttt_hanoi``."""

    portal = PORTAL
