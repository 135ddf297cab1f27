#!/usr/bin/env python3
"""Scores told words (indirect and mixed quotes) of `backstory read` against PolNeAR.

  quality/score_indirect.py prepare FOLDER > articles.jsonl       FOLDER holds text/*.txt and attributions/*.ann
  backstory read articles.jsonl > readings.jsonl
  quality/score_indirect.py score FOLDER readings.jsonl           one JSON object

Gold: attributions of the first annotator that have a cue and a source and whose content does not open with a
quotation mark (two single ones are one).
cue: a quote with `indirect` whose `cue` overlaps a gold cue is right (one to one). content: over those pairs and all that is left
over, words shared by the contents, as precision, recall and F1. source: of the pairs, and of all gold, those whose `said_by`
overlaps the gold source. Found told words that match a direct gold attribution are left out of all. Intervals: articles drawn again.
Never: prints text.
"""
import hashlib
import json
import pathlib
import random
import re
import sys

ROUNDS, SEED = 1000, 17


def articles(folder):
    """(opaque id, text, attributions by role) per annotated article."""
    folder = pathlib.Path(folder)
    for path in sorted((folder / "text").glob("*.txt")):
        annotations = sorted((folder / "attributions").glob(f"{path.stem}_*.ann"))
        if annotations:
            text = path.read_bytes().decode("utf-8")
            yield hashlib.sha256(path.stem.encode()).hexdigest()[:12], text, attributions(annotations[0].read_text(encoding="utf-8"))


def attributions(annotation):
    spans, found = {}, []
    for line in annotation.splitlines():
        if mark := re.match(r"(T\d+)\t\w+ ([\d; ]+)\t", line):
            spans[mark[1]] = [tuple(map(int, part.split())) for part in mark[2].split(";")]
    for line in annotation.splitlines():
        if re.match(r"E\d+\tAttribution", line):
            roles = {"Content": [], "Source": [], "Cue": []}
            for role, key in re.findall(r"(Content|Source|Cue)\d*:(T\d+)", line):
                roles[role] += spans[key]
            found.append(roles)
    return found


def prepare(folder):
    for identifier, text, _ in articles(folder):
        print(json.dumps({"id": identifier, "text": text, "language": "en"}, ensure_ascii=False))


def overlaps(span, others):
    return any(min(span[1], end) > max(span[0], start) for start, end in others)


def opens_with_mark(content):
    """Curved, straight, and two single marks, which some papers print for one."""
    return content.startswith(("“", '"', "''"))


def words(text, spans):
    """Places of the words under these spans."""
    return {start + word.start() for start, end in spans for word in re.finditer(r"\w+", text[start:end])}


def counts_of(text, gold, reading):
    """What one article adds to each count."""
    told = [quote for quote in reading.get("quotes", []) if quote.get("indirect") and quote.get("cue")]
    place = lambda stretch: (stretch["start"], stretch["end"])
    ours = [row for row in gold if row["Cue"] and row["Source"] and row["Content"] and not opens_with_mark(text[min(row["Content"])[0]:])]
    direct = [row["Cue"] for row in gold if row not in ours]
    counts = dict.fromkeys("gold found paired shared words_gold words_found source".split(), 0)
    counts["gold"], left = len(ours), list(ours)
    for quote in told:
        match = next((row for row in left if overlaps(place(quote["cue"]), row["Cue"])), None)
        if match is None and any(overlaps(place(quote["cue"]), cue) for cue in direct):
            continue
        content = words(text, [place(quote)])
        counts["found"] += 1
        counts["words_found"] += len(content)
        if match is not None:
            left.remove(match)
            counts["paired"] += 1
            counts["shared"] += len(content & words(text, match["Content"]))
            counts["source"] += overlaps(place(quote["said_by"]), match["Source"]) if quote.get("said_by") else 0
    counts["words_gold"] = sum(len(words(text, row["Content"])) for row in ours)
    return counts


def prf(right, found, gold):
    precision, recall = right / found if found else 0.0, right / gold if gold else 0.0
    total = precision + recall
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(2 * precision * recall / total, 4) if total else 0.0}


def figures_of(rows):
    total = {name: sum(row[name] for row in rows) for name in rows[0]}
    return {"cue": prf(total["paired"], total["found"], total["gold"]),
            "content": prf(total["shared"], total["words_found"], total["words_gold"]),
            "source": prf(total["source"], total["paired"], total["gold"])}


def intervals(rows):
    """The middle 95 % of each figure."""
    draw = random.Random(SEED)
    rounds = [figures_of(draw.choices(rows, k=len(rows))) for _ in range(ROUNDS)]
    ends = lambda values: [values[ROUNDS * 25 // 1000], values[ROUNDS * 975 // 1000 - 1]]
    return {task: {name: ends(sorted(one[task][name] for one in rounds)) for name in ("precision", "recall", "f1")}
            for task in ("cue", "content", "source")}


def score(folder, path):
    with open(path, encoding="utf-8") as file:
        readings = {row["article"]: row for row in map(json.loads, file)}
    rows = [counts_of(text, gold, readings.get(identifier, {})) for identifier, text, gold in articles(folder)]
    figures = {"articles": len(rows), "told": sum(row["gold"] for row in rows), "found": sum(row["found"] for row in rows)}
    print(json.dumps(figures | figures_of(rows) | {"intervals": intervals(rows)}))


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "prepare":
        prepare(sys.argv[2])
    elif len(sys.argv) == 4 and sys.argv[1] == "score":
        score(sys.argv[2], sys.argv[3])
    else:
        raise SystemExit(__doc__)
