#!/usr/bin/env python3
"""Scores the figures that `backstory read` finds against the labelled sentences of labels/figures.jsonl.

  score_figures.py prepare DATA > articles.jsonl
  backstory read articles.jsonl > readings.jsonl
  score_figures.py DATA readings.jsonl [--half dev|test|all] [--show N]

In: DATA/news, and {"article","figures":[{"start","end","low","high","unit","of"}]} per line. Figures outside the labelled sentences
are passed over. A figure is right if it overlaps a labelled one (each used once), low and high are the same within 1 %, and the
unit is the same, spellings aside. Out: JSON, then a line for a person:
  precision, recall, f1   right figures; intervals are 95 % bootstrap intervals over sentences
  found                   overlap alone
  exact_span, of          of the right ones: same start and end; what is counted shares a word, where the label names it
  status, group, ...      of the right ones where the sentence states it
--show prints errors with their sentences to standard error. Never: a word of the data in the JSON.
"""
import argparse
import gzip
import json
import pathlib
import random
import re
import signal
import sys

LABELS = pathlib.Path(__file__).resolve().parent / "labels" / "figures.jsonl"
# Values this close are the same.
TOLERANCE = 0.01
DRAWS = 1000
SPANS = ("group", "place", "as_of", "said_by")
KINDS = ("count", "percent", "money", "measure")
SPELLINGS = {
    "percent": "%|pct|per cent|percentage", "percentage_point": "pp", "basis_point": "bp|bps", "points": "point|pts",
    "km": "kilometre|kilometer", "m": "metre|meter", "cm": "centimetre|centimeter", "mm": "millimetre|millimeter", "mile": "mi", "yard": "yd",
    "foot": "feet|ft", "inch": "in", "kg": "kilogram|kilo", "g": "gram|gramme", "mg": "milligram", "pound_weight": "lb",
    "ounce": "oz", "ton": "short ton", "tonne": "metric ton|metric tonne", "litre": "liter|l", "gallon": "gal", "barrel": "bbl",
    "bpd": "barrels per day|barrels a day|b/d", "acre": "ac", "hectare": "ha", "km2": "square kilometre|square kilometer|sq km",
    "square_mile": "sq mile", "m2": "square metre|square meter|sq m", "square_foot": "square feet|sq ft", "cubic_foot": "cubic feet",
    "m3": "cubic metre|cubic meter", "watt": "w", "kw": "kilowatt", "mw": "megawatt", "gw": "gigawatt", "kwh": "kilowatt hour|kilowatt-hour",
    "degree": "celsius|fahrenheit|degrees celsius|degrees fahrenheit|°c|°f|c|f", "mph": "miles per hour|miles an hour", "knot": "kn",
    "kph": "km/h|kmh|kilometres per hour|kilometers per hour", "hertz": "hz", "magnitude": "richter|richter scale|on the richter scale",
}
STATES = {"dead": "killed", "died": "killed", "hurt": "injured", "wounded": "injured", "detained": "arrested", "held": "arrested",
          "jailed": "arrested", "released": "freed", "rescued": "freed", "evacuated": "displaced", "homeless": "displaced"}


def spelt():
    """Every spelling of a unit, and the one name for it."""
    return {form.replace("_", " "): name for name, others in SPELLINGS.items() for form in (name, *others.split("|"))}


UNITS = spelt()


def unit_of(word):
    """The one name of a unit; three capitals are money and stay."""
    if word is None or re.fullmatch(r"[A-Z]{3}", word):
        return word or "count"
    low = word.lower().replace("_", " ").strip()
    for form in (low, low.removesuffix("s"), low.removesuffix("es")):
        if form in UNITS:
            return UNITS[form]
    return low.removesuffix("s") or "count"


def kind_of(unit):
    if unit in ("count", "percent"):
        return unit
    return "money" if re.fullmatch(r"[A-Z]{3}", unit) else "measure"


def same_end(gold, got):
    if gold is None or got is None:
        return gold is got
    return abs(gold - got) <= TOLERANCE * max(abs(gold), abs(got))


def same_figure(gold, got):
    return (same_end(gold["low"], got.get("low")) and same_end(gold["high"], got.get("high"))
            and unit_of(gold["unit"]) == unit_of(got.get("unit")))


def overlap(gold, got):
    return min(gold["end"], got["end"]) - max(gold["start"], got["start"])


def matched(gold, found):
    """Pairs of places in both lists that overlap, each used once: same figures first, then the longest overlap."""
    every = [(not same_figure(g, f), -overlap(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if overlap(g, f) > 0]
    pairs, used = {}, set()
    for _, _, i, j in sorted(every):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def words_of(text):
    return {re.sub(r"ies$", "y", word).removesuffix("s") for word in re.findall(r"[^\W_]+", text.lower())} - {"the", "a", "an", "of", "and", "in", "on", "it"}


def same_words(span, got, text):
    """Whether what was found, a span or words, shares something with the labelled span."""
    if isinstance(got, dict) and "start" in got:
        got = [got["start"], got["end"]]
    if isinstance(got, list) and len(got) == 2:
        return min(span[1], got[1]) > max(span[0], got[0])
    return isinstance(got, str) and bool(words_of(text[slice(*span)]) & words_of(got))


def extras(gold, got, text):
    """Name of each further field that the label has, and whether it was found."""
    told = {}
    if gold["of"]:
        told["of"] = same_words(gold["of"], got.get("of"), text)
    if "status" in gold:
        state = str(got.get("status") or "").lower()
        told["status"] = STATES.get(state, state) == gold["status"]
    return told | {name: same_words(gold[name], got.get(name), text) for name in SPANS if name in gold}


def tally(label, found, text):
    """What one sentence adds."""
    gold = label["figures"]
    pairs = matched(gold, found)
    right = {i: j for i, j in pairs.items() if same_figure(gold[i], found[j])}
    sums = {"gold": len(gold), "predicted": len(found), "found": len(pairs), "right": len(right),
            "exact": sum((gold[i]["start"], gold[i]["end"]) == (found[j]["start"], found[j]["end"]) for i, j in right.items())}
    for kind in KINDS:
        of_kind = [i for i, figure in enumerate(gold) if kind_of(figure["unit"]) == kind]
        sums[f"{kind}.gold"], sums[f"{kind}.right"] = len(of_kind), sum(i in right for i in of_kind)
    for i, j in right.items():
        for name, held in extras(gold[i], found[j], text).items():
            sums[f"{name}.stated"] = sums.get(f"{name}.stated", 0) + 1
            sums[f"{name}.right"] = sums.get(f"{name}.right", 0) + held
    return sums, pairs, right


def ratio(part, whole):
    return part / whole if whole else 0.0


def three(sums, hits="right"):
    precision, recall = ratio(sums[hits], sums["predicted"]), ratio(sums[hits], sums["gold"])
    return {"precision": precision, "recall": recall, "f1": ratio(2 * precision * recall, precision + recall)}


def added(rows):
    sums = dict.fromkeys(("gold", "predicted", "found", "right", "exact"), 0)
    for row in rows:
        for name, value in row.items():
            sums[name] = sums.get(name, 0) + value
    return sums


def intervals(rows):
    dice = random.Random(1)
    drawn = [three(added(dice.choices(rows, k=len(rows)))) for _ in range(DRAWS)] if rows else [three(added([]))]
    bounds = {}
    for name in ("precision", "recall", "f1"):
        values = sorted(draw[name] for draw in drawn)
        bounds[name] = [values[int(0.025 * len(values))], values[min(len(values) - 1, int(0.975 * len(values)))]]
    return bounds


def inside(label, reading):
    """The figures of a reading that begin in a labelled sentence."""
    return [f for f in reading.get("figures", []) if f.get("in") != "title" and label["start"] <= f["start"] < label["end"]]


def figures_of(labels, readings, texts, show=0):
    """All figures of the score; shows as many wrong sentences as asked."""
    rows = []
    for label in labels:
        text, found = texts[label["article"]], inside(label, readings.get(label["article"], {}))
        sums, pairs, right = tally(label, found, text)
        rows.append(sums)
        if show and (len(right) < sums["gold"] or len(right) < sums["predicted"]):
            show -= 1
            explain(label, found, pairs, right, text)
    sums = added(rows)
    figures = {"sentences": len(labels), "gold": sums["gold"], "predicted": sums["predicted"], **three(sums), "intervals": intervals(rows),
               "found": three(sums, "found"), "exact_span": ratio(sums["exact"], sums["right"])}
    for name in ("of", "status", *SPANS):
        stated = sums.get(f"{name}.stated", 0)
        figures[name] = {"stated": stated, "right": ratio(sums.get(f"{name}.right", 0), stated)}
    figures["recall_of"] = {kind: ratio(sums.get(f"{kind}.right", 0), sums.get(f"{kind}.gold", 0)) for kind in KINDS}
    figures["missing_articles"] = len({label["article"] for label in labels} - readings.keys())
    return figures


def explain(label, found, pairs, right, text):
    """The errors of one sentence, to the terminal."""
    def told(figure):
        words = " ".join(text[figure["start"]:figure["end"]].split())
        return f"{words!r} {figure.get('low')}..{figure.get('high')} {figure.get('unit')}"
    print("\n" + " ".join(text[label["start"]:label["end"]].split()), file=sys.stderr)
    for i, gold in enumerate(label["figures"]):
        if i in pairs and i not in right:
            print(f"   wrong    {told(found[pairs[i]])}   label {told(gold)}", file=sys.stderr)
        elif i not in pairs:
            print(f"   missed   {told(gold)}", file=sys.stderr)
    for j in sorted(set(range(len(found))) - set(pairs.values())):
        print(f"   invented {told(found[j])}", file=sys.stderr)


def lines_of(path):
    with (gzip.open(path, "rt", encoding="utf-8") if str(path).endswith(".gz") else open(path, encoding="utf-8")) as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def articles(data, labels):
    """The articles that the labels speak of, without what would give a story away."""
    wanted = {}
    for label in labels:
        wanted.setdefault(label["file"], set()).add(label["article"])
    for name, ids in sorted(wanted.items()):
        for article in lines_of(data / "news" / f"{name}.jsonl.gz"):
            if article["id"] in ids:
                ids.discard(article["id"])
                yield {key: value for key, value in article.items() if key not in ("story", "category")}


def rounded(value):
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    return [rounded(inner) for inner in value] if isinstance(value, list) else value


def check(what, got, want):
    if rounded(got) != rounded(want):
        raise SystemExit(f"selftest failed: {what}: got {got!r}, want {want!r}")


def selftest():
    check("units", [unit_of(word) for word in ("kilometres", "km", "feet", "inches", "%", "per cent", "percentage points", "square miles", "USD", "tons",
                                               "tonnes", "barrels", "b/d", "cubic feet", "metres", "lbs", "degrees", None)],
          ["km", "km", "foot", "inch", "percent", "percent", "percentage_point", "square_mile", "USD", "ton", "tonne", "barrel", "bpd", "cubic_foot", "m",
           "pound_weight", "degree", "count"])
    check("its own names", [unit_of(name) for name in SPELLINGS], list(SPELLINGS))
    check("kinds", [kind_of(unit) for unit in ("count", "percent", "THB", "km")], list(KINDS))
    check("ends", [same_end(*pair) for pair in ((100, 100.9), (100, 102), (None, 3), (None, None), (0, 0))], [True, False, False, True, True])
    text = "At least 40 divers paid $3 million for 12 km of rope."
    gold = [{"start": 0, "end": 11, "low": 40, "high": None, "unit": "count", "of": [12, 18], "status": "missing", "said_by": [12, 18]},
            {"start": 24, "end": 34, "low": 3e6, "high": 3e6, "unit": "USD", "of": None},
            {"start": 39, "end": 44, "low": 12, "high": 12, "unit": "km", "of": [48, 52]}]
    got = [{"start": 9, "end": 11, "low": 40, "high": None, "unit": "count", "of": "diver trapped", "status": "missing", "said_by": {"start": 0, "end": 5}},
           {"start": 24, "end": 34, "low": 3e6, "high": 3e6, "unit": "GBP", "of": ""},
           {"start": 39, "end": 44, "low": 12, "high": 12, "unit": "kilometres", "of": "wire"},
           {"start": 60, "end": 62, "low": 1, "high": 1, "unit": "count", "of": ""}]
    label = {"file": "f", "article": "a", "start": 0, "end": len(text), "figures": gold}
    figures = figures_of([label], {"a": {"figures": got}}, {"a": text})
    check("right", (figures["precision"], figures["recall"], figures["f1"]), (2 / 3, 2 / 3, 2 / 3))
    check("found", figures["found"]["recall"], 1.0)
    check("exact", figures["exact_span"], 0.5)
    check("of", figures["of"], {"stated": 2, "right": 0.5})
    check("status", (figures["status"]["right"], figures["said_by"]["right"], figures["place"]["stated"]), (1.0, 0.0, 0))
    check("kinds of right", figures["recall_of"], {"count": 1.0, "percent": 0.0, "money": 0.0, "measure": 1.0})
    check("interval of one sentence", figures["intervals"]["recall"], [2 / 3, 2 / 3])
    check("used once", matched([gold[0]], [got[0], dict(got[0], start=0)]), {0: 1})
    check("the same figure first", matched([gold[0]], [dict(got[0], start=0, low=4), got[0]]), {0: 1})
    nothing = figures_of([label], {}, {"a": text})
    check("nothing found", (nothing["precision"], nothing["recall"], nothing["missing_articles"]), (0.0, 0.0, 1))
    empty = figures_of([label | {"figures": []}], {"a": {"figures": got[:1]}}, {"a": text})
    check("invented", (empty["predicted"], empty["precision"]), (1, 0.0))


def main():
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # a reader that stops early is no error
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", metavar="DATA READINGS", help="or: prepare DATA")
    parser.add_argument("--half", choices=("dev", "test", "all"), default="all", help="which sentences; look at the errors of dev only")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print so many wrong sentences to standard error")
    parser.add_argument("--selftest", action="store_true", help="check this scorer on tiny made-up cases")
    options = parser.parse_args()
    if options.selftest:
        selftest()
        print("selftest passed")
        return
    if len(options.paths) != 2:
        parser.print_help()
        raise SystemExit(2)
    labels = list(lines_of(LABELS))
    if options.paths[0] == "prepare":
        for article in articles(pathlib.Path(options.paths[1]), labels):
            print(json.dumps(article, ensure_ascii=False))
        return
    data, output = map(pathlib.Path, options.paths)
    texts = {article["id"]: article["text"] for article in articles(data, labels)}
    labels = [label for label in labels if options.half in ("all", label["half"])]
    readings = {str(row["article"]): row for row in lines_of(output)}
    figures = figures_of(labels, readings, texts, options.show)
    print(json.dumps(rounded(figures)))
    (low_p, high_p), (low_r, high_r) = figures["intervals"]["precision"], figures["intervals"]["recall"]
    print(f"figures ({options.half}): precision {figures['precision']:.3f} ({low_p:.3f} to {high_p:.3f}), recall {figures['recall']:.3f} "
          f"({low_r:.3f} to {high_r:.3f}) of {figures['gold']} in {figures['sentences']} sentences, what is counted {figures['of']['right']:.3f}")


if __name__ == "__main__":
    main()
