"""Choose the most frequent word forms and keep what the analyser says of them.

    python -m luksia_nlp.training.frequent_forms FILE ... --out word_forms.xz [--most N]

Counts the word forms of annotated or plain sentences, takes the N most frequent ones and those of the same in
small letters, and those that every first article asks for; writes them with their analyses and the
analyser's version.
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import metadata
from pathlib import Path

from luksia_nlp.language.frequent_forms import ANALYSIS_END, FORM_END
from luksia_nlp.language.morphology import LONGEST_WORD, asked_analyses
from luksia_nlp.resources import packaged
from luksia_nlp.training.commands import finished
from luksia_nlp.training.corpus import read_plain

_FORM = re.compile(r"[^\W\d_][\w:'’-]*")


def frequent_forms(texts: Iterable[str], most: int) -> list[str]:
    """The most frequent word forms of some texts and the same in small letters, in order of the alphabet.

    Args:
        texts: The texts.
        most: How many forms as they are written.

    Example:
        >>> frequent_forms(["Lohjalla satoi.", "Lohjalla paistoi."], 1)
        ['Lohjalla', 'lohjalla']
    """
    counts = Counter(form for text in texts for form in _FORM.findall(text) if len(form) <= LONGEST_WORD)
    chosen = [form for form, _ in sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:most]]
    return sorted({*chosen, *map(str.lower, chosen)})


def forms_at_start() -> set[str]:
    """The forms that the first article asks for, whatever it says: the words of well-known bodies' names.

    Example:
        >>> {"Unicef", "oikeus"} <= forms_at_start()
        True
    """
    lists = [names for names in packaged.toml("well_known.toml").values() if isinstance(names, list)]
    return {word for names in lists for name in names for word in name.split()}


def written(forms: Iterable[str]) -> bytes:
    """The forms with what the analyser says of each, as the package holds them.

    Args:
        forms: The forms.
    """
    lines = [metadata.version("pypykko")]
    lines += [f"{form}{FORM_END}{asked_analyses(form).replace(chr(10), ANALYSIS_END)}" for form in forms]
    return lzma.compress("\n".join(lines).encode("utf-8"), preset=9 | lzma.PRESET_EXTREME)


def main(argv: Sequence[str] | None = None) -> int:
    """Write the file; 0 where it went well."""
    parser = argparse.ArgumentParser(
        prog="python -m luksia_nlp.training.frequent_forms",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--most", type=int, default=40_000, metavar="N")
    options = parser.parse_args(argv)

    def work() -> None:
        texts = [text for path in options.files for text in read_plain(path)]
        forms = {*frequent_forms(texts, options.most), *forms_at_start()}
        options.out.write_bytes(written(sorted(forms)))

    return finished(work)


if __name__ == "__main__":
    raise SystemExit(main())
