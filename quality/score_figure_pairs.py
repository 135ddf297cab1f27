#!/usr/bin/env python3
"""Do two figures conflict? Scores `backstory compare` against labels/figure_pairs.jsonl.

  quality/score_figure_pairs.py DATA "backstory compare" [--half dev|test|all] [--show]

In: the labelled pairs, and the articles of DATA that they stand in. Out: one JSON object: pairs, conflicts, precision, recall and F1 of conflict,
AUC, and for each label the relations given. `--show` prints wrong pairs of the half dev to the screen. Never: a file with words of the papers.
"""
import argparse
import collections
import gzip
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile

LABELS = pathlib.Path(__file__).resolve().parent / "labels" / "figure_pairs.jsonl"
CONFLICTS = ("conflict", "denied")


class Sentences:
    """The sentences that the labels name, with their day."""

    def __init__(self, data):
        sys.path.insert(0, str(data.parent / "score"))
        from agreement import running  # noqa: E402  (the scorers' own way from tokens to text)
        self.data, self.running, self.sets = data, running, {}

    def of(self, place):
        name = place["set"]
        if name not in self.sets:
            self.sets[name] = self.load(name)
        article = self.sets[name][place["article"]]
        if name.startswith("timelines/"):
            return self.running(article["sentences"][place["sentence"]]), article["date"][:10]
        return article["text"][place["start"]:place["end"]], article.get("published")

    def load(self, name):
        suffix = ".json.gz" if name.startswith("timelines/") else ".jsonl.gz"
        with gzip.open(self.data / f"{name}{suffix}", "rt", encoding="utf-8") as file:
            if suffix == ".json.gz":
                return dict(enumerate(json.load(file)["articles"]))
            return {row["id"]: row for row in map(json.loads, file)}


def pair_line(label, sentences):
    line = {"id": f"pair-{label['pair']}", "kind": "figure"}
    for side in "ab":
        text, published = sentences.of(label[side])
        start, end = label[side]["figure"]
        line |= {side: text, f"{side}_figure": text[start:end]}
        if published:
            line[f"published_{side}"] = published
    return line


def auc(truth, scores):
    high = [score for right, score in zip(truth, scores) if right]
    low = [score for right, score in zip(truth, scores) if not right]
    wins = sum((a > b) + 0.5 * (a == b) for a in high for b in low)
    return round(wins / (len(high) * len(low)), 4) if high and low else None


def figures(labels, rows):
    truth = [label["label"] == "conflict" for label in labels]
    given = [rows.get(f"pair-{label['pair']}", {}) for label in labels]
    said = [row.get("relation") in CONFLICTS for row in given]
    right = sum(a and b for a, b in zip(truth, said))
    precision, recall = right / max(1, sum(said)), right / max(1, sum(truth))
    relations = collections.defaultdict(collections.Counter)
    for label, row in zip(labels, given):
        relations[label["label"]][row.get("relation", "missing")] += 1
    return {"pairs": len(labels), "conflicts": sum(truth), "said": sum(said), "precision": round(precision, 4), "recall": round(recall, 4),
            "f1": round(2 * precision * recall / max(1e-9, precision + recall), 4), "auc": auc(truth, [row.get("score", 0) for row in given]),
            "relations": {label: dict(sorted(found.items())) for label, found in sorted(relations.items())}}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("compare", help='as "backstory compare"')
    parser.add_argument("--half", choices=("dev", "test", "all"), default="all")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    labels = [label for label in labels if options.half in ("all", label["half"])]
    sentences = Sentences(options.data.resolve())
    lines = [pair_line(label, sentences) for label in labels]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        file.flush()
        done = subprocess.run([*shlex.split(options.compare), file.name], stdout=subprocess.PIPE, text=True, check=False)
    rows = {row["id"]: row for row in map(json.loads, done.stdout.splitlines())}
    print(json.dumps(figures(labels, rows)))
    for label, line in zip(labels, lines):
        row = rows.get(line["id"], {})
        if options.show and label["half"] == "dev" and (label["label"] == "conflict") != (row.get("relation") in CONFLICTS):
            print(f"{line['id']} label {label['label']}, given {row}\n  {line['a']}  [[{line['a_figure']}]]\n  {line['b']}  [[{line['b_figure']}]]")


if __name__ == "__main__":
    main()
