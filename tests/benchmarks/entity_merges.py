"""How well mentions are joined into entities: gold mentions in, pairs of joined mentions judged.

    python -m tests.benchmarks.entity_merges MENTIONS.csv [--errors]

One mention a row: `article_id, start, end, text, kind, name, optional`, the articles in `articles.jsonl`
beside it. The names are taken from the file, so that only resolution is judged. Two mentions are of one thing
where their gold names are the same, or accepted for each other in some article. Precision is the share of
right ones among all pairs of mentions that were joined, recall the share of joined ones among all pairs that
are of one thing; `b_cubed` gives the same for each mention, averaged, so that large entities do not count for
more (Bagga and Baldwin 1998).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd

from luksia_nlp import Settings
from tests.benchmarks.gold_spans import analysis_of_gold
from tests.benchmarks.scoring import arguments, report, scores
from tests.gold import gold_rows

_TABLES = {"people": "person", "organisations": "organisation", "places": "place"}


def measure(path: Path, settings: Settings | None = None) -> tuple[dict[str, Any], list[str]]:
    """The figures of a file, and its errors a line each."""
    gold = pd.read_csv(path, keep_default_na=False)
    gold = gold[~gold["optional"] & gold["kind"].isin(_TABLES.values())]
    things = _things(path.with_name("articles.jsonl"))
    found = analysis_of_gold(path, settings).mentions
    keys = ["article_id", "start", "end"]
    both = gold.merge(found[[*keys, "entity_id", "kind"]], on=keys, suffixes=("", "_found"))
    thing = [
        things.get((kind, name.casefold()), name.casefold())
        for kind, name in zip(both["kind"], both["name"], strict=True)
    ]
    pairs = list(zip(both["kind"] + ":" + pd.Series(thing, index=both.index), both["entity_id"], strict=True))
    counts = Counter(pairs)
    right = sum(n * (n - 1) // 2 for n in counts.values())
    joined = sum(n * (n - 1) // 2 for n in Counter(entity for _, entity in pairs).values())
    wanted = sum(n * (n - 1) // 2 for n in Counter(one for one, _ in pairs).values())
    figures = {**scores(right, joined, wanted), "b_cubed": _b_cubed(counts), "mentions": len(pairs)}
    return {**figures, "not_matched": len(gold) - len(both)}, _errors(counts)


def _things(path: Path) -> Mapping[tuple[str, str], str]:
    """For each kind and name one name of the thing that it is."""
    names: dict[tuple[str, str], str] = {}
    for row in gold_rows(path):
        for table, kind in _TABLES.items():
            for thing in row[table]:
                keys = [(kind, name.casefold()) for name in thing]
                known = sorted({names[key] for key in keys if key in names})
                target = known[0] if known else thing[0].casefold()
                for key, old in list(names.items()):
                    if key[0] == kind and old in known:
                        names[key] = target
                names |= dict.fromkeys(keys, target)
    return names


def _b_cubed(counts: Counter[tuple[str, str]]) -> dict[str, float]:
    total = sum(counts.values())
    things, entities = Counter[str](), Counter[str]()
    for (thing, entity), n in counts.items():
        things[thing] += n
        entities[entity] += n
    precision = sum(n * n / entities[entity] for (_, entity), n in counts.items()) / total
    recall = sum(n * n / things[thing] for (thing, _), n in counts.items()) / total
    f1 = 2 * precision * recall / (precision + recall)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def _errors(counts: Counter[tuple[str, str]]) -> list[str]:
    by_entity, by_thing = defaultdict(list), defaultdict(list)
    for thing, entity in counts:
        by_entity[entity].append(thing)
        by_thing[thing].append(entity)
    errors = [
        f"wrongly joined in {entity}: {one} and {other}"
        for entity, things in by_entity.items()
        for one, other in combinations(sorted(things), 2)
    ]
    return errors + [
        f"not joined, {thing}: {', '.join(sorted(entities))}"
        for thing, entities in by_thing.items()
        if len(entities) > 1
    ]


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures as one line of JSON, last."""
    options = arguments(argv, __doc__, "MENTIONS.csv")
    report(*measure(options.path), show_errors=options.errors)


if __name__ == "__main__":
    main()
