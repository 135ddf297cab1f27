#!/usr/bin/env python3
"""Intervals for figures whose scorer gives none: articles are drawn again, with a fixed seed, and scored.

  quality/bootstrap.py quotes SCORE FOLDER readings.jsonl      speakers of direct quotes; SCORE is the folder of the scorers

One JSON object: the figure over all articles and the middle 95 % of ROUNDS draws. Never: prints text.
"""
import json
import random
import sys

ROUNDS, SEED = 1000, 17


def middle(rows, figures_of):
    """The middle 95 % of each figure over rows drawn again; `figures_of` turns rows into {name: value}."""
    draw = random.Random(SEED)
    rounds = [figures_of(draw.choices(rows, k=len(rows))) for _ in range(ROUNDS)]
    ends = lambda values: [round(values[ROUNDS * 25 // 1000], 4), round(values[ROUNDS * 975 // 1000 - 1], 4)]
    return {name: ends(sorted(one[name] for one in rounds)) for name in figures_of(rows)}


def ratio(part, whole):
    return part / whole if whole else 0.0


def speakers(rows):
    """Precision and recall of the verdicts of some articles."""
    right, wrong, silent = (sum(row[name] for row in rows) for name in ("right", "wrong", "silent"))
    return {"precision": ratio(right, right + wrong), "recall": ratio(right, right + wrong + silent)}


def quotes(folder, readings):
    import quotes as scorer
    output = scorer.read_jsonl(readings)
    rows = [scorer.score_quotes({scorer.opaque(name): gold}, output) for name, _, gold in scorer.articles(folder)]
    return {"articles": len(rows)} | {name: round(value, 4) for name, value in speakers(rows).items()} | {
        f"{name}_interval": ends for name, ends in middle(rows, speakers).items()}


if __name__ == "__main__":
    if len(sys.argv) != 5 or sys.argv[1] != "quotes":
        raise SystemExit(__doc__)
    sys.path.insert(0, sys.argv[2])
    print(json.dumps(quotes(sys.argv[3], sys.argv[4])))
