"""Base forms of names of one word and of many."""

from __future__ import annotations

import pytest

from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.names.base_forms import base_form_of_name, settled
from luksia_nlp.records import Article, Document, Mention, Token

_FEATS = {
    "Nom": {"Case": "Nom", "Number": "Sing"},
    "Gen": {"Case": "Gen", "Number": "Sing"},
    "All": {"Case": "All", "Number": "Sing"},
    "Ine": {"Case": "Ine", "Number": "Sing"},
    "Alls": {"Case": "All", "Number": "Plur"},
    "Noms": {"Case": "Nom", "Number": "Plur"},
    "Ine-kin": {"Case": "Ine", "Number": "Sing", "Clitic": "Kin"},
}


def _base(*words: str) -> tuple[str, str]:
    """The base form of a name whose words are given as `form/part of speech/case`."""
    told = [word.split("/") for word in words]
    tags = {form: (upos, _FEATS[case]) for form, upos, case in told}
    [document] = ScriptedEngine(tags=tags).documents([Article(" ".join(form for form, *_ in told), "1")])
    assert isinstance(document, Document)
    return base_form_of_name(document.tokens)


@pytest.mark.parametrize(
    ("words", "form"),
    [
        # What agrees with the last word goes to its base form with it.
        (("Punaiselle/ADJ/All", "Ristille/PROPN/All"), "Punainen Risti"),
        (("Kolmelle/NUM/All", "Ristille/PROPN/All"), "Kolme Risti"),
        (("Tälle/DET/All", "Ristille/PROPN/All"), "Tämä Risti"),
        # All else stays as it is.
        (("Punaiselle/NOUN/All", "Ristille/PROPN/All"), "Punaiselle Risti"),
        (("Punaisen/ADJ/Gen", "Ristille/PROPN/All"), "Punaisen Risti"),
        (("Punaiselle/ADJ/All", "Risteille/PROPN/Alls"), "Punaiselle Ristit"),
        (("Suuremmat/ADJ/Noms", "Sanomat/PROPN/Noms"), "Suuremmat Sanomat"),
        (("Helsingin/PROPN/Gen", "Sanomille/PROPN/Alls"), "Helsingin Sanomat"),
        # A plural is one whatever the tagger saw; what is only in the singular is none.
        (("Kymen/PROPN/Gen", "Sanomien/NOUN/Gen"), "Kymen Sanomat"),
        (("Kylän/PROPN/Gen", "Lohjalla/PROPN/Alls"), "Kylän Lohja"),
        # Comparatives and superlatives have base forms of their own.
        (("Korkeimmalle/ADJ/All", "Oikeudelle/NOUN/All"), "Korkein Oikeus"),
        (("Suuremmille/ADJ/Alls", "Sanomille/PROPN/Alls"), "Suuremmat Sanomat"),
        # A whole name of the table of places.
        (("Sri/PROPN/Nom", "Lankassa/PROPN/Ine"), "Sri Lanka"),
        # Doubtful names, and places that look like other words, are so only alone.
        (("Huffington/PROPN/Nom", "Postin/PROPN/Gen"), "Huffington Post"),
        (("Neste/PROPN/Nom", "Oilin/PROPN/Gen"), "Neste Oil"),
        (("Margareeta/PROPN/Nom", "II/NUM/Nom"), "Margareeta II"),
    ],
)
def test_names_of_several_words(words: tuple[str, ...], form: str) -> None:
    assert _base(*words)[0] == form


@pytest.mark.parametrize(
    ("word", "form"),
    [
        # A headline's capitals are taken off; an abbreviation keeps its own.
        ("YLEISRADIO/PROPN/Nom", "Yleisradio"),
        ("LUMIPUTKI/PROPN/Nom", "Lumiputki"),
        ("ZYRXEK/PROPN/Nom", "Zyrxek"),
        ("ZYRXE/PROPN/Nom", "ZYRXE"),
        ("AMKE/PROPN/Nom", "AMKE"),
        ("SAK/PROPN/Nom", "SAK"),
        # A name keeps its capital, and a common word that is none stays small.
        ("Opetusministeriölle/NOUN/All", "Opetusministeriö"),
        ("opetusministeriölle/NOUN/All", "opetusministeriö"),
        ("Hangossakin/PROPN/Ine-kin", "Hanko"),
        ("Sanomille/PROPN/Alls", "Sanomat"),
        ("Oy/PROPN/Nom", "Oy"),
        ("ICE/PROPN/Nom", "ICE"),
        ("XVI/NUM/Nom", "XVI"),
        ("Iihin/PROPN/Alls", "Ii"),
        ("Paavin/PROPN/Gen", "Paavi"),
    ],
)
def test_names_of_one_word(word: str, form: str) -> None:
    assert _base(word)[0] == form


def test_an_ending_that_was_parted_off_is_none_of_the_name() -> None:
    def tokens(*texts: str) -> list[Token]:
        """Tokens, apart where one has a space after it."""
        made, start = [], 0
        for text in texts:
            word = text.rstrip()
            tags = ("form", "PROPN", _FEATS["Nom"], 0, "flat:name")
            made.append(Token(start, start + len(word), word, word, *tags, space_after=word != text))
            start += len(text)
        return made

    assert base_form_of_name(tokens("Dubois", "’", "n"))[0] == "Dubois"
    assert base_form_of_name(tokens("Dubois ", "’", "n"))[0] != "Dubois"
    assert base_form_of_name(tokens("O", "’", "Hara"))[0] == "O’Hara"


def test_the_rule_tells_of_plurals() -> None:
    assert _base("Sanomille/PROPN/Alls") == ("Sanomat", "plural")
    form, rule = _base("Zyrxekeille/PROPN/Alls")  # of which the lexicon knows nothing
    assert rule != "plural"
    assert not form.endswith("t")


def _settled(*names: tuple[str, str, str]) -> list[str]:
    """The base forms of mentions, each given by its text, base form and rule, after all settled them."""
    mentions = [
        Mention("1", 0, 50 * i, 50 * i + len(text), text, "ORG", "organisation", form, None, rule)
        for i, (text, form, rule) in enumerate(names)
    ]
    return [mention.base_form for mention in settled(mentions)]


def test_a_plural_name_that_stands_somewhere_settles_its_other_forms() -> None:
    seen = ("Jäähait", "Jäähait", "form")
    assert _settled(seen, ("Jäähaille", "Jäähaille", "form")) == ["Jäähait", "Jäähait"]
    # Nobody knows of a plural that stands nowhere.
    assert _settled(("Jäähaille", "Jäähaille", "form")) == ["Jäähaille"]


def test_one_name_elsewhere_does_not_change_a_known_place_or_a_plural() -> None:
    turkka = ("Turkka", "Turkka", "lexicon")
    assert _settled(turkka, ("Turkissa", "Turkki", "lexicon")) == ["Turkka", "Turkki"]
    member = ("Perussuomalainen", "Perussuomalainen", "lexicon")
    party = ("Perussuomalaisten", "Perussuomalaiset", "lexicon")
    assert _settled(member, party)[1] == "Perussuomalaiset"


def test_a_name_before_a_legal_form_settles_others() -> None:
    long = ("Ravintola Zyrkamp Oy", "Ravintola Zyrkamp Oy", "form")
    assert _settled(long, ("Zyrkampin", "Zyrkamppi", "guesser"))[1] == "Zyrkamp"
    assert _settled(("Zyrkampin", "Zyrkamppi", "guesser")) == ["Zyrkamppi"]


def test_a_name_of_the_lexicon_that_stands_as_it_is_is_left() -> None:
    """Maria could be Mari in another case, and Mari stands there too."""
    lexicon = [
        (text, form, "lexicon") for text, form in (("Maria", "Maria"), ("Mari", "Mari"), ("Marin", "Mari"))
    ]
    assert _settled(*lexicon) == ["Maria", "Mari", "Mari"]


def test_a_guess_of_the_lexicon_gives_way_to_what_is_seen() -> None:
    assert _settled(("Zyrkamp", "Zyrkamp", "form"), ("Zyrkampin", "Zyrkamppi", "lexicon")) == [
        "Zyrkamp",
        "Zyrkamp",
    ]
