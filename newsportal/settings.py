"""Scrapy's settings: only what differs from its defaults, with the default beside it."""

BOT_NAME = "newsportal"

# Ports that run code for whoever connects. Default: True
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# Robots.txt is obeyed. Default: False
ROBOTSTXT_OBEY = True

# A remote sitemap could name a local file. Default: handlers for all four
DOWNLOAD_HANDLERS = {"file": None, "data": None, "ftp": None, "s3": None}

# A page is no larger; a bomb is. Default: 1 GiB
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024

# Cookies fetch a suffix list from the network, and no portal needs them. Default: True
COOKIES_ENABLED = False
