"""The spider of the portal declared in portals/demo.py."""

from newsportal.portals.demo import PORTAL
from newsportal.spider import PortalSpider


class DemoSpider(PortalSpider):
    """``scrapy crawl demo``."""

    portal = PORTAL
