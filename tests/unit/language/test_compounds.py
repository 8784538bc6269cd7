from __future__ import annotations

from luksia_nlp.language.compounds import compound_ends


def test_compound_ends_of_words_that_are_known_and_unknown() -> None:
    known = compound_ends("vetovoimatekijä")
    assert {"veto", "vetovoima", "voimatekijä", "tekijä"} <= set(known)
    assert "vetov" not in known
    assert {"vetovoima", "zyr"} <= set(compound_ends("zyrvetovoima"))
    assert {"vetovoima", "ajattelu"} <= set(compound_ends("vetovoima-ajattelu"))
    # Rests of fewer than three letters are endings.
    assert {"zy", "oma"} & set(compound_ends("zyrvetovoima")) == set()
    assert compound_ends("voima") == ()
    assert compound_ends("talo") == ()
