#!/usr/bin/env python3
"""Intervals for figures whose scorer gives none: articles are drawn again, with a fixed seed, and scored.

  quality/bootstrap.py quotes SCORE FOLDER readings.jsonl      speakers of direct quotes; SCORE is the folder of the scorers
  quality/bootstrap.py names SCORE GOLD readings.jsonl         kinds and boundaries of names
  quality/bootstrap.py dates SCORE FOLDER readings.jsonl       expressions of time

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


def timed(rows):
    """Value F1 of dates and of every expression, accuracy and recall of days, over some articles."""
    total = lambda *path: sum(at(row, path) for row in rows)
    figures = {f"{table}_value_f1": ratio(2 * total(table, "value"), total(table, "gold") + total(table, "found"))
               for table in ("dates", "tempeval")}
    return figures | {"day_accuracy": ratio(total("day", "right"), total("day", "found")),
                      "day_recall": ratio(total("day", "right"), total("day", "gold"))}


def at(row, path):
    return row[path[0]][path[1]]


def counts_of(scorer, gold, output):
    """The counts behind the figures of one article, by the scorer's own matching."""
    figures = scorer.score_dates(dict([gold]), output)
    counts = {table: {"gold": figures[table]["gold"], "found": figures[table]["found"],
                      "value": round(figures[table]["value"]["recall"] * figures[table]["gold"])} for table in ("dates", "tempeval")}
    found = next((row["dates"] for row in output if row["article"] == gold[0]), [])
    pairs = scorer.matched(gold[1], found)
    days = [place for place, one in enumerate(gold[1]) if one[2] in ("DATE", "TIME") and scorer.DAY.match(one[3])]
    met = [place for place in days if place in pairs]
    right = sum(scorer.same_value(gold[1][place][3], str(found[pairs[place]]["value"])) for place in met)
    return counts | {"day": {"gold": len(days), "found": len(met), "right": right}}


def dates(folder, readings):
    import dates as scorer
    output = scorer.read_jsonl(readings)
    rows = [counts_of(scorer, (name, gold), output) for name, _, _, gold in scorer.documents([folder])]
    return {"articles": len(rows)} | {name: round(value, 4) for name, value in timed(rows).items()} | {
        f"{name}_interval": ends for name, ends in middle(rows, timed).items()}


def found(rows):
    """F1 of kinds and of boundaries over some articles, from the counts of each."""
    total = lambda name: sum(row[name] for row in rows)
    return {name: ratio(2 * total(name), total("gold") + total("found")) for name in ("kinds", "boundaries")}


def names(gold, readings):
    import names as scorer
    output, rows = scorer.read_jsonl(readings), []
    articles = [(name, spans) for name, _, spans, _ in scorer.articles(gold, 1)]
    marked = {kind for _, spans in articles for _, _, kind in spans}
    given = {row["article"]: {(one["start"], one["end"], one["kind"]) for one in row["names"]
                              if one.get("in") != "title" and one["kind"] in marked} for row in output}
    for name, spans in articles:
        here = given.get(name, set())
        bare = lambda spans: {span[:2] for span in spans}
        rows.append({"gold": len(spans), "found": len(here), "kinds": len(spans & here), "boundaries": len(bare(spans) & bare(here))})
    return {"articles": len(rows)} | {name: round(value, 4) for name, value in found(rows).items()} | {
        f"{name}_interval": ends for name, ends in middle(rows, found).items()}


TASKS = {"quotes": quotes, "dates": dates, "names": names}

if __name__ == "__main__":
    if len(sys.argv) != 5 or sys.argv[1] not in TASKS:
        raise SystemExit(__doc__)
    sys.path.insert(0, sys.argv[2])
    print(json.dumps(TASKS[sys.argv[1]](sys.argv[3], sys.argv[4])))
