"""How the time of resolving mentions into entities grows with their number.

    python -m tests.benchmarks.resolve_speed [--mentions 100000]

Mentions are made of invented names, twenty an article: people by their full names and surnames, organisations
with legal forms, short names and abbreviations, places. Prints the seconds for a quarter, a half and all of
them, and `slope`, the power of the number that the time grows with (1 is linear).
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator, Sequence

from luksia_nlp.entities.resolution import resolve
from luksia_nlp.records import Kind, Mention

_AN_ARTICLE = 20
_SYLLABLES = ("ka", "le", "mi", "no", "ru", "sa", "ti", "vo", "hau", "joe", "pii", "tuu")


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures as one line of JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mentions", type=int, default=100_000)
    wanted = parser.parse_args(argv).mentions
    mentions = list(_mentions(wanted))
    resolve(mentions)  # words are analysed once, as reading the articles has done by then
    seconds = {}
    for size in (wanted // 4, wanted // 2, wanted):
        started = time.perf_counter()
        entities = resolve(mentions[:size])
        seconds[size] = round(time.perf_counter() - started, 2)
    slope = math.log(seconds[wanted] / seconds[wanted // 4]) / math.log(4)
    print(json.dumps({"seconds": seconds, "slope": round(slope, 2), "entities": len(entities)}))


def _mentions(count: int) -> Iterator[Mention]:
    rng = random.Random(7)
    people = [f"{_word(rng, 2)} {_word(rng, 3)}nen" for _ in range(count // 40)]
    bodies = [f"{_word(rng, 2)}n {_word(rng, 3)}" for _ in range(count // 80)]
    bodies += [f"{_word(rng, 3)} Oy" for _ in range(count // 80)]
    towns = [_word(rng, 3) for _ in range(500)]
    for number in range(count):
        article = f"{number // _AN_ARTICLE}"
        local = random.Random(f"{article}")
        kinds: dict[Kind, list[str]] = {"person": people, "organisation": bodies, "place": towns}
        kind = local.choice(list(kinds))
        name = rng.choice(kinds[kind])
        if number % 3 and " " in name:
            name = name.split()[-1 if kind == "person" else 0]
        yield _mention(article, number, name, kind)


def _mention(article: str, start: int, name: str, kind: Kind) -> Mention:
    return Mention(article, 0, start, start + len(name), name, "X", kind, name, None, "lexicon")


def _word(rng: random.Random, syllables: int) -> str:
    return "".join(rng.choice(_SYLLABLES) for _ in range(syllables)).capitalize()


if __name__ == "__main__":
    main()
