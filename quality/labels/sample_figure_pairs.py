#!/usr/bin/env python3
"""Draws the 260 pairs of sentences that figure_pairs.jsonl labels, and shows labelled ones to a reader.

  quality/labels/sample_figure_pairs.py DATA draw "backstory read"       the draw, with figures as the reader finds them
  quality/labels/sample_figure_pairs.py DATA show all|dev|second         labelled pairs, without their labels

In: DATA/timelines/t17-*.json.gz (two articles of one topic, sentences of the day they name, else of their publication), and
DATA/news/g5w1h_news_cluster and DATA/stories/wikinews (two articles of one gold story). Out, to the screen: a line per pair with
places, values and words. Never: a file; the papers' words stay out of the project.
"""
import argparse
import collections
import datetime
import gzip
import itertools
import json
import pathlib
import random
import re
import shlex
import signal
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
LABELS = HERE / "figure_pairs.jsonl"
TOPICS = ("egypt", "finan", "h1n1", "iraq")
STORIES = {"g5w1h_news_cluster": "news", "wikinews": "stories"}
SEED = 5
# Pairs from the topics and from the stories; NEAR_SHARE of each are near: a ratio that a conflict can have, what is counted shares a word.
PER_KIND = 100
NEAR_SHARE = 0.85
RATIO_MAX = 2.5
# Below this a number is more often an enumeration than a count that two papers would give differently.
VALUE_MIN = 3
# Share of the shorter sentence's content words that the other has too.
OVERLAP_MIN = 0.25
# And APART more, of near pairs whose bounds do not meet and whose sentences have more in common: what may be a conflict is rare.
APART = 40
APART_OVERLAP_MIN = 0.35
# Of one day or story, and of one set: no story may speak for all.
PER_GROUP = {"near": 6, "far": 1, "apart": 4}
PER_SET = 60
LETTERS_MAX = 450
# The fifth that is read twice: every SECOND_EVERYth pair, shown in an order of its own.
SECOND_EVERY = 5

BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": "“", "''": "”"}
NO_SPACE_BEFORE = set(". , ; : ! ? % ) ] ” ’ 's n't 're 've 'll 'd 'm".split())
NO_SPACE_AFTER = set("( [ “ ‘ $ £ € #".split())
STOP = set("the a an of to in and for on at by with from that this is was were are be been has have had he she it they his her its their not but or as "
           "which who will would said say says more than least about some up over after into out also one two people had been there when while".split())
NOT_COUNTED = {"people", "person", "other", "more", "least"}


def running(text):
    """A tokenised sentence as running text, and where each of its tokens stands in both."""
    out, places, glue = "", [], True
    for found in re.finditer(r"\S+", text):
        token = found.group()
        word = BRACKETS.get(token, token.replace("\\/", "/"))
        if out and not glue and word not in NO_SPACE_BEFORE:
            out += " "
        places.append((len(out), len(out) + len(word), *found.span()))
        out += word
        glue = word in NO_SPACE_AFTER or word.endswith("$")
    return out, places


def raw_span(places, start, end):
    """The place in the tokenised sentence of a place in its running text, to whole tokens."""
    hit = [place for place in places if place[1] > start and place[0] < end]
    return [hit[0][2], hit[-1][3]]


def lines_of(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def topic_articles(data, topic):
    """Articles of a topic as running text, one sentence after the other, with the place and day of each sentence."""
    with gzip.open(data / "timelines" / f"t17-{topic}.json.gz", "rt", encoding="utf-8") as file:
        whole = json.load(file)
    named = {sentence: day for day, sentences in sorted(whole["date_sentences"].items()) for sentence in sentences}
    for number, article in enumerate(whole["articles"]):
        text, sentences = "", []
        for index, raw in enumerate(article["sentences"]):
            words, places = running(raw)
            sentences.append({"start": len(text), "end": len(text) + len(words), "index": index, "places": places, "day": named.get(raw, article["date"])})
            text += words + "\n\n"
        yield {"id": f"{topic}-{number}", "text": text, "published": article["date"], "article": number}, sentences


def readings(command, articles):
    lines = "".join(json.dumps({key: article[key] for key in ("id", "title", "text", "published", "language") if article.get(key)}) + "\n" for article in articles)
    done = subprocess.run(shlex.split(command), input=lines, capture_output=True, text=True, check=True)
    return {row["article"]: row for row in map(json.loads, done.stdout.splitlines())}


def stem(word):
    return re.sub(r"(?:ies|ed|ing|es|s|y)$", "", word) or word


def content(text):
    return {stem(word) for word in re.findall(r"[^\W\d_]+", text.lower()) if word not in STOP and len(word) > 2}


def sentence_row(text, sentence, figure, **more):
    return {"start": sentence["start"], "end": sentence["end"], "words": text[sentence["start"]:sentence["end"]], "figure": figure, **more}


def usable(figure):
    value = figure["low"] if figure["low"] is not None else figure["high"]
    return value is not None and value >= VALUE_MIN and figure.get("in") != "title"


def topic_rows(data, topic, command):
    """A row per figure of a topic's sentences; group is the day."""
    articles = list(topic_articles(data, topic))
    read = readings(command, [article for article, _ in articles])
    for article, sentences in articles:
        for figure in read[article["id"]]["figures"]:
            for sentence in sentences:
                if usable(figure) and sentence["start"] <= figure["start"] and figure["end"] <= sentence["end"]:
                    yield sentence_row(article["text"], sentence, figure, set=f"t17-{topic}", group=sentence["day"], article=article["article"],
                                       index=sentence["index"], published=article["published"], places=sentence["places"])


def story_rows(data, name, command):
    """A row per figure of the articles of stories; group is the story."""
    articles = [article for article in lines_of(data / STORIES[name] / f"{name}.jsonl.gz") if article.get("language", "en") == "en"]
    read = readings(command, articles)
    for article in articles:
        reading = read.get(article["id"], {"figures": [], "sentences": []})
        for figure in filter(usable, reading["figures"]):
            for sentence in reading["sentences"]:
                if sentence.get("in") != "title" and sentence["start"] <= figure["start"] and figure["end"] <= sentence["end"]:
                    yield sentence_row(article["text"], sentence, figure, set=name, group=article["story"], article=article["id"],
                                       published=article.get("published"))


def ends(figure):
    return figure["low"], figure["high"]


def value(figure):
    return figure["low"] if figure["low"] is not None else figure["high"]


def counted(figure):
    return {stem(word) for word in re.findall(r"[^\W\d_]+", (figure.get("of") or "").lower())} - NOT_COUNTED | {figure.get("status")} - {None}


def kind_of(a, b):
    """near, far, or None where no reader would take the two for one thing."""
    one, other = a["figure"], b["figure"]
    if a["article"] == b["article"] or one["unit"] != other["unit"] or ends(one) == ends(other) or value(one) == value(other):
        return None
    if max(len(a["words"]), len(b["words"])) > LETTERS_MAX or a["words"] == b["words"]:
        return None
    words = content(a["words"]), content(b["words"])
    if len(words[0] & words[1]) < OVERLAP_MIN * max(4, min(map(len, words))):
        return None
    ratio = max(value(one), value(other)) / min(value(one), value(other))
    alike = one["unit"] != "count" or counted(one) & counted(other)
    return "near" if ratio <= RATIO_MAX and alike else "far"


def overlap(a, b):
    words = content(a["words"]), content(b["words"])
    return len(words[0] & words[1]) / max(4, min(map(len, words)))


def candidates(rows):
    groups = collections.defaultdict(list)
    for row in rows:
        groups[row["set"], row["group"]].append(row)
    for _, members in sorted(groups.items()):
        for a, b in itertools.combinations(members, 2):
            kind = kind_of(a, b)
            if kind:
                yield kind, a, b


def known_pairs(data):
    """Words of the sentences of the pairs labelled before, so that none is drawn again."""
    with open(data / "agreement" / "figure-pairs-labelled.jsonl", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {frozenset((running(row["sent_a"])[0], running(row["sent_b"])[0])) for row in rows}


def meet(one, other):
    """Whether some number lies within the bounds of both."""
    lows = [figure["low"] for figure in (one, other) if figure["low"] is not None]
    highs = [figure["high"] for figure in (one, other) if figure["high"] is not None]
    return not lows or not highs or max(lows) <= min(highs)


def are_apart(pair):
    return pair[0] == "near" and not meet(pair[1]["figure"], pair[2]["figure"]) and overlap(*pair[1:]) >= APART_OVERLAP_MIN


def drawn(pairs, dice, wanted, used):
    """So many pairs of each kind, few of one group, a sentence once."""
    pairs = sorted(pairs, key=lambda pair: (pair[0], *[(row["set"], str(row["group"]), str(row["article"]), row["figure"]["start"]) for row in pair[1:]]))
    dice.shuffle(pairs)
    pairs.sort(key=lambda pair: -min(overlap(*pair[1:]) * 2, 1))  # those with half of the words alike first, the rest by overlap
    counts, chosen = collections.Counter(), []
    for kind, left in wanted.items():
        for pair in pairs:
            of_set, group = pair[1]["set"], (kind, pair[1]["set"], pair[1]["group"])
            words = {row["words"] for row in pair[1:]}
            if pair[0] == kind and left and counts[group] < PER_GROUP[kind] and counts[of_set] < PER_SET and not words & used:
                counts.update((group, of_set))
                used |= words
                chosen.append(pair)
                left -= 1
    dice.shuffle(chosen)
    return chosen


def place(row):
    figure, start = row["figure"], row["start"]
    told = {"article": row["article"]}
    if "index" in row:
        told |= {"sentence": row["index"], "figure": raw_span(row["places"], figure["start"] - start, figure["end"] - start)}
    else:
        told |= {"sentence": [row["start"], row["end"]], "figure": [figure["start"], figure["end"]]}
    return told | {"low": figure["low"], "high": figure["high"], "unit": figure["unit"]}


def interleaved(kinds, first):
    """Rows of the labels, one from the topics and one from the stories in turn; halves alternate by such twos."""
    for number, (kind, a, b) in enumerate((pair for two in zip(*kinds) for pair in two), first):
        yield {"id": number, "set": a["set"], "group": a["group"], "drawn": kind, "half": ("dev", "test")[number // 2 % 2], "a": place(a), "b": place(b)}


def draw(data, command):
    dice, known, used = random.Random(SEED), known_pairs(data), set()
    rows = [row for topic in TOPICS for row in topic_rows(data, topic, command)], [row for name in STORIES for row in story_rows(data, name, command)]
    pairs = [[pair for pair in candidates(part) if frozenset(row["words"] for row in pair[1:]) not in known] for part in rows]
    near = round(PER_KIND * NEAR_SHARE)
    yield from interleaved([drawn(part, dice, {"near": near, "far": PER_KIND - near}, used) for part in pairs], 0)
    apart = [[("apart", *pair[1:]) for pair in part if are_apart(pair)] for part in pairs]
    yield from interleaved([drawn(part, dice, {"apart": APART}, used) for part in apart], 2 * PER_KIND)


def stored(data, name):
    """Text of each article of a set, or the sentences of each article of a topic, with its day."""
    if name.startswith("t17-"):
        with gzip.open(data / "timelines" / f"{name}.json.gz", "rt", encoding="utf-8") as file:
            return {number: article for number, article in enumerate(json.load(file)["articles"])}
    return {article["id"]: article for article in lines_of(data / STORIES[name] / f"{name}.jsonl.gz")}


class Shelf:
    """The texts that labels point into, each file read once."""

    def __init__(self, data):
        self.data, self.sets = data, {}

    def article(self, name, number):
        if name not in self.sets:
            self.sets[name] = stored(self.data, name)
        return self.sets[name][number]

    def words(self, name, side):
        """Running words of a side's sentence and of its figure."""
        article = self.article(name, side["article"])
        if "sentences" in article:
            raw = article["sentences"][side["sentence"]]
            return running(raw)[0], running(raw[slice(*side["figure"])])[0]
        text = article["text"]
        return tuple(" ".join(text[slice(*side[part])].split()) for part in ("sentence", "figure"))

    def published(self, name, side):
        article = self.article(name, side["article"])
        return article.get("published") or article.get("date")

    def around(self, name, side):
        """The words just before the sentence, which often say what it is about."""
        article = self.article(name, side["article"])
        if "sentences" in article:
            before = article["sentences"][max(0, side["sentence"] - 2):side["sentence"]]
            return " ".join(running(raw)[0] for raw in before)
        return " ".join(article["text"][max(0, side["sentence"][0] - 300):side["sentence"][0]].split())


def show(data, rows):
    shelf = Shelf(data)
    for row in rows:
        print(f"\n== {row['id']} {row['set']} {row['group']}")
        for side in (row["a"], row["b"]):
            words, figure = shelf.words(row["set"], side)
            print(f"  [{(shelf.published(row['set'], side) or '?')[:16]}] …{shelf.around(row['set'], side)[-260:]}\n    >> {words}\n    ## {figure}  ({side['low']}..{side['high']} {side['unit']})")


def main():
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # a reader that stops early is no error
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path, help="folder of evaluation data")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("draw").add_argument("read", help="the reader, such as 'backstory read'")
    commands.add_parser("show").add_argument("which", choices=("all", "dev", "second"))
    options = parser.parse_args()
    if options.command == "draw":
        for row in draw(options.data, options.read):
            print(json.dumps(row, ensure_ascii=False))
        return
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    if options.which == "second":
        rows = rows[::SECOND_EVERY]
        random.Random(SEED + 1).shuffle(rows)
    show(options.data, [row for row in rows if options.which != "dev" or row["half"] == "dev"])


if __name__ == "__main__":
    main()
