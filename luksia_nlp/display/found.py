"""What was found in one article, as marks in its text and as rows to read beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from luksia_nlp.display.marks import Mark
from luksia_nlp.display.rows import rows_of, text_of
from luksia_nlp.display.wording import Language, decimal, wording
from luksia_nlp.views import in_one_line

Tables = Mapping[str, pd.DataFrame]
_WORDS = "display.toml"
# A paragraph ends with its line: what is one line in the text is never made two, nor two lines one.
_PARAGRAPH = re.compile(r"[^\r\n]*\S[^\r\n]*")
# Columns of a row of what was found for people to read, each called by its own word.
COLUMNS = ("text", "what", "whose", "base_form", "evidence", "score")


def found_in(tables: Tables, language: Language) -> pd.DataFrame:
    """Everything that was found in some articles, in order of their text.

    Args:
        tables: Table name -> table, of these articles alone.
        language: `"fi"` or `"en"`.

    Returns:
        A row per mention, piece of a quote and theme hit, with `article_id`, `start`, `end`, `kind` (as
        `Mark` has it), `counts`, and the columns of `COLUMNS`, which are for people to read.

    Raises:
        SettingsError: The language is neither.
    """
    words = wording(_WORDS, language)
    rows = [
        *_mentions(tables["mentions"], words),
        *_quotes(tables["quotes"], words),
        *_themes(tables["themes"], words),
    ]
    columns = ["article_id", "start", "end", "kind", "counts", *COLUMNS]
    found = pd.DataFrame(rows, columns=columns)
    found["score"] = [decimal(score, language) for score in found["score"]]
    order = ["article_id", "start", "end"]  # of those that begin together the longest first, around the rest
    return found.sort_values(order, ascending=[True, True, False], kind="stable", ignore_index=True)


def marks_of(found: pd.DataFrame, full_text: str, title: object, is_short: bool = False) -> list[Mark]:
    """The marks of one article.

    Args:
        found: Its rows of `found_in`.
        full_text: The text that was analysed.
        title: Its headline, if it has one.
        is_short: Whether notes say only what or whose the marked words are.
    """
    return [
        *_blocks(full_text, title),
        *(
            Mark(row.start, row.end, row.kind, row.whose if is_short else _note(row), row.counts)
            for row in rows_of(found)
        ),
    ]


def _blocks(full_text: str, title: object) -> Iterator[Mark]:
    """The headline, of one line or more, and the paragraphs of a text."""
    paragraphs = list(_PARAGRAPH.finditer(full_text))
    ends = (one.end() for one in paragraphs if in_one_line(full_text[: one.end()]).strip() == title)
    end_of_title = next(ends, 0)
    for paragraph in paragraphs:
        kind = "title" if paragraph.end() <= end_of_title else "paragraph"
        yield Mark(paragraph.start(), paragraph.end(), kind)


def _note(row: Any) -> str:
    told = (row.what, row.whose, row.base_form, row.evidence, row.score)
    return " · ".join(dict.fromkeys(part for part in told if part))


def _mentions(mentions: pd.DataFrame, words: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for row in rows_of(mentions):
        yield {
            **_place(row),
            "kind": row.kind,
            "counts": True,
            "what": words[row.kind],
            "whose": row.name,
            "base_form": row.base_form,
            "evidence": _joined([row.base_form_rule, row.kind_rule, row.joined_by]),
            "score": row.score,
        }


def _quotes(quotes: pd.DataFrame, words: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for row in rows_of(quotes):
        speaker = text_of(row.speaker) or text_of(row.speaker_text) or words["unknown_speaker"]
        cue = text_of(row.cue_base_form)
        yield {
            **_place(row),
            "kind": "quote",
            "counts": True,
            "what": f"{words['quote']}, {words[row.kind]}",
            "whose": speaker,
            "base_form": "",
            "evidence": _joined([row.rule, f"{words['cue']} {cue}" if cue else ""]),
            "score": row.score,
        }


def _themes(themes: pd.DataFrame, words: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for row in rows_of(themes):
        reason = text_of(row.not_counted)
        not_counted = f"{words['not_counted']}: {reason}" if reason else ""
        matched = text_of(row.matched)
        yield {
            **_place(row),
            "kind": "theme",
            "counts": not reason,
            "what": words["theme"],
            "whose": row.theme,
            "base_form": row.lemma,
            "evidence": _joined([row.evidence, matched if matched != row.lemma else "", not_counted]),
            "score": row.score,
        }


def _place(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("article_id", "start", "end", "text")}


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(part for part in parts if part))
