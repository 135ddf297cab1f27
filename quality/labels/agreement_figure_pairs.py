#!/usr/bin/env python3
"""How far two readings of the labelled pairs of figures agree.

  python3 quality/labels/agreement_figure_pairs.py [SECOND]

In: figure_pairs.jsonl and a second reading, {"id","label"} per line (figure_pairs_second.jsonl where none is named). Out, to the screen: agreement
and Cohen's kappa over all labels and over conflict against the rest, and the pairs that differ. Never: a word of the papers, a change to a label.
"""
import collections
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent


def labels_of(path):
    return {row["id"]: row["label"] for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}


def kappa(pairs):
    """Share of agreement, and what of it is beyond chance."""
    same = sum(one == other for one, other in pairs) / len(pairs)
    first, second = (collections.Counter(side) for side in zip(*pairs))
    chance = sum(first[label] * second[label] for label in first) / len(pairs) ** 2
    return same, (same - chance) / (1 - chance) if chance < 1 else 1.0


def main():
    first = labels_of(HERE / "figure_pairs.jsonl")
    second = labels_of(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "figure_pairs_second.jsonl")
    pairs = [(first[number], label) for number, label in sorted(second.items())]
    for name, of_kind in (("all labels", pairs), ("conflict or not", [tuple(label == "conflict" for label in pair) for pair in pairs])):
        same, beyond = kappa(of_kind)
        print(f"{name}: {len(pairs)} pairs, agreement {same:.3f}, kappa {beyond:.3f}")
    for number, label in sorted(second.items()):
        if first[number] != label:
            print(f"{number}: {first[number]}, then {label}")


if __name__ == "__main__":
    main()
