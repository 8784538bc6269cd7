"""The questions of `luksia-nlp themes teach`: sentences shown one by one, and the answers to them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from luksia_nlp.themes.lessons import ThemeLesson

_ANSWERS = {
    **dict.fromkeys(("k", "kyllä", "y", "yes"), "yes"),
    **dict.fromkeys(("e", "ei", "n", "no"), "no"),
    **dict.fromkeys(("s", "skip"), "skip"),
    **dict.fromkeys(("q", "quit"), "quit"),
}
_KEYS = "k or y: yes, e or n: no, s: skip, q: stop"


def answers_to(lesson: ThemeLesson) -> dict[int, bool]:
    """Ask about each sentence of a lesson on standard output; read the answers from standard input.

    Args:
        lesson: The lesson.

    Returns:
        The answers by the number of their question. The end of the input ends the questions, and what was
        answered until then is kept.
    """
    answers: dict[int, bool] = {}
    themes = {theme.id: theme for theme in lesson.themes}
    shown = None
    print(f"Does the sentence speak for the theme? ({_KEYS})", flush=True)
    for number, row in enumerate(lesson.questions.to_dict("records")):
        if row["theme"] != shown:
            shown, theme = row["theme"], themes[row["theme"]]
            print(f"\n{theme.name.upper()}  {theme.description}".rstrip(), flush=True)
        place = f"{number + 1} of {len(lesson.questions)}"
        print(f"\n{place}  {row['theme']}  {row['kind']}  {row['evidence']}  {row['score']:.2f}")
        print(f"    {row['sentence']}", flush=True)
        answer = _answer()
        if answer == "quit":
            break
        if answer != "skip":
            answers[number] = answer == "yes"
    print(flush=True)
    return answers


def _answer() -> str:
    while True:
        print("  k/e/s/q: ", end="", flush=True)
        line = sys.stdin.readline()
        if not line:
            return "quit"
        if answer := _ANSWERS.get(line.strip().casefold()):
            return answer
        print(f"  {line.strip()!r} is no answer; {_KEYS}", flush=True)
