"""Vietnamese text: charsets, normal form, dates, bylines, captions, and pages given as text."""
