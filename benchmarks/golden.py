"""The golden pages as figures: what share of them is read as it should be."""

from __future__ import annotations

from tests.golden import SURE, pages, read_case, wrong_fields


def golden_scores() -> dict[str, float]:
    """Shares of the golden pages: equal in what matters, in every stated field, rightly refused."""
    sure: list[bool] = []
    every: list[bool] = []
    refused: list[bool] = []
    for page in pages():
        case = read_case(page)
        wrong = wrong_fields(case, case.found())
        if case.refused:
            refused.append(not wrong)
        else:
            sure.append(not {*SURE, "refused"} & set(wrong))
            every.append(not wrong)
    named = {"equal": sure, "every field": every, "refused": refused}
    return {f"golden pages: {name}": sum(each) / len(each) for name, each in named.items()}
