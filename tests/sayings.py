"""Short texts, each in one form of saying, with what is quoted in it.

A piece is its kind (`direct` or `indirect`), its words, the name of who speaks (None where the text names
nobody) and the number of the piece that it carries on.
"""

from __future__ import annotations

from typing import NamedTuple

from luksia_nlp.records import QuoteKind


class Piece(NamedTuple):
    """One piece of what is said."""

    kind: QuoteKind
    text: str
    speaker: str | None
    continues: int | None


def _direct(text: str, speaker: str | None = "Aino Salo", continues: int | None = None) -> Piece:
    return Piece("direct", text, speaker, continues)


def _indirect(text: str, speaker: str | None = "Aino Salo", continues: int | None = None) -> Piece:
    return Piece("indirect", text, speaker, continues)


# Words after a dash: found by their marks alone, whatever the engine.
DASHES: dict[str, tuple[str, list[Piece]]] = {
    "dash, clause at the end": (
        "Rehtori Aino Salo avasi koulun.\n\n– Tilat ovat valoisat ja kauniit, Salo sanoi.",
        [_direct("Tilat ovat valoisat ja kauniit")],
    ),
    "hyphen": (
        "- Tilat ovat valoisat ja kauniit, sanoi rehtori Aino Salo.",
        [_direct("Tilat ovat valoisat ja kauniit")],
    ),
    "long dash": (
        "— Tilat ovat valoisat ja kauniit, sanoi rehtori Aino Salo.",
        [_direct("Tilat ovat valoisat ja kauniit")],
    ),
    "dash, no clause": (
        "Rehtori Aino Salo esitteli uutta koulua.\n\n– Täällä on hyvä opiskella.",
        [_direct("Täällä on hyvä opiskella.")],
    ),
    "dash, no clause, two paragraphs": (
        "Rehtori Aino Salo esitteli koulua.\n\n– Täällä on hyvä olla.\n\n– Oppilaatkin viihtyvät.",
        [_direct("Täällä on hyvä olla."), _direct("Oppilaatkin viihtyvät.")],
    ),
    "dash, clause in the middle": (
        "– Koulu on valmis, rehtori Aino Salo sanoo, mutta pihalla työt jatkuvat.",
        [_direct("Koulu on valmis"), _direct("mutta pihalla työt jatkuvat.", continues=0)],
    ),
    "dash, clause after the first sentence": (
        "– Koulu on valmis, sanoo rehtori Aino Salo. Oppilaat muuttavat sinne syksyllä.",
        [_direct("Koulu on valmis"), _direct("Oppilaat muuttavat sinne syksyllä.", continues=0)],
    ),
    "dash, several sentences": (
        "– Koulu on valmis. Se on myös kaunis. Piha on vielä kesken, rehtori Aino Salo sanoo.",
        [_direct("Koulu on valmis. Se on myös kaunis. Piha on vielä kesken")],
    ),
    "dash, cry": ("– Hienoa! huudahti rehtori Aino Salo.", [_direct("Hienoa!")]),
    "dash, question": (
        "– Kuka koulun maksaa? kysyi rehtori Aino Salo.",
        [_direct("Kuka koulun maksaa?")],
    ),
    "dash within a paragraph": (
        "Rehtori Aino Salo iloitsee. – Koulu on valmis, hän sanoo.",
        [_direct("Koulu on valmis")],
    ),
    "dash within a paragraph, no clause": (
        "Rehtori Aino Salo iloitsee uudesta koulusta. – Tilat ovat kauniit.",
        [_direct("Tilat ovat kauniit.")],
    ),
    "dash reopens": (
        "– Koulu on valmis, sanoo rehtori Aino Salo. – Oppilaat muuttavat sinne syksyllä.",
        [_direct("Koulu on valmis"), _direct("Oppilaat muuttavat sinne syksyllä.", continues=0)],
    ),
    "dash after a sentence of the writer's": (
        "– Koulu on valmis, sanoo rehtori Aino Salo. Hän painotti, että oppilaat odottavat muuttoa. "
        "– Tämä on hieno päivä.",
        [
            _direct("Koulu on valmis"),
            _indirect("oppilaat odottavat muuttoa"),
            _direct("Tämä on hieno päivä."),
        ],
    ),
    "dash after another sentence of the writer's": (
        "– Koulu on valmis, sanoo rehtori Aino Salo. Vieraat joivat kahvia. – Oppilaat tulevat syksyllä.",
        [_direct("Koulu on valmis"), _direct("Oppilaat tulevat syksyllä.")],
    ),
    "dash, clause in the paragraph before": (
        "Rehtori Aino Salo sanoi avajaisissa:\n\n– Koulu on valmis.",
        [_direct("Koulu on valmis.")],
    ),
    "dash, verb of no speech": (
        "– Nyt tanssitaan, rehtori Aino Salo virnistää.",
        [_direct("Nyt tanssitaan")],
    ),
    "dash, aside in the clause": (
        "– Koulu on valmis, rehtori Aino Salo, 45, sanoo.",
        [_direct("Koulu on valmis")],
    ),
    "dash, relative clause after the clause": (
        "– Koulu on valmis, sanoo Aino Salo, joka on koulun rehtori.",
        [_direct("Koulu on valmis")],
    ),
    "dash, perfect": (
        "– Koulu on valmis, rehtori Aino Salo on sanonut.",
        [_direct("Koulu on valmis")],
    ),
    "dash, question and answer": (
        "– Onko koulu valmis? kysyi toimittaja Eero Nieminen.\n\n– On se, vastasi rehtori Aino Salo.",
        [_direct("Onko koulu valmis?", "Eero Nieminen"), _direct("On se")],
    ),
    "dash, answer without a clause": (
        "Toimittaja Eero Nieminen haastatteli rehtori Aino Saloa.\n\n– Onko koulu valmis?\n\n– On se, ihan.",
        [_direct("Onko koulu valmis?", "Eero Nieminen"), _direct("On se, ihan.")],
    ),
    "interview": (
        "Mikä koulussa on parasta, rehtori Aino Salo?\n\n– Valo ja avarat tilat.",
        [_direct("Valo ja avarat tilat.")],
    ),
    "dash, clause within a clause": (
        "– Koulu, rehtori Aino Salo sanoo, on valmis.",
        [_direct("Koulu"), _direct("on valmis.", continues=0)],
    ),
    "dash without a space": ("–Koulu on valmis, sanoo rehtori Aino Salo.", [_direct("Koulu on valmis")]),
    "dash after one line break": (
        "Rehtori Aino Salo avasi koulun.\n– Tilat ovat kauniit, Salo sanoi.",
        [_direct("Tilat ovat kauniit")],
    ),
    "dash after line ends of another kind": (
        "Rehtori Aino Salo avasi koulun.\r\n\r\n– Tilat ovat kauniit, Salo sanoi.",
        [_direct("Tilat ovat kauniit")],
    ),
    "dash after a question of the writer's": (
        "Onko koulu jo valmis? – On se, vastaa rehtori Aino Salo.",
        [_direct("On se")],
    ),
    "dash after a cue and a colon": (
        "Rehtori Aino Salo kysyi avajaisissa: – Onko koulu valmis?",
        [_direct("Onko koulu valmis?")],
    ),
    "dash, cry before the last sentence": (
        "– Kyllä! Tule katsomaan, rehtori Aino Salo kehottaa.",
        [_direct("Kyllä! Tule katsomaan")],
    ),
    "dash, three dots": (
        "– Koulu on valmis... tai melkein, rehtori Aino Salo sanoo.",
        [_direct("Koulu on valmis... tai melkein")],
    ),
    "dash, range within": (
        "– Koulu on auki klo 9–15, sanoo rehtori Aino Salo.",
        [_direct("Koulu on auki klo 9–15")],
    ),
    "dash, aside within": (
        "– Koulu – se uusi – on valmis, sanoo rehtori Aino Salo.",
        [_direct("Koulu – se uusi – on valmis")],
    ),
    "dash, another takes the turn": (
        "– Koulu on valmis, sanoo Aino Salo.\n\nEero Nieminen nyökkää vieressä.\n\n– Niin on.",
        [_direct("Koulu on valmis"), _direct("Niin on.", "Eero Nieminen")],
    ),
    "dash, marks within": (
        "– Poika huusi ”apua” ja juoksi pihalle, rehtori Aino Salo kertoo.",
        [_direct("Poika huusi ”apua” ja juoksi pihalle")],
    ),
}

# Words between marks, likewise.
MARKS: dict[str, tuple[str, list[Piece]]] = {
    f"marks {marks}": (
        f"{marks[0]}Tilat ovat valoisat ja kauniit{marks[1]}, sanoo rehtori Aino Salo.",
        [_direct("Tilat ovat valoisat ja kauniit")],
    )
    for marks in ("””", '""', "»»", "«»", "»«", "‘’", "’’", "''", "“”", "„“", '”"', '“"')
} | {
    "marks, final mark within": (
        "”Tilat ovat valoisat!” sanoo rehtori Aino Salo.",
        [_direct("Tilat ovat valoisat!")],
    ),
    "marks, several sentences": (
        "”Koulu on valmis. Se on kaunis. Piha on kesken”, rehtori Aino Salo sanoo.",
        [_direct("Koulu on valmis. Se on kaunis. Piha on kesken")],
    ),
    "marks, not closed": ("”Koulu on valmis, sanoo rehtori Aino Salo.", [_direct("Koulu on valmis")]),
    "marks, not opened": ("Koulu on valmis”, sanoo rehtori Aino Salo.", [_direct("Koulu on valmis")]),
    "marks, two paragraphs": (
        "”Koulu on valmis. Se on kaunis.\n\n”Oppilaat muuttavat syksyllä”, rehtori Aino Salo sanoo.",
        [_direct("Koulu on valmis. Se on kaunis."), _direct("Oppilaat muuttavat syksyllä", continues=0)],
    ),
    "marks, clause in the middle": (
        "”Hyvä koulu”, rehtori Aino Salo sanoo, ”mutta kallis.”",
        [_direct("Hyvä koulu"), _direct("mutta kallis.", continues=0)],
    ),
    "marks, clause after the first sentence": (
        "”Koulu on valmis”, rehtori Aino Salo sanoo. ”Oppilaat muuttavat sinne syksyllä.”",
        [_direct("Koulu on valmis"), _direct("Oppilaat muuttavat sinne syksyllä.", continues=0)],
    ),
    "marks, cue before a colon": (
        "Rehtori Aino Salo sanoi: ”Koulu on valmis.”",
        [_direct("Koulu on valmis.")],
    ),
    "marks, clause in the paragraph before": (
        "Rehtori Aino Salo sanoi avajaisissa:\n\n”Koulu on valmis.”",
        [_direct("Koulu on valmis.")],
    ),
    "marks, no clause": (
        "Rehtori Aino Salo esitteli uutta koulua.\n\n”Täällä on hyvä opiskella.”",
        [_direct("Täällä on hyvä opiskella.")],
    ),
    "marks, no clause in the next paragraph": (
        "”Koulu on valmis”, sanoo rehtori Aino Salo.\n\n”Oppilaatkin viihtyvät.”",
        [_direct("Koulu on valmis"), _direct("Oppilaatkin viihtyvät.")],
    ),
    "marks, three paragraphs": (
        "”Koulu on valmis.\n\n”Piha on kesken.\n\n”Halli puuttuu”, sanoo rehtori Aino Salo.",
        [
            _direct("Koulu on valmis."),
            _direct("Piha on kesken.", continues=0),
            _direct("Halli puuttuu", continues=1),
        ],
    ),
    "marks, clause with a second verb": (
        "”En tiedä”, rehtori Aino Salo sanoo hymyillen ja jatkaa: ”Ehkä ensi vuonna.”",
        [_direct("En tiedä"), _direct("Ehkä ensi vuonna.", continues=0)],
    ),
    "marks, comma within": ("”Koulu on valmis,” sanoo rehtori Aino Salo.", [_direct("Koulu on valmis")]),
    "marks, cue before without a colon": (
        "Aino Salo kysyi ”Onko koulu valmis?”",
        [_direct("Onko koulu valmis?")],
    ),
    "marks, Näin sanoo": (
        "”Koulu on valmis.” Näin sanoo rehtori Aino Salo.",
        [_direct("Koulu on valmis.")],
    ),
    "marks in the title, name before": (
        "Rehtori Aino Salo: ”Koulu on valmis”\n\nLohjan koulu avattiin eilen.",
        [_direct("Koulu on valmis")],
    ),
    "marks in the title, said again": (
        "”Koulu on vihdoin valmis”\n\nRehtori Aino Salo avasi koulun. ”Koulu on vihdoin valmis”, hän sanoi.",
        [_direct("Koulu on vihdoin valmis"), _direct("Koulu on vihdoin valmis")],
    ),
    "marks, question": (
        "”Kuka koulun maksaa?” kysyi rehtori Aino Salo.",
        [_direct("Kuka koulun maksaa?")],
    ),
    "marks within marks": (
        "”Poika huusi ’apua’ ja juoksi pihalle”, rehtori Aino Salo kertoo.",
        [_direct("Poika huusi ’apua’ ja juoksi pihalle")],
    ),
}

# What stands between marks or dashes and is nobody's words, and cues that quote nobody.
NOTHING: dict[str, str] = {
    "ranges": "Koulu on auki klo 9–15, ja liput maksavat 5 – 10 euroa.",
    "list": "Mukaan tarvitaan nämä:\n\n- eväät\n- vesipullo\n- sadetakki",
    "list of sentences": "Retki alkaa.\n\nMuista nämä:\n\n- Ota eväät mukaan\n- Tule ajoissa\n- Pukeudu",
    "list with final marks": "Retki alkaa pian.\n\nSyö aamulla.\n\n– Ota eväät.\n– Tule ajoissa.\n– Pukeudu.",
    "aside": "Koulu – se uusi ja valoisa – avattiin maanantaina.",
    "dash at the end of a clause": "Koulu avattiin maanantaina – viimeinkin.",
    "scare quotes": "Koulun ”avajaisia” vietettiin ilman vieraita.",
    "scare quotes, single": "Koulun ’avajaisia’ vietettiin ilman vieraita.",
    "novel": "Kirjasto esitteli romaanin ”Talvi tulee taas”.",
    "song that somebody performs": "Yhtye esitti kappaleen ”Minä lähden nyt”.",
    "film": "Elokuva ”Se tulee taas” sai ensi-iltansa.",
    "play": "Teatterissa nähtiin eilen ”Lokki lentää etelään”.",
    "motto": "Koulun motto on ”Ketään ei jätetä yksin”.",
    "motto with a colon": "Koulun motto kuuluu: ”Ketään ei jätetä yksin.”",
    "words of thanks": "Rehtori Aino Salo kiittää ”kaikkia auttajia” avusta.",
    "description": "Rehtori Aino Salo kuvailee koulua ”valoisaksi”.",
    "sign": "Ovessa luki ”Suljettu remontin takia”.",
    "paper with a colon": "Oveen ripustettiin lappu: ”Palaan kohta.”",
    "shirt": "Rehtori Aino Salo esitteli paidan, jossa on teksti: ”Koulu kuuluu kaikille!”",
    "letter": "Museo sai lahjan.\n\n”Rakas ystävä, tule käymään.” Näin alkaa vanha kirje.",
    "term": "Käsite ”hiljainen tieto” on vanha.",
    "nickname": "Matti ”Masa” Virtanen voitti kilpailun.",
    "result of a game": "Ottelu päättyi 3–2 (1–1). Salo – Nieminen 6–4.",
    "list in paragraphs": "Esityslista:\n\n– talousarvio\n\n– koulun nimi\n\n– muut asiat",
    "apostrophe": "Raa’an työn tekijät vaa’an ääressä lepäsivät.",
    "headline of two parts": "Uusi koulu on valmis – oppilaat muuttavat\n\nLohjan uusi koulu avattiin eilen.",
    "law": "Lain mukaan koulu on suljettava.",
    "study": "Tutkimuksen mukaan oppilaat viihtyvät.",
    "figures": "Luvut kertovat, että koulu on täynnä.",
    "needs": "Ryhmät jaettiin iän ja tarpeen mukaan.",
    "takes along": "Aino Salo otti mukaansa eväät.",
    "does not tell why": "Rehtori Aino Salo ei kerro, miksi koulu suljettiin.",
    "has not told that": "Aino Salo ei ole kertonut, että koulu suljetaan.",
    "demands": "Aino Salo vaatii koulun avaamista.",
    "no report": "Rehtori Aino Salo tietää paljon ja kertoo mielellään.",
}

# What is told of somebody's words: by the engine's tags.
INDIRECT: dict[str, tuple[str, list[Piece]]] = {
    "mukaan at the beginning": ("Aino Salon mukaan koulu on valmis.", [_indirect("koulu on valmis")]),
    "mukaan in the middle": (
        "Koulu on Aino Salon mukaan valmis syksyllä.",
        [_indirect("Koulu on"), _indirect("valmis syksyllä", continues=0)],
    ),
    "mukaan at the end": (
        "Koulu on valmis syksyllä rehtori Aino Salon mukaan.",
        [_indirect("Koulu on valmis syksyllä")],
    ),
    "mukaan after brackets": ("Aino Salon (kok.) mukaan koulu on valmis.", [_indirect("koulu on valmis")]),
    "mukaan after an aside": ("Aino Salon, 45, mukaan koulu on valmis.", [_indirect("koulu on valmis")]),
    "mielestä": ("Rehtori Aino Salon mielestä koulu on kaunis.", [_indirect("koulu on kaunis")]),
    "hänen mielestään": (
        "Rehtori Aino Salo esitteli koulua. Hänen mielestään tilat ovat kauniit.",
        [_indirect("tilat ovat kauniit")],
    ),
    "mielestään": (
        "Aino Salo on mielestään ansainnut palkinnon.",
        [_indirect("Aino Salo on"), _indirect("ansainnut palkinnon", continues=0)],
    ),
    "hänen mukaansa": (
        "Rehtori Aino Salo esitteli koulua. Hänen mukaansa piha on vielä kesken.",
        [_indirect("piha on vielä kesken")],
    ),
    "heidän mukaansa": (
        "Aino Salo ja Eero Nieminen esittelivät koulua. Heidän mukaansa piha on vielä kesken.",
        [_indirect("piha on vielä kesken", None)],
    ),
    "poliisin tietojen mukaan": (
        "Poliisin tietojen mukaan autossa oli kaksi ihmistä.",
        [_indirect("autossa oli kaksi ihmistä", None)],
    ),
    "jonka mukaan": (
        "Koulua johtaa Aino Salo, jonka mukaan tilat ovat valmiit.",
        [_indirect("tilat ovat valmiit")],
    ),
    "että": (
        "Rehtori Aino Salo kertoo, että koulu avataan syksyllä.",
        [_indirect("koulu avataan syksyllä")],
    ),
    "ettei": (
        "Rehtori Aino Salo kertoi, ettei koulua suljeta.",
        [_indirect("ettei koulua suljeta")],
    ),
    "miten": (
        "Rehtori Aino Salo kertoi, miten koulu rakennettiin.",
        [_indirect("miten koulu rakennettiin")],
    ),
    "miksei": (
        "Rehtori Aino Salo ihmettelee, miksei koulua avata.",
        [_indirect("miksei koulua avata")],
    ),
    "onko": (
        "Aino Salo kysyi, onko koulu jo valmis.",
        [_indirect("onko koulu jo valmis")],
    ),
    "perfect": (
        "Aino Salo on kertonut, että koulu avataan syksyllä.",
        [_indirect("koulu avataan syksyllä")],
    ),
    "verb goes on": (
        "Aino Salo sanoi, että koulu on valmis, ja lähti kotiin.",
        [_indirect("koulu on valmis")],
    ),
    "two reports": (
        "Aino Salo kertoo, että koulu on valmis, ja Eero Nieminen sanoo, että piha on kesken.",
        [_indirect("koulu on valmis"), _indirect("piha on kesken", "Eero Nieminen")],
    ),
    "participle": (
        "Aino Salo arvioi koulun olevan valmis syksyllä.",
        [_indirect("koulun olevan valmis syksyllä")],
    ),
    "participle of a noun": (
        "Aino Salo arvioi hintojen nousevan ensi vuonna.",
        [_indirect("hintojen nousevan ensi vuonna")],
    ),
    "participle of another's words": (
        "Aino Salo kertoi Eero Niemisen sanoneen, että koulu on valmis.",
        [_indirect("Eero Niemisen sanoneen, että koulu on valmis")],
    ),
    "own participle": (
        "Aino Salo sanoo tulleensa kouluun jo aamulla.",
        [_indirect("tulleensa kouluun jo aamulla")],
    ),
    "own participle of the present": (
        "Aino Salo kertoo muuttavansa Lohjalle.",
        [_indirect("muuttavansa Lohjalle")],
    ),
    "essive": ("Aino Salo pitää uutta koulua tärkeänä.", [_indirect("uutta koulua tärkeänä")]),
    "essive with että": (
        "Aino Salo pitää tärkeänä, että koulu avataan syksyllä.",
        [_indirect("koulu avataan syksyllä")],
    ),
    "stance": (
        "Aino Salo on sitä mieltä, että koulu on kaunis.",
        [_indirect("koulu on kaunis")],
    ),
    "trailing clause": (
        "Koulu valmistuu syksyllä, rehtori Aino Salo kertoo.",
        [_indirect("Koulu valmistuu syksyllä")],
    ),
    "trailing clause, verb first": (
        "Koulu valmistuu syksyllä, arvioi Aino Salo.",
        [_indirect("Koulu valmistuu syksyllä")],
    ),
    "trailing clause after scare quotes": (
        "Koulun remontti on nyt ”loppusuoralla”, rehtori Aino Salo sanoo.",
        [_indirect("Koulun remontti on nyt ”loppusuoralla”")],
    ),
    "closing clause": (
        "Koulu valmistuu ensi syksynä. Näin kertoo rehtori Aino Salo.",
        [_indirect("Koulu valmistuu ensi syksynä")],
    ),
    "passive": (
        "Luksiasta kerrotaan, että koulu avataan syksyllä.",
        [_indirect("koulu avataan syksyllä", "Luksia")],
    ),
    "marks within": (
        "Aino Salon mukaan koulu on ”ihan valmis”.",
        [_indirect("koulu on ”ihan valmis”")],
    ),
    "marks around": (
        "Rehtori Aino Salo sanoo, että ”koulu on ihan valmis”.",
        [_indirect("koulu on ihan valmis")],
    ),
}

# Who speaks, in the words of the text.
SPEAKERS: dict[str, tuple[str, list[Piece]]] = {
    "full name": ("Aino Salo sanoo, että koulu on valmis.", [_indirect("koulu on valmis")]),
    "surname": (
        "Koulua johtaa Aino Salo. Nyt Salo kertoo, että tilat ovat kauniit.",
        [_indirect("tilat ovat kauniit")],
    ),
    "given name": (
        "Koulussa opiskelee Aino Salo. Aino kertoo, että tilat ovat kauniit.",
        [_indirect("tilat ovat kauniit")],
    ),
    "hän": (
        "Koulun rehtori on Aino Salo. Hän kertoo, että tilat ovat kauniit.",
        [_indirect("tilat ovat kauniit")],
    ),
    "hän, after another's words": (
        "– Koulu on valmis, sanoi Eero Nieminen.\n\n– Ei ole, sanoi Aino Salo.\n\n– Piha on, hän lisäsi.",
        [_direct("Koulu on valmis", "Eero Nieminen"), _direct("Ei ole"), _direct("Piha on")],
    ),
    "tämä": (
        "Eero Nieminen soitti Aino Salolle. Tämä sanoi, että koulu on valmis.",
        [_indirect("koulu on valmis")],
    ),
    "he": (
        "Aino Salo ja Eero Nieminen esittelivät koulua. He kertovat, että tilat ovat kauniit.",
        [_indirect("tilat ovat kauniit", None)],
    ),
    "title": (
        "Rehtori Aino Salo avasi koulun. Vieraita oli paljon. Rehtori kertoo, että tilat ovat kauniit.",
        [_indirect("tilat ovat kauniit")],
    ),
    "title of one of two": (
        "Rehtori Aino Salo ja opettaja Eero Nieminen tulivat. Rehtori kertoo, että tilat ovat kauniit.",
        [_indirect("tilat ovat kauniit")],
    ),
    "organisation": (
        "Opetushallitus tiedottaa, että hakuaika päättyy.",
        [_indirect("hakuaika päättyy", "Opetushallitus")],
    ),
    "organisation after marks": (
        "”Hakuaika päättyy pian”, Opetushallitus tiedottaa.",
        [_direct("Hakuaika päättyy pian", "Opetushallitus")],
    ),
    "company as yhtiö": (
        "Lumiputki Oy rakentaa tehtaan. Yhtiö kertoo, että työt alkavat keväällä.",
        [_indirect("työt alkavat keväällä", "Lumiputki Oy")],
    ),
    "ministry as ministeriö": (
        "Sisäministeriö valmistelee lakia. Ministeriö kertoo, että esitys annetaan keväällä.",
        [_indirect("esitys annetaan keväällä", "Sisäministeriö")],
    ),
    "municipality as kaupunki": (
        "Lohjan kaupunki rakentaa koulun. Kaupungin mukaan työt alkavat keväällä.",
        [_indirect("työt alkavat keväällä", "Lohjan kaupunki")],
    ),
    "role in the genitive": (
        "Koulua johtaa rehtori Aino Salo. Rehtorin mukaan tilat ovat kauniit.",
        [_indirect("tilat ovat kauniit")],
    ),
    "group in the genitive": (
        "Aino Salo avasi koulun. Opiskelijoiden mielestä tilat ovat kauniit.",
        [_indirect("tilat ovat kauniit", None)],
    ),
    "group of the essive": (
        "Aino Salo avasi koulun. Asukkaat pitävät sitä tärkeänä.",
        [_indirect("sitä tärkeänä", None)],
    ),
    "long title": (
        "– Koulu on valmis, sanoo Luksian kuntayhtymän johtaja Timo Hakkarainen.",
        [_direct("Koulu on valmis", "Timo Hakkarainen")],
    ),
    "group": (
        "Aino Salo avasi koulun. Opiskelijat kertovat, että tilat ovat kauniit.",
        [_indirect("tilat ovat kauniit", None)],
    ),
    "group after marks": (
        "”Tilat ovat kauniit”, opiskelijat sanovat.",
        [_direct("Tilat ovat kauniit", None)],
    ),
    "hän after somebody without a name": (
        "Aino Salo avasi koulun. Mies kertoi, että juna oli myöhässä. Hän sanoi, että matka oli pitkä.",
        [_indirect("juna oli myöhässä", None), _indirect("matka oli pitkä", None)],
    ),
    "named within the words": (
        "Aino Salo avasi koulun.\n\n– Eero Nieminen rakensi sen. Se on kaunis, hän sanoo.",
        [_direct("Eero Nieminen rakensi sen. Se on kaunis")],
    ),
    "nobody": (
        "– Koulu on valmis. Siellä on kaunista.",
        [_direct("Koulu on valmis. Siellä on kaunista.", None)],
    ),
}
