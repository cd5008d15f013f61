"""Discovery: where a portal's articles are named."""
