#!/usr/bin/env python3
"""How far two readers of labelled pairs agree: copies and storylines.

  python3 quality/labels/agreement_classes.py

In: copies.jsonl and storylines.jsonl (first reader), copies_second.jsonl and storylines_second.jsonl (a second, blind to the
first). Out, to the screen: how many pairs, raw agreement, Cohen's kappa, and each pair that differs, by ids. Never: a word of
the papers, a change to a label.
"""
import collections
import json
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
KEYS = {"copies": ("set", "a", "b"), "storylines": ("earlier", "later")}


def labels_of(name, key):
    rows = map(json.loads, (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
    return {tuple(row[part] for part in key): row["label"] for row in rows}


def kappa(pairs):
    """Agreement beyond what two readers of these habits would reach by chance."""
    count = len(pairs)
    first, second = (collections.Counter(pair[at] for pair in pairs) for at in (0, 1))
    seen = sum(one == other for one, other in pairs) / count
    chance = sum(first[label] * second[label] for label in first) / count**2
    return seen, (seen - chance) / (1 - chance) if chance < 1 else 1.0


def main():
    for name, key in KEYS.items():
        first, second = labels_of(name, key), labels_of(f"{name}_second", key)
        seen, beyond = kappa([(first[pair], label) for pair, label in second.items()])
        print(f"{name}: {len(second)} pairs, raw agreement {seen:.2f}, kappa {beyond:.2f}")
        for pair, label in second.items():
            if first[pair] != label:
                print("  first", first[pair], "second", label, *pair)


if __name__ == "__main__":
    main()
