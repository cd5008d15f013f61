"""What bare ``newsportal`` prints: the commands by what a person wants."""

OVERVIEW = """\
newsportal turns a Vietnamese news portal into clean records.

  newsportal demo                 see it work, with no network
  newsportal extract FILE...      a saved page or a text becomes a record
  newsportal extract --show FILE  what was kept, what was cut, and by which rule
  newsportal crawl PORTAL...      the articles of portals, into output/
  newsportal fetch URL...         any address, politely, into a record
  newsportal discover PORTAL      what its listings, feeds and sitemaps name
  newsportal why ID               where each field of a record came from
  newsportal export FILE          the stored records as a file or folder for others
  newsportal dataset --help       search, query, duplicates, gates, releases
  newsportal schedule --help      crawls by the clock: hourly, nightly, and what follows
  newsportal status               last runs, what is left, alarms that stand
  newsportal portal list          the portals that are declared
  newsportal portals              the map of provincial portals
  newsportal --help               everything else"""
