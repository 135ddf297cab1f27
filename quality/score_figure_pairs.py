#!/usr/bin/env python3
"""Scores what `backstory compare` says of the labelled pairs of figures of labels/figure_pairs.jsonl.

  score_figure_pairs.py DATA "backstory compare" [--half dev|test|all] [--labels FILE] [--show]
  score_figure_pairs.py --selftest

In: DATA with timelines/, news/ and stories/, and the command, which reads lines of the contract of compare (kind figure). Out: one JSON line with
precision, recall and F1 of conflict (relation conflict or denied; label conflict is right, every other is wrong), the AUC of the score, and
"label as relation" counts. --show prints wrong pairs of dev to standard error. Never: a word of the data in the JSON.
"""
import argparse
import collections
import json
import pathlib
import shlex
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE / "labels"))
import sample_figure_pairs as sample  # noqa: E402  (how a label points at its words stands there once)


def asked(shelf, row):
    """The input line of one pair."""
    words = {side: shelf.words(row["set"], row[side]) for side in "ab"}
    line = {"id": str(row["id"]), "kind": "figure", "a": words["a"][0], "b": words["b"][0], "a_figure": words["a"][1], "b_figure": words["b"][1]}
    line |= {f"published_{side}": day for side in "ab" if (day := shelf.published(row["set"], row[side]))}
    return line | ({"date": row["group"]} if row["set"].startswith("t17-") else {})


def compared(command, lines):
    done = subprocess.run(shlex.split(command), input="".join(json.dumps(line) + "\n" for line in lines), capture_output=True, text=True, check=True)
    return {row["id"]: row for row in map(json.loads, done.stdout.splitlines())}


def ratio(part, whole):
    return part / whole if whole else 0.0


def auc(truth, scores):
    right = [score for score, held in zip(scores, truth) if held]
    wrong = [score for score, held in zip(scores, truth) if not held]
    return ratio(sum((r > w) + (r == w) / 2 for r in right for w in wrong), len(right) * len(wrong))


def figures_of(rows, found):
    truth = [row["label"] == "conflict" for row in rows]
    said = [bool(found.get(str(row["id"]), {}).get("conflict")) for row in rows]
    scores = [float(found.get(str(row["id"]), {}).get("score") or 0) for row in rows]
    hits = sum(held and told for held, told in zip(truth, said))
    precision, recall = ratio(hits, sum(said)), ratio(hits, sum(truth))
    table = collections.Counter(f"{row['label']} as {found.get(str(row['id']), {}).get('relation', 'missing')}" for row in rows)
    return {"pairs": len(rows), "conflicts": sum(truth), "found": sum(said), "precision": round(precision, 4), "recall": round(recall, 4),
            "f1": round(ratio(2 * precision * recall, precision + recall), 4), "auc": round(auc(truth, scores), 4), "counts": dict(sorted(table.items()))}


def selftest():
    rows = [{"id": 1, "label": "conflict"}, {"id": 2, "label": "conflict"}, {"id": 3, "label": "revised"}, {"id": 4, "label": "of_which"}]
    found = {"1": {"conflict": True, "score": 0.9, "relation": "conflict"}, "3": {"conflict": True, "score": 0.5, "relation": "denied"}}
    figures = figures_of(rows, found)
    assert (figures["precision"], figures["recall"], figures["auc"]) == (0.5, 0.5, 0.625), figures
    assert figures["counts"]["conflict as missing"] == 1 and figures["counts"]["revised as denied"] == 1, figures
    words, places = sample.running("He said : `` 3,000 -LRB- or so -RRB- , at $ 5 .")
    assert words == "He said: “3,000 (or so), at $5.", words
    assert sample.raw_span(places, words.index("$"), words.index("5.") + 1) == [42, 45], places


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path, nargs="?")
    parser.add_argument("command", nargs="?", help="such as 'backstory compare'")
    parser.add_argument("--half", choices=("dev", "test", "all"), default="all")
    parser.add_argument("--labels", type=pathlib.Path, default=sample.LABELS, help="labelled pairs, such as labels/figure_pairs_blind.jsonl")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--selftest", action="store_true")
    options = parser.parse_args()
    if options.selftest:
        selftest()
        return print("selftest passed")
    if not options.command:
        parser.error("DATA and a command are needed")
    rows = [json.loads(line) for line in options.labels.read_text(encoding="utf-8").splitlines()]
    sample.STORIES.update({row["set"]: "stories" for row in rows if row["set"] not in sample.STORIES and not row["set"].startswith("t17-")})
    rows = [row for row in rows if options.half in ("all", row["half"])]
    shelf = sample.Shelf(options.data)
    lines = [asked(shelf, row) for row in rows]
    found = compared(options.command, lines)
    if options.show:
        for row, line in zip(rows, lines):
            got = found.get(line["id"], {})
            if row["half"] == "dev" and (row["label"] == "conflict") != bool(got.get("conflict")):
                print(f"\n{row['id']} {row['label']}, found {got.get('relation')} {got.get('score')}\n  {line['a']} ## {line['a_figure']}\n  "
                      f"{line['b']} ## {line['b_figure']}", file=sys.stderr)
    print(json.dumps(figures_of(rows, found)))


if __name__ == "__main__":
    main()
