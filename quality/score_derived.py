#!/usr/bin/env python3
"""Is one article's text derived from the other's, wholly or partly? Scores `backstory group` against labels/copies.jsonl.

  quality/score_derived.py prepare DATA FOLDER                writes SET.articles.jsonl per set; prints their names
  backstory group FOLDER/SET.articles.jsonl > FOLDER/SET.places.jsonl
  quality/score_derived.py score FOLDER [--half dev|test|all] [--show]

In: the labelled pairs and the places of all articles of their sets. Out: one JSON object: F1 of wholly, partly and not, their mean, and
counts. Wholly: both stand in one report. Partly: one names the other, or a copy of it, in `took`. `--show` prints ids of wrong pairs of the half dev.
Never: prints text; gives the program a story or a category.
"""
import argparse
import gzip
import json
import pathlib
import re

LABELS = pathlib.Path(__file__).resolve().parent / "labels" / "copies.jsonl"
CLASSES = ("wholly", "partly", "not")
# Sets of which only these days are looked at: the days from which pairs were drawn.
DAYS = {"news/reuters21578": ("1987-04-06", "1987-04-09"), "news/long-reads-2025": ("2025-11-01", "2025-12-31")}
ZONE = re.compile(r"(Z|[+-]\d\d:?\d\d)$")
FIELDS = ("id", "url", "outlet", "title", "text", "published", "language")


def labels():
    return [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]


def file_of(folder, name, kind):
    return folder / f"{name.replace('/', '.')}.{kind}.jsonl"


def prepare(data, folder):
    for name in sorted({label["set"] for label in labels()}):
        first, last = DAYS.get(name, ("", "9999"))
        with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file, open(file_of(folder, name, "articles"), "w", encoding="utf-8") as out:
            for row in map(json.loads, file):
                published = row.get("published", "")
                if "T" in published and not ZONE.search(published):
                    row["published"] = f"{published}Z"  # times without a zone are UTC
                if name not in DAYS or first <= published[:10] <= last:
                    print(json.dumps({field: row[field] for field in FIELDS if field in row}, ensure_ascii=False), file=out)
        print(file_of(folder, name, "articles").name)


def verdict(one, other, places):
    if one["report"] == other["report"]:
        return "wholly"
    took = [{places[source["from"]]["report"] for source in row.get("took", [])} for row in (one, other)]
    return "partly" if other["report"] in took[0] or one["report"] in took[1] else "not"


def verdicts(folder, half):
    """(label, verdict) of each pair of a half."""
    places = {}
    for label in labels():
        name = label["set"]
        if name not in places:
            lines = file_of(folder, name, "places").read_text(encoding="utf-8").splitlines()
            places[name] = {row["article"]: row for row in map(json.loads, lines)}
        if half in ("all", label["half"]):
            yield label, verdict(places[name][label["a"]], places[name][label["b"]], places[name])


def f1(pairs, kind):
    right = sum(label["label"] == found == kind for label, found in pairs)
    both = sum(label["label"] == kind for label, _ in pairs) + sum(found == kind for _, found in pairs)
    return round(2 * right / both, 4) if both else 0.0


def score(folder, half, show):
    pairs = list(verdicts(folder, half))
    if show:
        for label, found in pairs:
            if label["half"] == "dev" and label["label"] != found:
                print(f"{label['set']} {label['a']} {label['b']} {label['drawn_by']}: {label['label']}, found {found}")
    figures = {kind: f1(pairs, kind) for kind in CLASSES}
    table = {f"{gold} as {found}": sum(label["label"] == gold and got == found for label, got in pairs) for gold in CLASSES for found in CLASSES}
    return {"pairs": len(pairs), "macro_f1": round(sum(figures.values()) / len(CLASSES), 4), "f1": figures, "counts": table}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    prepared = commands.add_parser("prepare")
    prepared.add_argument("data", type=pathlib.Path)
    prepared.add_argument("folder", type=pathlib.Path)
    scored = commands.add_parser("score")
    scored.add_argument("folder", type=pathlib.Path)
    scored.add_argument("--half", choices=("dev", "test", "all"), default="all")
    scored.add_argument("--show", action="store_true")
    options = parser.parse_args()
    if options.command == "prepare":
        prepare(options.data, options.folder)
    else:
        print(json.dumps(score(options.folder, options.half, options.show)))


if __name__ == "__main__":
    main()
