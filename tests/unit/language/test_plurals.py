"""Plurals found among candidates by the real analyser."""

from __future__ import annotations

import subprocess
import sys

import pytest

from luksia_nlp.language.plurals import nominative_plural


@pytest.mark.parametrize(
    ("lemma", "plural"),
    [
        ("kärppä", "kärpät"),
        ("Sanoma", "Sanomat"),
        ("Virtanen", "Virtaset"),
        ("joki", "joet"),
        ("Onni", "Onnit"),
        ("Dawkins", "Dawkinsit"),
        ("Lahti", "Lahdet"),
        ("aalto", "aallot"),
        ("ilves", "ilvekset"),
        ("asukas", "asukkaat"),
        ("kallis", "kalliit"),
        ("mies", "miehet"),
        ("aloite", "aloitteet"),
        ("lähde", "lähteet"),
        ("avain", "avaimet"),
        ("Koulutus", "Koulutukset"),
        ("vapaus", "vapaudet"),
        ("käsi", "kädet"),
        ("uni", "unet"),
        ("eloonjäänyt", "eloonjääneet"),
        ("kuningatar", "kuningattaret"),
        ("lisäaika", "lisäajat"),
        ("poliisilähde", "poliisilähteet"),
        ("askel", "askelet"),
        ("xyzzy", None),
        ("a", None),
    ],
)
def test_plural(lemma: str, plural: str | None) -> None:
    found = nominative_plural(lemma)
    assert (found and found.lower()) == (plural and plural.lower())


def test_plurals_need_no_generator() -> None:
    """Its tables take as much memory as the analyser's."""
    code = (
        "import sys; from luksia_nlp.language.plurals import nominative_plural; nominative_plural('sanoma'); "
        "print('pypykko.generate' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
