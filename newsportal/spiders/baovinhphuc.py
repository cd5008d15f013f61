"""The spider of the portal declared in portals/baovinhphuc.py."""

from newsportal.portals.baovinhphuc import PORTAL
from newsportal.spider import PortalSpider


class BaovinhphucSpider(PortalSpider):
    """``scrapy crawl baovinhphuc``."""

    portal = PORTAL
