"""What is said: which pieces are one quote, and which theme hits stand in one."""

from __future__ import annotations

import pandas as pd

# How the rule of a piece ends whose words a headline repeats from the text.
REPEATED = ", repeated"
# A sentence that was found by what it means is a quote's, theme and all, where more than this part of it is.
_MOST = 0.5


def n_quotes(quotes: pd.DataFrame) -> int:
    """How many quotes there are: the pieces of one are one, what a headline repeats is none.

    Args:
        quotes: The table `quotes`, or rows of it.

    Example:
        >>> n_quotes(pd.DataFrame({"continues": [None, "1:0"], "rule": ["dash, name"] * 2}))
        1
    """
    return int(said_once(quotes)["continues"].isna().sum())


def said_once(quotes: pd.DataFrame) -> pd.DataFrame:
    """The pieces of quotes without those that a headline repeats from the text.

    Args:
        quotes: The table `quotes`, or rows of it.

    Example:
        >>> palat = pd.DataFrame({"rule": ["dash, name", "marks, name, repeated"]})
        >>> len(said_once(palat))
        1
    """
    return quotes[~quotes["rule"].str.endswith(REPEATED)]


def first_pieces(quotes: pd.DataFrame) -> pd.Series[str]:
    """For each piece the `quote_id` of the first piece of its quote, which tells one quote from another.

    Args:
        quotes: The table `quotes`, or rows of it.

    Example:
        >>> osat = pd.DataFrame({"quote_id": ["1:0", "1:1", "1:2"], "continues": [None, "1:0", "1:1"]})
        >>> list(first_pieces(osat))
        ['1:0', '1:0', '1:0']
    """
    before = dict(zip(quotes["quote_id"], quotes["continues"], strict=True))
    first: dict[str, str] = {}
    for piece in before:
        chain = [piece]
        while chain[-1] not in first:
            earlier = before.get(chain[-1])
            if not isinstance(earlier, str) or earlier in chain:
                break
            chain.append(earlier)
        first.update(dict.fromkeys(chain, first.get(chain[-1], chain[-1])))
    return quotes["quote_id"].map(first).astype("str")


def said_themes(quotes: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    """The theme hits that count and stand in what somebody says.

    Words are said where their first and their last character are in pieces of one quote. A hit of
    `similarity` is a whole sentence, and who says it often stands in it, too: it is said where a quote's
    pieces make up more than half of it.

    Args:
        quotes: The table `quotes`.
        themes: The table `themes`.

    Returns:
        A row per hit and quote: `quote` (the identifier of its first piece), `article_id`, `sentence_id`,
        `theme`.
    """
    pieces = pd.DataFrame(
        {
            "article_id": quotes["article_id"],
            "quote": first_pieces(quotes),
            "piece_start": quotes["start"],
            "piece_end": quotes["end"],
        }
    )
    counted = themes.loc[themes["not_counted"].isna()].reset_index(names="hit")
    both = counted.merge(pieces, on="article_id")
    ends, starts = both[["end", "piece_end"]].min(axis=1), both[["start", "piece_start"]].max(axis=1)
    both["shared"] = (ends - starts).clip(lower=0)
    both["begins"] = (both["piece_start"] <= both["start"]) & (both["start"] < both["piece_end"])
    both["closes"] = (both["piece_start"] < both["end"]) & (both["end"] <= both["piece_end"])
    both["length"] = both["end"] - both["start"]
    found = both.groupby(["hit", "quote"], as_index=False).agg(
        {"article_id": "first", "sentence_id": "first", "theme": "first", "evidence": "first"}
        | {"shared": "sum", "length": "first", "begins": "any", "closes": "any"}
    )
    in_sentence = found["shared"] > _MOST * found["length"]
    in_words = found["begins"] & found["closes"]
    said = in_sentence.where(found["evidence"] == "similarity", in_words)
    return found.loc[said, ["quote", "article_id", "sentence_id", "theme"]].reset_index(drop=True)
