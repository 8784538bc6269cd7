"""Tables that can write themselves: to Parquet and CSV files, to a SQLite file, to an Excel workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from luksia_nlp.tables.pieces import Pieces, pieces_of, without_texts
from luksia_nlp.tables.storage import write_tables


@dataclass(frozen=True, repr=False, eq=False)
class WritableTables:
    """Tables, and the ways to write them.

    Args:
        tables: Table name -> table, all of `luksia_nlp.tables.schemas.SCHEMAS`.
        made_with: What made the tables: the engine, the versions of what decides the results, the settings.
    """

    tables: Mapping[str, pd.DataFrame]
    made_with: Mapping[str, str] = field(default_factory=dict)

    def to_parquet(self, folder: str | Path, overwrite: bool = False) -> None:
        """Write each table to a Parquet file in a folder, which is made where it is not there.

        Args:
            folder: Where to.
            overwrite: Whether the tables of an earlier analysis that lie there are removed.

        Raises:
            OutputError: The folder cannot be made or written to, or holds an earlier analysis.

        Example:
            >>> import tempfile
            >>> from luksia_nlp import Analysis, analyze
            >>> kansio = tempfile.mkdtemp()
            >>> analyze("Lohjalla satoi.").to_parquet(kansio)
            >>> list(Analysis.read(kansio).places["name"])
            ['Lohja']
        """
        write_tables(Path(folder), "parquet", self._pieces(True), overwrite)

    def to_csv(
        self, folder: str | Path, overwrite: bool = False, *, excel: bool = False, texts: bool = True
    ) -> None:
        """Write each table to a CSV file in a folder, which is made where it is not there.

        The files are for programs: UTF-8, commas, every text as it is. For a spreadsheet ask for `excel`,
        which no text in them can make run a formula; `Analysis.read` reads both back.

        Args:
            folder: Where to.
            overwrite: Whether the tables of an earlier analysis that lie there are removed.
            excel: Whether to write what Excel opens where numbers have a comma, as in Finland: semicolons,
                decimal commas, a mark of byte order; a text that Excel would run as a formula has an
                apostrophe before it.
            texts: Whether the articles' texts are written; without them `Analysis.read` cannot read it back.

        Raises:
            OutputError: The folder cannot be made or written to, or holds an earlier analysis.

        Example:
            >>> import tempfile
            >>> from luksia_nlp import analyze
            >>> kansio = tempfile.mkdtemp()
            >>> analyze("Lohjalla satoi.").to_csv(kansio)
            >>> (Path(kansio) / "places.csv").read_text(encoding="utf-8").splitlines()[1][:45]
            'place-lohja,Lohja,1,1,0,,,,municipality,Lohja'
        """
        write_tables(Path(folder), "excel" if excel else "csv", self._pieces(texts), overwrite)

    def to_excel(self, path: str | Path, overwrite: bool = False, *, texts: bool = True) -> None:
        """Write the tables to an Excel workbook, a sheet each.

        What a sheet or cell cannot hold goes on in a second sheet or is cut, and a `LuksiaWarning` tells.

        Args:
            path: The workbook, `.xlsx`.
            overwrite: Whether a file that is there is replaced.
            texts: Whether the articles' texts are written.

        Raises:
            OutputError: The file cannot be written, or is there already.

        Example:
            >>> import tempfile
            >>> from luksia_nlp import analyze
            >>> tiedosto = Path(tempfile.mkdtemp()) / "tulokset.xlsx"
            >>> analyze("Lohjalla satoi.").to_excel(tiedosto)
            >>> tiedosto.exists()
            True
        """
        from luksia_nlp.tables.excel import write_excel  # only who writes a workbook needs what writes it

        write_excel(Path(path), self._pieces(texts), overwrite)

    def to_sqlite(self, path: str | Path, overwrite: bool = False, *, texts: bool = True) -> None:
        """Write the tables to a SQLite file, with keys, indexes, views and a search in base forms.

        Args:
            path: The file, such as `tulokset.sqlite`.
            overwrite: Whether a file that is there is replaced.
            texts: Whether the articles' texts are written, and can be searched.

        Raises:
            OutputError: The file cannot be written, or is there already.

        Example:
            >>> import sqlite3, tempfile
            >>> from luksia_nlp import analyze
            >>> tiedosto = Path(tempfile.mkdtemp()) / "tulokset.sqlite"
            >>> analyze("Kouluissa luetaan. Lohjalla satoi.").to_sqlite(tiedosto)
            >>> haku = "SELECT text FROM sentences_fts WHERE sentences_fts MATCH 'koulu'"
            >>> yhteys = sqlite3.connect(tiedosto)
            >>> yhteys.execute(haku).fetchall()
            [('Kouluissa luetaan.',)]
            >>> yhteys.close()
        """
        from luksia_nlp.tables.sqlite import write_sqlite  # not every Python has SQLite

        write_sqlite(Path(path), self._pieces(texts), overwrite)

    def _pieces(self, texts: bool) -> Pieces:
        pieces = pieces_of(self.tables, self.made_with)
        return pieces if texts else without_texts(pieces)
