#!/usr/bin/env python3
"""Scores the links from stories to the earlier ones they continue against labelled pairs.

  score_storylines.py DATA TOOL [--show]

In: a folder of evaluation data and the command that groups articles ("backstory group"). Out: one line of JSON: of the labelled
pairs, links on "continues" are right, on "unrelated" and "series" wrong; "same" does not count, nor a pair that grouping has
joined. Recall also counts what is reached over other links. Never: a text of the data.
"""
import argparse
import gzip
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile

LABELS = pathlib.Path(__file__).resolve().parent / "labels" / "storylines.jsonl"
FOLDERS = ("news", "stories")


def grouped(data, name, tool):
    """Which story each article of a set is in, and which stories each continues."""
    path = next(data / folder / f"{name}.jsonl.gz" for folder in FOLDERS if (data / folder / f"{name}.jsonl.gz").exists())
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as articles:
        with gzip.open(path, "rt", encoding="utf-8") as packed:
            for line in packed:
                article = json.loads(line)
                article.pop("story", None)
                articles.write(json.dumps(article) + "\n")
        articles.flush()
        done = subprocess.run([*tool, articles.name], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    stories, continues = {}, {}
    for line in map(json.loads, done.stdout.splitlines()):
        stories[line["article"]] = line["story"]
        continues.setdefault(line["story"], []).extend(line.get("continues", []))
    return stories, continues


def reached(story, continues):
    found, open_ends = set(), [story]
    while open_ends:
        for link in continues.get(open_ends.pop(), []):
            if link["story"] not in found:
                found.add(link["story"])
                open_ends.append(link["story"])
    return found


def figures(pairs, groups):
    right = wrong = missed = chained = joined = 0
    for pair in pairs:
        stories, continues = groups[pair["set"]]
        earlier, later = stories[pair["earlier"]], stories[pair["later"]]
        if earlier == later:
            joined += 1
            continue
        linked = any(link["story"] == earlier for link in continues.get(later, []))
        if pair["label"] == "continues":
            right += linked
            missed += not linked
            chained += not linked and earlier in reached(later, continues)
        elif pair["label"] != "same":
            wrong += linked
    share = lambda part, whole: round(part / whole, 3) if whole else None
    return {"pairs": len(pairs), "joined": joined, "right": right, "wrong": wrong, "missed": missed, "reached_over_others": chained,
            "precision": share(right, right + wrong), "recall": share(right, right + missed),
            "recall_reached": share(right + chained, right + missed)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("tool")
    parser.add_argument("--show", action="store_true", help="each pair with what was decided, to standard error")
    options = parser.parse_args()
    pairs = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    groups = {name: grouped(options.data, name, shlex.split(options.tool)) for name in sorted({pair["set"] for pair in pairs})}
    for pair in pairs if options.show else []:
        stories, continues = groups[pair["set"]]
        links = [link for link in continues.get(stories[pair["later"]], []) if link["story"] == stories[pair["earlier"]]]
        print(pair["id"], pair["half"], pair["label"], links, file=sys.stderr)
    halves = {half: figures([pair for pair in pairs if pair["half"] == half], groups) for half in ("chosen", "held")}
    links = {name: {"stories": len(set(stories.values())), "with_links": sum(bool(some) for some in continues.values())}
             for name, (stories, continues) in groups.items()}
    print(json.dumps(halves | {"all": figures(pairs, groups), "links": links}))


if __name__ == "__main__":
    main()
