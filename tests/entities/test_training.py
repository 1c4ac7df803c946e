"""``python -m index train`` as a user runs it, on a few invented articles: what it learns, and what it refuses."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
PERSONS = ("Anna Vidal", "Marc Lebrun", "Jeanne Morel", "Paul Girard", "Lucie Fabre", "Hugo Perrin")
PLACES = ("Rennes", "Lyon", "Toulouse", "Nantes", "Lille", "Dijon")


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "index", "train", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ)


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gold")
    articles = []
    for number in range(36):
        person, place = PERSONS[number % 6], PLACES[number // 6]
        body = f"Le maire {person} est arrivé mardi à {place}, où il a parlé du budget de la commune."
        spans = [(person, "PER"), (place, "LOC")]
        mentions = [
            {"field": "body", "start": body.index(t), "end": body.index(t) + len(t), "text": t, "type": k, "value": t}
            for t, k in spans
        ]
        articles.append({"id": str(number), "title": "Conseil municipal", "body": body, "mentions": mentions})
    (folder / "train-01.json").write_text(json.dumps(articles), "utf-8")
    lines = (json.dumps({"id": a["id"], "title": a["title"], "body": a["body"]}) for a in articles)
    (folder / "articles.jsonl").write_text("\n".join(lines), "utf-8")
    rows = "M. O\nDurand I-PER\nest O\nà O\nRennes I-LOC\n. O\n" * 30
    with gzip.open(folder / "old.bio.gz", "wt", encoding="utf-8") as file:
        file.write(rows)
    return folder


def test_it_learns(examples, tmp_path):
    done = run(
        "--gold", examples, "--press-ocr", examples, "--articles", examples / "articles.jsonl", "--output", tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"model.npz", "model-old.npz"}
    program = (
        "import sys; from pathlib import Path; from index.entities.model import lexicon, weights, names; from index.entities.model.scorer import Types;"
        "lexicon.MODEL = Path(sys.argv[1]) / 'model.npz'; model = weights.load(lexicon.MODEL);"
        "text = 'La maire Claire Rolland est arrivée jeudi à Brest.';"
        "print([(text[s.start:s.end], s.kind) for s in names.tagged([[('body', text)]], model, Types(model))[0]])"
    )
    found = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.stdout.strip() == "[('Claire Rolland', 'PER'), ('Brest', 'LOC')]", found.stderr


@pytest.mark.parametrize(
    ("option", "message"), [("--gold", "no train-\\*.json in .*cure"), ("--press-ocr", r"no \*.gz in .*cure")]
)
def test_what_is_not_there(examples, tmp_path, option, message):
    done = run(
        "--gold", examples, option, tmp_path, "--articles", examples / "articles.jsonl", "--output", tmp_path / "m"
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert __import__("re").search(message, done.stderr)


def test_too_few(examples, tmp_path):
    few = json.loads((examples / "train-01.json").read_text("utf-8"))[:3]
    (tmp_path / "train-01.json").write_text(json.dumps(few), "utf-8")
    done = run(
        "--gold", tmp_path, "--press-ocr", examples, "--articles", examples / "articles.jsonl", "--output", tmp_path
    )
    assert done.returncode == 1
    assert "3 annotated articles are too few" in done.stderr
    assert not (tmp_path / "model.npz").exists()


def test_old_press_columns(tmp_path):
    from index.entities.training.old_press import articles

    path = tmp_path / "press.tsv.gz"
    hipe = "TOKEN\tNE\n# hipe2022:document_id = a\nM.\tB-pers\nMounier\tI-pers\nà\tO\nPa¬ris\tB-loc\n.\tO\n"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(hipe)
    (article,) = [a for a in articles(path) if a]
    (paragraph,) = article
    assert paragraph.words == ["M.", "Mounier", "à", "Paris", "."]
    assert paragraph.labels == ["O", "B-PER", "O", "B-LOC", "O"]


def test_clusters_group_words_of_like_contexts():
    from index.entities.training import clusters

    rng = np.random.default_rng(1)
    animals, tools = ("chat", "chien", "lapin", "cheval"), ("marteau", "clou", "tournevis", "scie")
    lines = []
    for _ in range(400):
        lines.append(f"le {rng.choice(animals)} mange dans la prairie")
        lines.append(f"un {rng.choice(tools)} tombe sur cet établi")
    learned = clusters.learn(lines)
    group = dict(zip(learned.words, learned.clusters[:, 0].tolist(), strict=True))
    assert "\n" not in group
    assert learned.frequency.tolist() == sorted(learned.frequency.tolist(), reverse=True)
    again = clusters.learn(lines)
    assert np.array_equal(again.clusters, learned.clusters)
