#!/usr/bin/env python3
"""Draws the 200 pairs of figures that figure_pairs.jsonl labels, the same ones each time.

  quality/labels/sample_figure_pairs.py DATA "backstory read" [--show all|second]

In: DATA/timelines/t17-*.json.gz (pairs of one day's articles), DATA/news/g5w1h_news_cluster.jsonl.gz and DATA/stories/wikinews.jsonl.gz
(pairs of one gold story), and what `read` finds in them. Out, to the screen: a line per pair with its places (code points of the
article's text, a Timeline17 sentence as running text); with --show the words too, those of the second pass in another order.
Never: a file; the papers' words stay out of the project. The 65 pairs of DATA/agreement are passed over.
A pair: two sentences of two articles, figures of one unit that differ, that share words; two thirds of them with values close enough to be
one count, a third at any distance. What is drawn hangs on the hash of its places alone.
"""
import argparse
import collections
import gzip
import hashlib
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TOPICS = ("egypt", "finan", "h1n1", "iraq")
STORIES = ("news/g5w1h_news_cluster", "stories/wikinews")
PAIRS = 200
PER_TOPIC, PER_STORIES = 31, 60
# Pairs of one day or story, so that no event fills the sample.
PER_GROUP = {"t17": 4, "news": 4}
SHARE_CLOSE = 2 / 3
RATIO_CLOSE = 2.5
# Dice of the content words; under it two sentences speak of two things.
ALIKE_MIN, ALIKE_MAX = 0.22, 0.95
LETTERS_MAX = 420
UNITS = {"count", "percent", "USD", "GBP", "EUR", "km", "m", "t"}


def score_folder(data):
    return data.parent / "score"


def t17(data, name, running):
    """Articles of one topic as (day, index, [(sentence index, running text)])."""
    with gzip.open(data / "timelines" / f"t17-{name}.json.gz", "rt", encoding="utf-8") as file:
        topic = json.load(file)
    for at, article in enumerate(topic["articles"]):
        yield article["date"][:10], at, [(number, running(sentence)) for number, sentence in enumerate(article["sentences"])]


def read(command, rows):
    """What `read` finds in articles."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        file.flush()
        done = subprocess.run([*shlex.split(command), file.name], stdout=subprocess.PIPE, text=True, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()]


def mentions_of_topic(data, name, command, running):
    """Each figure of a topic: group (day), place, sentence, figure."""
    days, rows = [], []
    for day, at, sentences in t17(data, name, running):
        for number, text in sentences:
            if 40 <= len(text) <= LETTERS_MAX:
                days.append((day, {"set": f"timelines/t17-{name}", "article": at, "sentence": number}))
                rows.append({"id": f"{at}-{number}", "text": text, "published": day, "language": "en"})
    for (day, place), row, reading in zip(days, rows, read(command, rows)):
        for figure in reading["figures"]:
            yield day, (place["article"],), place, row["text"], figure, 0


def mentions_of_stories(data, name, command):
    """Each figure of the articles of a set of stories: group (story), place, sentence, figure."""
    with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    rows = [{key: row[key] for key in ("id", "title", "text", "language", "published") if row.get(key)} for row in articles]
    readings = {reading["article"]: reading for reading in read(command, rows)}
    for row in articles:
        reading = readings.get(row["id"])
        if not reading or reading["language"] != "en":
            continue
        for sentence in reading["sentences"]:
            start, end = sentence["start"], sentence["end"]
            if 40 <= end - start <= LETTERS_MAX:
                for figure in reading["figures"]:
                    if start <= figure["start"] and figure["end"] <= end:
                        place = {"set": name, "article": row["id"], "start": start, "end": end}
                        yield row["story"], (row["id"],), place, row["text"][start:end], figure, start


def content(text, stop):
    return {word for word in re.findall(r"[a-z]{3,}", text.lower()) if word not in stop}


def value(figure):
    return figure["low"] if figure["low"] is not None else figure["high"]


def may_pair(one, other):
    figures = one[4], other[4]
    values = sorted(value(figure) or 0 for figure in figures)
    return one[1] != other[1] and one[3] != other[3] and figures[0]["unit"] == figures[1]["unit"] in UNITS and values[0] > 2 \
        and values[0] != values[1]


def key(pair):
    return hashlib.sha256(json.dumps([pair[0][2], pair[0][4]["start"], pair[1][2], pair[1][4]["start"]], sort_keys=True).encode()).hexdigest()


def candidates(mentions, stop, known):
    """Pairs of one group whose sentences may speak of one thing, each pair of sentences once."""
    groups = collections.defaultdict(list)
    for mention in mentions:
        groups[mention[0]].append(mention)
    for group in sorted(groups):
        rows = [(mention, content(mention[3], stop)) for mention in groups[group]]
        found = {}
        for at, (one, words) in enumerate(rows):
            for other, others in rows[at + 1:]:
                alike = 2 * len(words & others) / max(1, len(words) + len(others))
                if may_pair(one, other) and ALIKE_MIN <= alike <= ALIKE_MAX and frozenset((one[3], other[3])) not in known:
                    same_of = one[4]["of"] == other[4]["of"] or one[4].get("status") == other[4].get("status") is not None
                    pair = (one, other)
                    rank = (not same_of, key(pair))
                    sentences = (one[3], other[3])
                    if sentences not in found or rank < found[sentences][0]:
                        found[sentences] = (rank, pair)
        yield group, [pair for _, pair in sorted(found.values(), key=lambda item: item[0])]


def drawn(groups, wanted, per_group):
    """Close pairs and pairs at any distance, few of a group."""
    ratio = lambda pair: max(value(m[4]) for m in pair) / min(value(m[4]) for m in pair)
    taken, count = [], collections.Counter()
    for close, many in ((True, round(wanted * SHARE_CLOSE)), (False, wanted)):
        pool = sorted((not same(pair), key(pair), group, pair) for group, pairs in groups for pair in pairs if not close or ratio(pair) <= RATIO_CLOSE)
        used = {(id(pair[0]), id(pair[1])) for _, pair in taken}
        for _, _, group, pair in pool:
            if len(taken) >= many:
                break
            sentences = {text for _, other in taken for text in (other[0][3], other[1][3])}
            if count[group] < per_group and (id(pair[0]), id(pair[1])) not in used and pair[0][3] not in sentences and pair[1][3] not in sentences:
                taken.append((group, pair))
                count[group] += 1
    return sorted(taken, key=lambda row: key(row[1]))


def same(pair):
    return pair[0][4]["of"] == pair[1][4]["of"]


def place(mention):
    figure, start = mention[4], mention[5]
    return mention[2] | {"figure": [figure["start"] - start, figure["end"] - start], "low": figure["low"], "high": figure["high"]}


def sample(data, command):
    sys.path.insert(0, str(score_folder(data)))
    from agreement import running  # noqa: E402  (the scorers' own way from tokens to text)
    stop = set((score_folder(data) / "stopwords.txt").read_text(encoding="utf-8").split())
    with open(data / "agreement" / "figure-pairs-labelled.jsonl", encoding="utf-8") as lines:
        known = {frozenset((running(row["sent_a"]), running(row["sent_b"]))) for row in map(json.loads, lines)}
    for name in TOPICS:
        groups = list(candidates(mentions_of_topic(data, name, command, running), stop, known))
        yield from drawn(groups, PER_TOPIC, PER_GROUP["t17"])
    for name in STORIES:
        groups = list(candidates(mentions_of_stories(data, name, command), stop, known))
        yield from drawn(groups, PER_STORIES, PER_GROUP["news"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("read", help='as "backstory read"')
    parser.add_argument("--show", choices=("all", "second"))
    options = parser.parse_args()
    rows = list(enumerate(sample(options.data.resolve(), options.read)))[:PAIRS]
    if options.show == "second":
        rows = sorted((row for row in rows if row[0] % 5 == 2), key=lambda row: key(row[1][1])[::-1])
    for number, (group, pair) in rows:
        if not options.show:
            print(json.dumps({"pair": number, "group": group, "a": place(pair[0]), "b": place(pair[1]), "half": "dev" if number % 4 < 2 else "test"}))
            continue
        print(f"#{number} {group} {pair[0][2]['set']}")
        for mention in pair:
            figure, start = mention[4], mention[5]
            text, (begin, end) = mention[3], (figure["start"] - start, figure["end"] - start)
            print(f"   {text[:begin]}[[{text[begin:end]}]]{text[end:]}".replace("\n", " "))


if __name__ == "__main__":
    main()
