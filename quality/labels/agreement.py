#!/usr/bin/env python3
"""How far two readers of the labelled sentences agree.

  python3 quality/labels/agreement.py

In: figures.jsonl (first reader) and figures.second.jsonl (a second, blind to the first). Out, to the screen: agreement on figures as F1
(a figure of one overlaps a figure of the other, low and high are the same within 1 %, so is the unit), on places alone, on exact
places, on what is counted, and the numbers of the rows that differ (from 0, in figures.jsonl). Never: a word of the papers, a change to a label.
"""
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.parent))
import score_figures as score  # noqa: E402  (what "the same figure" means stands there once)

# Standard deviations of a 95 % interval.
DEVIATIONS = 1.96
KEY = ("file", "article", "start", "end")


def pairs_of_rows():
    """Row number, figures of the first and of the second reader."""
    first = {tuple(row[name] for name in KEY): (number, row["figures"]) for number, row in enumerate(score.lines_of(HERE / "figures.jsonl"))}
    for row in score.lines_of(HERE / "figures.second.jsonl"):
        number, figures = first[tuple(row[name] for name in KEY)]
        yield number, figures, row["figures"]


def same_of(one, other):
    """Neither names what is counted, or both do and the spans overlap."""
    if one is None or other is None:
        return one is other
    return min(one[1], other[1]) > max(one[0], other[0])


def compared(first, second):
    """What one row adds."""
    places = score.matched(first, second)
    both = [(first[i], second[j]) for i, j in places.items() if score.same_figure(first[i], second[j])]
    named = [(one["of"], other["of"]) for one, other in both if one["of"] or other["of"]]
    return {"gold": len(first), "predicted": len(second), "found": len(places), "right": len(both),
            "exact": sum((one["start"], one["end"]) == (other["start"], other["end"]) for one, other in both),
            "of.same": sum(same_of(one["of"], other["of"]) for one, other in both),
            "of.named": len(named), "of.named.same": sum(same_of(*spans) for spans in named)}


def differing(rows):
    """Row numbers by what differs; a row stands under the first of these only."""
    kinds = {"figures": [], "what is counted": [], "place only": []}
    for number, sums in rows:
        if not sums["gold"] == sums["predicted"] == sums["right"]:
            kinds["figures"].append(number)
        elif sums["of.same"] < sums["right"]:
            kinds["what is counted"].append(number)
        elif sums["exact"] < sums["right"]:
            kinds["place only"].append(number)
    return kinds


def share_most(hits, count):
    """Upper end of Wilson's interval of a share: it says something even where no row differs, and drawing rows again does not."""
    share, square = score.ratio(hits, count), DEVIATIONS ** 2
    return (share + square / (2 * count) + DEVIATIONS * (share * (1 - share) / count + square / (4 * count * count)) ** 0.5) / (1 + square / count)


def main():
    rows = [(number, compared(first, second)) for number, first, second in pairs_of_rows()]
    sums, kinds = score.added([sums for _, sums in rows]), differing(rows)
    differ = len(kinds["figures"])
    filled = sum(bool(row["gold"] or row["predicted"]) for _, row in rows)
    print(f"sentences {len(rows)} ({filled} with a figure), figures {sums['gold']} and {sums['predicted']}, the same {sums['right']}")
    print(f"agreement F1 {score.three(sums)['f1']:.3f}; sentences that differ {differ} of {len(rows)} (95 %: at most {share_most(differ, len(rows)):.3f}); places alone {score.three(sums, 'found')['f1']:.3f}")
    print(f"of the same figures: exact place {score.ratio(sums['exact'], sums['right']):.3f}, what is counted "
          f"{score.ratio(sums['of.same'], sums['right']):.3f} ({sums['of.named.same']} of {sums['of.named']} where either names it)")
    for kind, numbers in kinds.items():
        print(f"rows that differ in {kind}: {' '.join(map(str, numbers)) or 'none'}")


if __name__ == "__main__":
    main()
