#!/usr/bin/env python3
"""Scores the roles that `backstory read` gives to sentences against quality/labels/cues.jsonl (guide: cues.md).

  quality/score_cues.py articles DATA > articles.jsonl        the labelled articles, language given
  backstory read articles.jsonl > readings.jsonl
  quality/score_cues.py score readings.jsonl                  one JSON object: precision, recall and F1 per role and over all

Draw 1 was labelled before the rules were written, draw 2 after them without sight of their output. A role counts as found where a sentence of the reading that overlaps the labelled one by half has it. Never: prints text.
"""
import gzip
import json
import pathlib
import random
import sys

LABELS = pathlib.Path(__file__).resolve().parent / "labels" / "cues.jsonl"
ROLES = "cause consequence reaction outlook doubt background denial correction".split()
ROUNDS, SEED = 1000, 17


def labels():
    return [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]


def articles(data):
    """The articles that hold labelled sentences, on standard output."""
    wanted = {(row["set"], row["article"]) for row in labels()}
    for name in sorted({name for name, _ in wanted}):
        with gzip.open(pathlib.Path(data) / "news" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            for row in map(json.loads, file):
                if (name, row["id"]) in wanted:
                    print(json.dumps({"id": row["id"], "text": row["text"], "language": "en"}, ensure_ascii=False))


def found_roles(label, reading):
    """The roles of the sentences that stand where the labelled one does."""
    roles = set()
    for sentence in reading.get("sentences", []):
        shared = min(sentence["end"], label["end"]) - max(sentence["start"], label["start"])
        if shared * 2 >= sentence["end"] - sentence["start"] > 0:
            roles |= set(sentence.get("cues", []))
    return roles


def ratio(part, whole):
    return round(part / whole, 4) if whole else 0.0


def figures_of(pairs, roles):
    right = sum(role in gold and role in found for gold, found in pairs for role in roles)
    found = sum(role in got for _, got in pairs for role in roles)
    gold = sum(role in marked for marked, _ in pairs for role in roles)
    precision, recall = ratio(right, found), ratio(right, gold)
    return {"precision": precision, "recall": recall, "f1": ratio(2 * precision * recall, precision + recall), "found": found, "gold": gold}


def interval(pairs, figure):
    """The middle 95 % of a figure over sentences drawn again."""
    draw = random.Random(SEED)
    values = sorted(figures_of(draw.choices(pairs, k=len(pairs)), ROLES)[figure] for _ in range(ROUNDS))
    return [values[ROUNDS * 25 // 1000], values[ROUNDS * 975 // 1000 - 1]]


def score(path):
    readings = {row["article"]: row for row in map(json.loads, open(path, encoding="utf-8"))}
    figures = {}
    for draw in (1, 2):
        pairs = [(set(label["roles"]), found_roles(label, readings.get(label["article"], {}))) for label in labels() if label["draw"] == draw]
        figures[f"draw_{draw}"] = {"sentences": len(pairs), "all": figures_of(pairs, ROLES) | {
            "precision_interval": interval(pairs, "precision"), "recall_interval": interval(pairs, "recall")}} | {
            role: figures_of(pairs, [role]) for role in ROLES}
    return figures


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("articles", "score"):
        raise SystemExit(__doc__)
    if sys.argv[1] == "articles":
        articles(sys.argv[2])
    else:
        print(json.dumps(score(sys.argv[2])))
