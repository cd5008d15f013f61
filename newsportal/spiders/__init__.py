"""The spiders, one file a portal, each around its declaration in `newsportal.portals`."""
