"""Metrics in the text format of Prometheus, version 0.0.4."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Sample(NamedTuple):
    """One number and what it is of."""

    labels: Mapping[str, str]
    value: float


class Family(NamedTuple):
    """The samples of one metric."""

    name: str
    kind: str
    """gauge or counter."""

    help: str
    samples: list[Sample]


def rendered(families: Iterable[Family]) -> str:
    r"""The text of some metrics; each has its help and type, also where it has no sample.

    >>> print(rendered([Family("up", "gauge", "Is it.", [Sample({"a": 'x"\n'}, 1)])]), end="")
    # HELP up Is it.
    # TYPE up gauge
    up{a="x\"\n"} 1
    """
    lines: list[str] = []
    for each in families:
        lines += [f"# HELP {each.name} {each.help}", f"# TYPE {each.name} {each.kind}"]
        lines += [f"{each.name}{_labels(one.labels)} {one.value:.15g}" for one in each.samples]
    return "".join(f"{line}\n" for line in lines)


def _labels(labels: Mapping[str, str]) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items()) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace("\n", r"\n").replace('"', r"\"")
