"""Quotes as a script finds them: words in marks, and who says them in so many words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from luksia_nlp.records import Document, Mention, Quote

# ”Sataa”, sanoo rehtori Aino Salo. Without the words after it, a quote carries on the one before it.
_QUOTE = re.compile(r"”(?P<text>[^”]*)”(?:, (?P<cue>sanoo) (?P<speaker>[\w ]+))?")


def scripted_quotes(document: Document, mentions: Sequence[Mention]) -> list[Quote]:
    """What is said in a document by a script's rules: real records, whatever quotes are found elsewhere."""
    starts = [sentence.start for sentence in document.sentences]
    at = {mention.start: mention.start for mention in mentions}
    found: list[Quote] = []
    for number, match in enumerate(_QUOTE.finditer(document.text)):
        has_cue, before = match["cue"] is not None, found[-1] if found else None
        carries_on = None if has_cue or before is None else before
        found.append(
            Quote(
                document.article.article_id or "",
                bisect_right(starts, match.start("text")) - 1,
                number,
                "direct",
                match.start("text"),
                match.end("text"),
                match["text"],
                None if carries_on is None else carries_on.number,
                match["cue"],
                match.start("cue") if has_cue else None,
                "sanoa" if has_cue else None,
                match["speaker"],
                match.start("speaker") if has_cue else None,
                at.get(match.start("speaker")) if carries_on is None else carries_on.speaker_mention,
                0.9 if has_cue else 0.5,
                "scripted",
            )
        )
    return found
