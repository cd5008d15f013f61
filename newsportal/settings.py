"""Scrapy's settings: only what differs from its defaults, with the default beside it.

Of our own: ``NEWSPORTAL_OUTPUT``, the folder of everything written, ``NEWSPORTAL_STORE``, the
database address of the store, ``NEWSPORTAL_CONTACT``, an e-mail or web address in the user agent,
and ``NEWSPORTAL_NOW``, the time; all are read from the environment.
"""

import os

from newsportal.agent import user_agent
from newsportal.discover import traps
from newsportal.pipelines import PIPELINES

# The folder of everything written, from the environment; by default `output` where one stands.
NEWSPORTAL_OUTPUT = os.environ.get("NEWSPORTAL_OUTPUT") or "output"
# The database address of the store, from the environment; by default SQLite in the output folder.
NEWSPORTAL_STORE = os.environ.get("NEWSPORTAL_STORE") or ""
# The moment at which a run starts, from the environment, for simulations and tests: what is due and
# every date that is written go by it. ISO 8601 with offset; by default the present time.
NEWSPORTAL_NOW = os.environ.get("NEWSPORTAL_NOW") or ""

# Where the spiders are. Defaults: scrapybot, none
BOT_NAME = "newsportal"
SPIDER_MODULES = ["newsportal.spiders"]
NEWSPIDER_MODULE = "newsportal.spiders"

# An e-mail or web address at which a portal can reach you, from the environment; by default none.
NEWSPORTAL_CONTACT = os.environ.get("NEWSPORTAL_CONTACT", "").strip()

# Who asks, so that a portal can tell, with the contact. Default: Scrapy/VERSION (+https://scrapy.org)
USER_AGENT = user_agent(NEWSPORTAL_CONTACT)
ROBOTSTXT_USER_AGENT = "newsportal"

# Robots.txt is obeyed. Default: False
ROBOTSTXT_OBEY = True

# One request at a time, half a second to a second and a half apart; a run asks one portal. More
# would stand in a queue that a pause does not reach. Defaults: 16, 8, 0
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0

# The loopback interface alone goes without delay: the demo and --base-url. Default: {}
DOWNLOAD_SLOTS = {
    host: {"concurrency": 1, "delay": 0, "jitter": 0} for host in ("127.0.0.1", "localhost", "::1")
}

# A page is no larger; a bomb is. Default: 1 GiB
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024

# Half a minute for a whole answer. Default: 180
DOWNLOAD_TIMEOUT = 30

# A certificate that is wrong is an error. Default: False
DOWNLOAD_VERIFY_CERTIFICATES = True

# A remote sitemap could name a local file. Default: handlers for all four
DOWNLOAD_HANDLERS = {"file": None, "data": None, "ftp": None, "s3": None}

# A page makes one item; Scrapy starts so many tasks for each page. Default: 100
CONCURRENT_ITEMS = 1

# Only the portal's hosts are asked, after redirects too; half a gzip stream is half an article;
# robots.txt is shared by all that wait for it, and tdmrep.json after it; a host that asks for a
# pause gets it. Defaults: a redirect to elsewhere vanishes; a stream is read as far as it goes;
# some pass robots.txt by; three tries in a row
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "newsportal.politeness.RobotsMiddleware": 100,
    "newsportal.reservation.ReservationMiddleware": 110,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "newsportal.politeness.PatientRetryMiddleware": 550,
    "newsportal.middlewares.AddressGateMiddleware": 50,
    "newsportal.middlewares.CompleteBodyMiddleware": 595,
    "newsportal.warc.WarcMiddleware": 600,
}

# A name may lead into the own network. Default: CachingThreadedResolver
DNS_RESOLVER = "newsportal.resolver.PublicResolver"

# Redirects in a row that are followed. Default: 20
REDIRECT_MAX_TIMES = 5

# A page that reloads itself is no redirect. Default: True
METAREFRESH_ENABLED = False

# Cookies fetch a suffix list from the network, and no portal needs them. Default: True
COOKIES_ENABLED = False

# Ports that run code for whoever connects. Default: True
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# Scrapy reads the source of a callback for each page to warn of a mistake. Default: True
WARN_ON_GENERATOR_RETURN_VALUE = False

# The store knows what was fetched. Default: RFPDupeFilter
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"

# The road of an item, in the order of the tuple. Default: {}
ITEM_PIPELINES = {path: number * 100 for number, path in enumerate(PIPELINES, start=1)}

# The run: lock, store, accounting, export; and the progress on screen. Default: {}
EXTENSIONS = {
    "newsportal.extensions.RunKeeper": 1,
    "newsportal.progress.Progress": 2,
}

# A file for the records of this run beside the portal's articles.jsonl: .jsonl or .csv. Ours.
NEWSPORTAL_EXPORT = ""

# What Scrapy's own FEEDS can write beside its formats: typed columns. Default: {}
FEED_EXPORTERS = {"parquet": "newsportal.exporters.ParquetItemExporter"}

# What is fetched is kept, as it came, in WARC files below the portal's folder. Ours.
NEWSPORTAL_WARC = True

# What is reserved from text and data mining makes no record: --respect-tdm. Ours.
NEWSPORTAL_RESPECT_TDM = False
# Pages of one listing after which it is left, since it may have no end: `trap-pages`. Ours.
NEWSPORTAL_LISTING_PAGES = traps.MAX_LISTING_PAGES

# Nothing is written, not even a store: what `newsportal check` does. Ours.
NEWSPORTAL_IN_MEMORY = False

# How progress is shown: bar, lines or none; scrapy's own log says enough. Ours.
NEWSPORTAL_PROGRESS = "none"

# How the lines of crawl.log are written, text or json: --log-format. Ours.
NEWSPORTAL_LOG_FORMAT = "text"

# A dropped item is a line, not a page of text. Default: LogFormatter
LOG_FORMATTER = "newsportal.logs.ShortLogFormatter"
