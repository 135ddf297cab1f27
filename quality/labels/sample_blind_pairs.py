#!/usr/bin/env python3
"""Draws the 100 pairs of figure_pairs_blind.jsonl: as sample_figure_pairs.py draws, from what it left and from openings.

  quality/labels/sample_blind_pairs.py DATA draw "backstory read"     the draw
  quality/labels/sample_blind_pairs.py DATA show                      labelled or drawn pairs, without their labels

In: the same data. Out, to the screen: a line per pair with places, values, or words. Never: a sentence of a pair labelled before, the papers' words in a file.
"""
import argparse
import json
import pathlib
import random
import signal
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import sample_figure_pairs as sample  # noqa: E402

BLIND = pathlib.Path(__file__).resolve().parent / "figure_pairs_blind.jsonl"
SEED = 11
# Pairs of topics, of stories with whole texts, and of stories of openings, which no pair was drawn from before.
OPENINGS = {"allsides-excerpts": "stories"}
WANTED = {"topics": 45, "stories": 30, "openings": 30}
# Conflicts are rare, so all are near pairs whose bounds do not meet, and with this share of words in common.
OVERLAP_MIN = 0.25


def seen(data):
    """Words of every sentence labelled before."""
    shelf = sample.Shelf(data)
    rows = [json.loads(line) for line in sample.LABELS.read_text(encoding="utf-8").splitlines()]
    return {shelf.words(row["set"], row[side])[0] for row in rows for side in "ab"} | {words for pair in sample.known_pairs(data) for words in pair}


def is_new(pair, used):
    kind, a, b = pair
    words = {" ".join(row["words"].split()) for row in (a, b)}
    return kind == "near" and not words & used and sample.overlap(a, b) >= OVERLAP_MIN and not sample.meet(a["figure"], b["figure"])


def draw(data, command):
    dice, used, number = random.Random(SEED), seen(data), 0
    names = {"topics": sample.TOPICS, "stories": tuple(sample.STORIES), "openings": tuple(OPENINGS)}
    sample.STORIES.update(OPENINGS)
    for part, wanted in WANTED.items():
        rows_of = sample.topic_rows if part == "topics" else sample.story_rows
        rows = [row for name in names[part] for row in rows_of(data, name, command)]
        pairs = [("apart", *pair[1:]) for pair in sample.candidates(rows) if is_new(pair, used)]
        for _, a, b in sample.drawn(pairs, dice, {"apart": wanted}, set()):
            yield {"id": number, "set": a["set"], "group": a["group"], "half": "blind", "a": sample.place(a), "b": sample.place(b)}
            number += 1


def main():
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("draw").add_argument("read")
    commands.add_parser("show").add_argument("rows", type=pathlib.Path, nargs="?", default=BLIND)
    options = parser.parse_args()
    sample.STORIES.update(OPENINGS if options.command == "show" else {})
    if options.command == "draw":
        for row in draw(options.data, options.read):
            print(json.dumps(row, ensure_ascii=False))
        return
    sample.show(options.data, [json.loads(line) for line in options.rows.read_text(encoding="utf-8").splitlines()])


if __name__ == "__main__":
    main()
