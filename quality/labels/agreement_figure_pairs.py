#!/usr/bin/env python3
"""How far two readers of the pairs of figures agree.

  quality/labels/agreement_figure_pairs.py

In: figure_pairs.jsonl and figure_pairs_second.jsonl beside this file. Out, to the screen: pairs, share of equal labels, kappa, the same for
"conflict or not", and the numbers of the pairs that differ. Never: a word of the papers, a change to a label.
"""
import json
import pathlib

HERE = pathlib.Path(__file__).resolve().parent


def labels(name):
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return {row["pair"]: row["label"] for row in map(json.loads, lines)}


def agreement(pairs):
    """Share of equal labels, and kappa."""
    equal = sum(one == other for one, other in pairs) / len(pairs)
    chance = sum(sum(one == label for one, _ in pairs) * sum(other == label for _, other in pairs) for label in {label for pair in pairs for label in pair})
    chance /= len(pairs) ** 2
    return round(equal, 3), round((equal - chance) / (1 - chance), 3) if chance < 1 else 1.0


def main():
    first, second = labels("figure_pairs.jsonl"), labels("figure_pairs_second.jsonl")
    pairs = [(first[number], second[number]) for number in sorted(second)]
    print(json.dumps({"pairs": len(pairs), "all": agreement(pairs), "conflict": agreement([(a == "conflict", b == "conflict") for a, b in pairs]),
                      "differ": [number for number in sorted(second) if first[number] != second[number]]}))


if __name__ == "__main__":
    main()
