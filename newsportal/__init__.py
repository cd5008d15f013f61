"""Vietnamese news portals as clean records.

>>> from newsportal import extract, extract_text, Article
"""

__version__ = "0.1.0"

from newsportal.article import Article
from newsportal.errors import ExtractionError
from newsportal.road import extract, extract_text

__all__ = ["Article", "ExtractionError", "__version__", "extract", "extract_text"]
