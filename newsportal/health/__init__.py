"""The health of every run, against the past of the same portal, sections and arguments.

observed  what a run notes while it works
measures  the same as a row to keep and to compare
past      the earlier runs that a run may be compared with
chance    how likely a difference is if nothing had changed
content   checks of what the pages say; `traffic` of what came and what did not
alarms    the table of alarms, a row each
standing  which are new, which stand, which have ended
"""
