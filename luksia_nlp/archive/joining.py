"""Shards -> the tables that people read: what is one thing over all articles, and who repeats whom.

No more than a shard is held at a time, beside what grows with the number of names and a few bytes for each
article.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from luksia_nlp.archive.current import Current
from luksia_nlp.archive.manifest import Manifest
from luksia_nlp.archive.resolving import Passes, rows_by_shard
from luksia_nlp.archive.shards import Shard, name_of, shards_of
from luksia_nlp.archive.storage import TEMPORARY, flush_to_disk, replace_folder, translated, write_json
from luksia_nlp.archive.stored import MANIFEST, TABLES
from luksia_nlp.entities import Resolution, load_aliases
from luksia_nlp.language.morphology import load_analyser
from luksia_nlp.reading.duplicates import WIDTH, first_of
from luksia_nlp.settings import Settings
from luksia_nlp.tables.article_rows import Row, unheld_row
from luksia_nlp.tables.entity_rows import entity_tables
from luksia_nlp.tables.frames import carried_column, carried_type, kind_of_value, table_of
from luksia_nlp.tables.provenance import settings_told
from luksia_nlp.tables.schemas import ENTITY_TABLES, SCHEMAS

_UNCHANGED = ("sentences", "themes", "article_themes")


def join(
    folder: Path, settings: Settings, manifest: Manifest, unseen: frozenset[int], tell: Callable[[str], None]
) -> dict[str, int]:
    """Bring an archive's tables up to date with its shards.

    The earlier tables are whole until the new ones are, and are replaced as a whole; where they are of the
    same shards and aliases, they are left as they are.

    Args:
        folder: The archive's folder; all its shards are finished.
        settings: The settings, of which `aliases` is used.
        manifest: The archive's manifest.
        unseen: Numbers of the keys that the last reading of the source did not see.
        tell: Called with a line of text before what takes time.

    Returns:
        Table -> its rows.

    Raises:
        OutputError: The tables cannot be written.
        SettingsError: The aliases file is wrong, or a shard was analysed another way.
    """
    aliases = load_aliases(settings.aliases)
    shards = [shard for shard in shards_of(folder) if shard.number <= manifest.settled]
    for shard in shards:
        manifest.refuse(shard.done().made_with)
    state = _state(shards, settings, unseen)
    if (n_rows := _rows_of(folder / TABLES / MANIFEST, state)) is not None:
        return n_rows
    current = Current(shards, unseen)
    new = folder / f"{TEMPORARY}{TABLES}"
    shutil.rmtree(new, ignore_errors=True)
    with translated(folder / TABLES):
        tell("Bringing people, organisations and places up to date")
        load_analyser()
        resolution = Resolution(Passes(shards, current, tell), aliases)
        tell("Looking for articles that repeat others")
        repeated = _Repeated(shards, current, resolution.broken)
        tell("Writing the tables")
        writer = _Writer(new, _carried_types(shards, current), resolution.broken)
        for shard, resolved in rows_by_shard(shards, current, resolution):
            writer.write_shard(shard, current, resolved, repeated.of(shard))
        writer.write_entities(entity_tables(resolution.facts()))
        if not shards:
            writer.write_empty()
        for place in new.iterdir():
            flush_to_disk(place)
        write_json(
            new / MANIFEST,
            {
                "made_with": {**manifest.made_with, "settings": settings_told(settings)},
                "carried": writer.carried,
                "n_rows": writer.n_rows,
                "state": state,
            },
        )
        replace_folder(new, folder / TABLES)
    return writer.n_rows


def _state(shards: Sequence[Shard], settings: Settings, unseen: Iterable[int]) -> str:
    """A digest of all that tables are made of."""
    digest = blake2b(digest_size=16)
    digest.update(repr([shard.number for shard in shards]).encode())
    digest.update(Path(settings.aliases).read_bytes() if settings.aliases else b"")
    digest.update(repr(sorted(unseen)).encode())
    return digest.hexdigest()


def _rows_of(path: Path, state: str) -> dict[str, int] | None:
    """The rows of the tables that are there, if they are of this state."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        return dict(values["n_rows"]) if values["state"] == state else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _carried_types(shards: Iterable[Shard], current: Current) -> dict[str, str]:
    """The types of the carried columns, by the kinds of all their values that count."""
    kinds: dict[str, set[str]] = {}
    for shard in shards:
        found = shard.done().carried if current.is_whole(shard) else _kinds_in(shard, current)
        for name, of_shard in found.items():
            kinds.setdefault(name, set()).update(of_shard)
    return {name: carried_type(found) for name, found in sorted(kinds.items())}


def _kinds_in(shard: Shard, current: Current) -> dict[str, set[str]]:
    """The kinds of values of each carried column in those articles of a shard that count."""
    kinds: dict[str, set[str]] = {}
    for text in current.table(shard, "articles", ["article_id", "carried"])["carried"].to_pylist():
        for name, value in json.loads(text).items():
            if value is not None:
                kinds.setdefault(name, set()).add(kind_of_value(value))
    return kinds


class _Repeated:
    """Which articles repeat an earlier one, exactly or nearly."""

    def __init__(self, shards: Sequence[Shard], current: Current, broken: Mapping[str, Exception]) -> None:
        self._starts: dict[int, int] = {}
        signatures = [np.zeros((0, WIDTH), "<u2")]
        exacts: list[bytes] = []
        for shard in shards:
            self._starts[shard.number] = len(exacts)
            table = current.table(shard, "articles", ["article_id", "signature", "exact"])
            found = b"".join(table["signature"].to_pylist())
            signatures.append(np.frombuffer(found, "<u2").reshape(-1, WIDTH))
            names = table["article_id"].to_pylist()
            exacts += [
                _alone(name) if name in broken else exact
                for name, exact in zip(names, table["exact"].to_pylist(), strict=True)
            ]
            for place in [place for place, name in enumerate(names) if name in broken]:
                signatures[-1] = signatures[-1].copy()
                signatures[-1][place] = 0  # compared exactly alone
        self._first = first_of(np.concatenate(signatures), exacts)
        self._names: dict[int, str] = {}
        wanted = np.unique(self._first[self._first >= 0])
        for shard in shards if len(wanted) else ():
            start = self._starts[shard.number]
            names = current.table(shard, "articles", ["article_id"])["article_id"].to_pylist()
            inside = wanted[(wanted >= start) & (wanted < start + len(names))]
            self._names |= {int(place): names[place - start] for place in inside}

    def of(self, shard: Shard) -> Callable[[int], str | None]:
        """For the place of an article within a shard, the identifier of the one that it repeats."""
        start = self._starts[shard.number]
        return lambda place: self._names.get(int(self._first[start + place]))


def _alone(article_id: str) -> bytes:
    """What stands for the words of an article that repeats none and that none repeats."""
    return blake2b(article_id.encode("utf-8"), digest_size=16, person=b"alone").digest()


class _Writer:
    """Writes the parts of tables."""

    def __init__(self, folder: Path, carried: Mapping[str, str], broken: Mapping[str, Exception]) -> None:
        self._folder, self._broken = folder, broken
        self.carried = dict(carried)
        self.n_rows = dict.fromkeys(SCHEMAS, 0)

    def write_shard(
        self,
        shard: Shard,
        current: Current,
        resolved: Mapping[str, Sequence[Row]],
        repeated: Callable[[int], str | None],
    ) -> None:
        """Write the parts of a shard's articles."""
        number = shard.number
        for name, rows in resolved.items():
            self._write(name, number, table_of(SCHEMAS[name], rows))
        raw = current.table(shard, "articles").to_pandas()
        raw["duplicate_of"] = pd.Series([repeated(place) for place in range(len(raw))], dtype="str")
        broken = raw["article_id"].isin(list(self._broken))
        failures = current.table(shard, "failures").to_pandas()
        failed = [
            unheld_row(row["article_id"], row["source"], self._broken[row["article_id"]])
            for _, row in raw[broken].iterrows()
        ]
        self._write("failures", number, pd.concat([failures, table_of(SCHEMAS["failures"], failed)]))
        self._write("articles", number, self._with_carried(raw[~broken]))
        for name in _UNCHANGED:
            if not broken.any() and current.is_whole(shard):
                self._link(name, shard)
            else:
                table = current.table(shard, name).to_pandas()
                self._write(name, number, table[~table["article_id"].isin(list(self._broken))])

    def write_entities(self, tables: Mapping[str, pd.DataFrame]) -> None:
        """Write the tables of what all articles name."""
        for name, table in tables.items():
            self._write(name, 1, table)

    def write_empty(self) -> None:
        """Write a part without rows of each table that has none."""
        for name, schema in SCHEMAS.items():
            if name not in ENTITY_TABLES:
                self._write(name, 1, table_of(schema, []))

    def _with_carried(self, raw: pd.DataFrame) -> pd.DataFrame:
        values = [json.loads(text) for text in raw["carried"]]
        own = raw[[column.name for column in SCHEMAS["articles"].columns]].reset_index(drop=True)
        for name, dtype in self.carried.items():
            own[name] = carried_column([one.get(name) for one in values], dtype)
        return own

    def _write(self, name: str, number: int, frame: pd.DataFrame) -> None:
        self.n_rows[name] += len(frame)
        table = pa.Table.from_pandas(frame, schema=self._schema(name), preserve_index=False)
        path = self._path(name, number)
        pq.write_table(table, path, compression="zstd")
        flush_to_disk(path)

    def _schema(self, name: str) -> pa.Schema:
        empty = table_of(SCHEMAS[name], [])
        for column, dtype in self.carried.items() if name == "articles" else ():
            empty[column] = carried_column([], dtype)
        return pa.Schema.from_pandas(empty, preserve_index=False)

    def _link(self, name: str, shard: Shard) -> None:
        """Have a part be the shard's own file; where the file system cannot do that, a copy."""
        source, target = shard.path(name), self._path(name, shard.number)
        try:
            os.link(source, target)
        except OSError:
            shutil.copyfile(source, target)
        self.n_rows[name] += int(pq.read_metadata(source).num_rows)

    def _path(self, name: str, number: int) -> Path:
        place = self._folder / name
        place.mkdir(parents=True, exist_ok=True)
        return place / f"{name_of(number)}.parquet"
