"""Train Stanza models for Finnish with Stanza's own training code.

    python -m tests.stanza_training CORPORA FOLDER [--sizes small|default] [--steps N]

CORPORA holds `ud-finnish-tdt/dev.conllu` (tokens, multi-word tokens, tags, base forms, syntax) and
`turku-one/{train,dev}.tsv` (names). FOLDER gets one folder a processor with one model each, which
`Settings(engine="stanza", model=FOLDER)` reads.

`small`: what `tests/data/stanza` holds, a few megabytes, some fifteen minutes on two cores. Nine of ten
sentences are trained on, the last tenth chooses the best state; they are no good models, but real ones.
`default`: the sizes of Stanza's published models, with character language models and word vectors beside
them (250,000 words, their vectors random), trained for a step or two: what such a pipeline costs, not what
it knows. `tests.benchmarks.engine_speed` measures it.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_LANGUAGE, _TREEBANK = "fi", "fi_tdt"
# Of each corpus, the last tenth of its sentences chooses the best state.
_TRAINED_SHARE = 0.9
# The treebank's part has eighteen multi-word tokens; a sentence with one is repeated, else none is learned.
_REPEATED = 12
# Sentences of our own for those that the part lacks, each token with its words after an equals sign.
_OWN_MULTI_WORD = """
Ellei=jos+ei sada , lähdemme retkelle .
Ellei=jos+ei kukaan vastusta , asia on päätetty .
Miksei=miksi+ei koulu auennut maanantaina ?
Miksei=miksi+ei tästä puhuta enemmän ?
Ettei=että+ei kukaan jäisi ulkopuolelle , kunta avasi neuvonnan .
Vaikkei=vaikka+ei rahaa ole , työ jatkuu .
Muttei=mutta+ei se riitä .
Johtaja kysyi , miksei=miksi+ei kukaan tullut .
Luokkaa ei avata , ellei=jos+ei hakijoita ole kymmentä .
Emme tule , ellemme=jos+emme ehdi .
En lähde , ellen=jos+en saa kyytiä .
Et pääse , ellet=jos+et ilmoittaudu ajoissa .
He eivät maksa , elleivät=jos+eivät he saa laskua .
Rehtori sanoi , etteivät=että+eivät opettajat väsy .
Toivon , ettette=että+ette pety .
Lupasimme , ettemme=että+emme myöhästy .
Sanoit , ettet=että+et osaa .
Hän kulkee hiljaa , jottei=jotta+ei kukaan herää .
Kysyin , mikseivät=miksi+eivät he lähde .
Se oli kallis , muttei=mutta+ei kaunis .
"""
# Sentences of TurkuONE for the small model of names, which keeps a vector for each word of theirs.
_SMALL_NAMES, _NAMES_DEV = 4_000, 500
_DIMENSIONS = 100  # of the vectors, as published


@dataclass(frozen=True)
class _Sizes:
    """Arguments of Stanza's trainers beyond its defaults, and how many steps each takes."""

    tokenizer: tuple[str, ...] = ()
    expander: tuple[str, ...] = ()
    tagger: tuple[str, ...] = ()
    lemmatizer: tuple[str, ...] = ()
    parser: tuple[str, ...] = ()
    ner: tuple[str, ...] = ()
    steps: tuple[int, int, int, int] = (1, 1, 1, 1)  # tokenizer, tagger, parser, names
    epochs: int = 1  # expander, lemmatizer
    vectors: int = 0  # words with vectors beside them; with any, there are character language models too
    charlm: tuple[str, ...] = ()


def _given(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_WORDS = "--no_pretrain --word_emb_dim 32 --word_cutoff 3 --char_emb_dim 32 --char_hidden_dim 80"
# Networks so small are held back by as much dropout as Stanza's own sizes need.
_BIAFFINE = "--hidden_dim 80 --transformed_dim 40 --deep_biaff_hidden_dim 48 --dropout 0.2 --word_dropout 0.2"
SIZES = {
    "small": _Sizes(
        tokenizer=_given("--dropout 0.2 --unit_dropout 0.1"),
        expander=_given("--hidden_dim 40 --emb_dim 20"),
        tagger=_given(
            f"{_WORDS} {_BIAFFINE} --composite_deep_biaff_hidden_dim 16 --tag_emb_dim 16 --batch_size 32"
        ),
        lemmatizer=_given("--hidden_dim 80 --emb_dim 32 --pos_dim 32"),
        parser=_given(f"{_WORDS} {_BIAFFINE} --num_layers 2 --deep_biaff_output_dim 40 --batch_size 800"),
        ner=_given("--no_pretrain --word_emb_dim 16 --hidden_dim 80 --char_emb_dim 32 --char_hidden_dim 64"),
        steps=(3_000, 4_000, 2_000, 3_000),
        epochs=12,
    ),
    # Long enough that tokens, trees and base forms are of sensible shapes, since time depends on them.
    "default": _Sizes(
        tokenizer=_given("--dropout 0.2 --unit_dropout 0.1"),
        tagger=_given("--batch_size 32"),
        parser=_given("--batch_size 800"),
        steps=(3_000, 150, 150, 150),
        epochs=3,
        vectors=250_000,  # as many as in those that Stanza publishes for Finnish (conll17)
    ),
}


def train(corpora: Path, folder: Path, sizes: _Sizes, steps: int | None = None) -> None:
    """Train every processor's model.

    Args:
        corpora: The folder of the corpora.
        folder: Where the models go; the prepared data lies in its `work`.
        sizes: How large the models are and how long they are trained.
        steps: The most steps and epochs, fewer than the sizes say; None for as many as they say.
    """
    import torch

    torch.set_num_threads(1)  # these networks are so small that more would only wait for each other
    work = folder / "work"
    work.mkdir(parents=True, exist_ok=True)
    most = [min(number, steps or number) for number in (*sizes.steps, sizes.epochs)]
    treebank = _read_treebank(corpora / "ud-finnish-tdt" / "dev.conllu")
    data = _prepare_treebank(treebank, work)
    beside = _train_beside(data["train.txt"], folder, treebank, sizes) if sizes.vectors else _Beside()
    _train_tokenizer(data, folder, sizes, most[0])
    _train_expander(data, folder, sizes, most[4])
    _train_tagger(data, folder, [*sizes.tagger, *beside.arguments()], most[1])
    _train_lemmatizer(data, folder, sizes, most[4])
    _train_parser(data, folder, [*sizes.parser, *beside.arguments()], most[2])
    names = _prepare_names(corpora / "turku-one", work)
    _train_names(names, folder, [*sizes.ner, *beside.arguments()], most[3])


def _read_treebank(path: Path) -> list[str]:
    """The sentences of a CoNLL-U file."""
    text = path.read_text(encoding="utf-8")
    return [f"{sentence}\n\n" for sentence in text.strip().split("\n\n")]


def _prepare_treebank(sentences: Sequence[str], work: Path) -> dict[str, Path]:
    """Stanza's files for a treebank, by their use."""
    from stanza.utils.datasets import conllu_to_text, prepare_tokenizer_data
    from stanza.utils.datasets.contract_mwt import contract_mwt

    border = int(len(sentences) * _TRAINED_SHARE)
    multi_word = [sentence for sentence in sentences[:border] if _has_multi_word(sentence)]
    parts = {
        "train": sentences[:border],
        "tokens": [*sentences[:border], *[*multi_word, *_own_multi_word()] * _REPEATED],
        "dev": [*sentences[border:], *multi_word[:2]],
    }
    files = {}
    for part, content in parts.items():
        files[f"{part}.conllu"] = conllu = work / f"{part}.conllu"
        conllu.write_text("".join(content), encoding="utf-8")
        files[f"{part}.txt"] = text = work / f"{part}.txt"
        conllu_to_text.main([str(conllu), str(text)])
        files[f"{part}.labels"] = labels = work / f"{part}.labels"
        files[f"{part}.mwt"] = expansions = work / f"{part}.mwt.json"
        files[f"{part}.contracted"] = contracted = work / f"{part}.contracted.conllu"
        prepare_tokenizer_data.main([str(text), str(conllu), "-o", str(labels), "-m", str(expansions)])
        contract_mwt(str(conllu), str(contracted))
    return files


def _own_multi_word() -> Iterator[str]:
    """Our own sentences as CoNLL-U, in which only the columns of tokens say something."""
    for line in _OWN_MULTI_WORD.strip().splitlines():
        rows: list[str] = []
        number = 1
        for token in line.split():
            surface, *words = re.split(r"[=+]", token)
            if words:
                rows.append(_row(f"{number}-{number + len(words) - 1}", surface))
            for word in words or [surface]:
                rows.append(_row(str(number), word))
                number += 1
        yield "\n".join(rows) + "\n\n"


def _row(number: str, form: str) -> str:
    return "\t".join([number, form, *"_" * 8])


def _has_multi_word(sentence: str) -> bool:
    numbers = [line.split("\t", 1)[0] for line in sentence.splitlines() if line[:1].isdigit()]
    return any("-" in number for number in numbers)


def _prepare_names(folder: Path, work: Path) -> dict[str, Path]:
    """Stanza's files of sentences with names: some of the corpus, the same each time."""
    from stanza.utils.datasets.ner.prepare_ner_file import load_conll03

    files = {}
    for part, number in (("train", _SMALL_NAMES), ("dev", _NAMES_DEV)):
        sentences = load_conll03(str(folder / f"{part}.tsv"))
        chosen = random.Random(1).sample(sentences, min(number, len(sentences)))
        rows = [
            [{"text": word, "ner": tag} for word, tag in zip(*sentence, strict=True)] for sentence in chosen
        ]
        files[part] = path = work / f"names.{part}.json"
        path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return files


@dataclass(frozen=True)
class _Beside:
    """The files that taggers, parsers and name finders of default size read beside their own model."""

    vectors: Path | None = None
    forward: Path | None = None
    backward: Path | None = None

    def arguments(self) -> list[str]:
        given: list[Any] = ["--wordvec_pretrain_file", self.vectors] if self.vectors else []
        if self.forward and self.backward:
            given += ["--charlm", "--charlm_shorthand", _TREEBANK]
            given += ["--charlm_forward_file", self.forward, "--charlm_backward_file", self.backward]
        return list(map(str, given))


def _train_beside(text: Path, folder: Path, treebank: Sequence[str], sizes: _Sizes) -> _Beside:
    import torch
    from stanza.models import charlm
    from stanza.models.common.pretrain import Pretrain, PretrainedWordVocab

    short = text.with_name("charlm.txt")
    short.write_text(text.read_text(encoding="utf-8")[:60_000], encoding="utf-8")
    paths = {}
    for direction in ("forward", "backward"):
        target = folder / f"{direction}_charlm"
        paths[direction] = target / "short.pt"
        if paths[direction].exists():
            continue
        given = ["--train_file", short, "--eval_file", short, "--direction", direction, "--epochs", 1]
        given += ["--cutoff", 1, "--no_checkpoint", "--shorthand", _TREEBANK, "--batch_size", 20]
        given += ["--save_dir", target, "--save_name", "short.pt", *sizes.charlm]
        charlm.main(list(map(str, given)))
        (target / f"{_TREEBANK}_vocab.pt").unlink()
    lines = "".join(treebank).splitlines()
    known = {line.split("\t")[1].lower() for line in lines if line[:1].isdigit()}
    words = [*sorted(known), *(f"sana{number}" for number in range(sizes.vectors))][: sizes.vectors]
    vectors = Pretrain(str(folder / "pretrain" / "random.pt"), None, save_to_file=False)
    vectors._vocab = PretrainedWordVocab(words, lang=_LANGUAGE)
    torch.manual_seed(1)
    vectors._emb = torch.randn(len(vectors._vocab), _DIMENSIONS)
    vectors.save(vectors.filename)
    return _Beside(Path(vectors.filename), paths["forward"], paths["backward"])


def _run(trainer: Any, folder: Path, processor: str, *given: Any) -> None:
    """Run one of Stanza's trainers, unless its model is there from an earlier run that was cut off."""
    target = folder / processor / "model.pt"
    if target.exists():
        return
    unfinished = ["--save_dir", target.parent, "--save_name", "unfinished", "--cpu"]
    trainer.main(list(map(str, [*given, *unfinished])))
    _halve(target.parent / "unfinished")
    (target.parent / "unfinished").rename(target)


def _halve(path: Path) -> None:
    """Store a model's weights as 16-bit numbers; Stanza takes them for 32-bit ones when it loads them."""
    import torch

    content = torch.load(path, map_location="cpu", weights_only=True)
    weights = content["model"] or {}
    content["model"] = {
        name: each.half() if each.is_floating_point() else each for name, each in weights.items()
    }
    torch.save(content, path, _use_new_zipfile_serialization=False)


def _train_tokenizer(data: dict[str, Path], folder: Path, sizes: _Sizes, steps: int) -> None:
    from stanza.models import tokenizer

    files = ["--txt_file", data["tokens.txt"], "--label_file", data["tokens.labels"]]
    files += ["--dev_txt_file", data["dev.txt"], "--dev_label_file", data["dev.labels"]]
    files += ["--dev_conll_gold", data["dev.conllu"], "--mwt_json_file", data["tokens.mwt"]]
    length = ["--steps", steps, "--eval_steps", min(steps, 500), "--lang", _LANGUAGE]
    _run(tokenizer, folder, "tokenize", *files, *length, "--shorthand", _TREEBANK, *sizes.tokenizer)


def _train_expander(data: dict[str, Path], folder: Path, sizes: _Sizes, epochs: int) -> None:
    from stanza.models import mwt_expander

    files = ["--train_file", data["tokens.conllu"], "--eval_file", data["dev.contracted"]]
    files += ["--gold_file", data["dev.conllu"], "--lang", _LANGUAGE, "--shorthand", _TREEBANK]
    _run(mwt_expander, folder, "mwt", *files, "--num_epoch", epochs, *sizes.expander)


def _train_tagger(data: dict[str, Path], folder: Path, sizes: Sequence[str], steps: int) -> None:
    from stanza.models import tagger

    _run(tagger, folder, "pos", *_tree_files(data), *_length(steps), *sizes)


def _train_parser(data: dict[str, Path], folder: Path, sizes: Sequence[str], steps: int) -> None:
    from stanza.models import parser

    _run(parser, folder, "depparse", *_tree_files(data), *_length(steps), "--no_checkpoint", *sizes)


def _train_lemmatizer(data: dict[str, Path], folder: Path, sizes: _Sizes, epochs: int) -> None:
    from stanza.models import lemmatizer

    files = ["--train_file", data["train.conllu"], "--eval_file", data["dev.conllu"]]
    given = ["--shorthand", _TREEBANK, "--num_epoch", epochs, *sizes.lemmatizer]
    _run(lemmatizer, folder, "lemma", *files, *given)


def _train_names(data: dict[str, Path], folder: Path, sizes: Sequence[str], steps: int) -> None:
    from stanza.models import ner_tagger

    files = ["--train_file", data["train"], "--eval_file", data["dev"], "--shorthand", "fi_turkuone"]
    _run(ner_tagger, folder, "ner", *files, *_length(steps), *sizes)


def _tree_files(data: dict[str, Path]) -> list[Any]:
    files: list[Any] = ["--train_file", data["train.conllu"], "--eval_file", data["dev.conllu"]]
    return [*files, "--lang", _LANGUAGE, "--shorthand", _TREEBANK]


def _length(steps: int) -> list[Any]:
    return ["--max_steps", steps, "--eval_interval", min(steps, 250)]


def main(argv: Sequence[str] | None = None) -> None:
    """Train the models of one size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path, metavar="CORPORA")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--sizes", choices=sorted(SIZES), default="small")
    parser.add_argument("--steps", type=int, metavar="N", help="the most steps and epochs of each model")
    options = parser.parse_args(argv)
    train(options.corpora, options.folder, SIZES[options.sizes], options.steps)


if __name__ == "__main__":
    main()
