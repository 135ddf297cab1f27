#!/usr/bin/env python3
"""Draws the 300 sentences that figures.jsonl labels, the same ones each time.

  quality/labels/sample_figures.py DATA

In: DATA/news/*.jsonl.gz, English only. Out, to the screen: a line per sentence with file, article id, start and end
(code points of the article's text) and the words. Never: a file; the papers' words stay out of the project.
SHARE_NUMBERED of each file's sentences hold a digit or a number word, the rest is drawn from all of them; at most one
sentence per article. Tables, lists of prices and very long sentences are passed over.
"""
import argparse
import gzip
import json
import pathlib
import random
import re
import signal

FILES = ("g5w1h_news_cluster", "bbc2225", "reuters21578", "fundus", "long-reads-2025")
PER_FILE = 60
SHARE_NUMBERED = 0.85
SEED = 3
LETTERS_MIN, LETTERS_MAX = 45, 330
WORDS_MIN = 8
# A table or list of prices: more of its words than this hold a digit.
SHARE_DIGITS_MAX = 0.34
# Prose: so much of it is words that every English text is full of.
SHARE_COMMON_MIN = 0.2

COMMON = set("the a an of to in and for on at by with from that this is was are were be been has have had he she it they his her its "
             "their not but or as which who will would said".split())
NUMBER_WORD = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|[mbt]r?illions?|dozens?|scores|half|thirds?|quarters?|"
    r"fifths?|tenths?|couple|pair|twice|double[ds]?|tripled?)\b", re.IGNORECASE)
ABBREVIATED = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Sen|Rep|Gov|Rev|Hon|No|Nos|vs|v|Corp|Inc|Ltd|Co|Bros|Jr|Sr|"
                         r"Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|a\.m|p\.m|approx|est|Rs|Mt|Ft|i\.e|e\.g)|\b[A-Z]|\b[A-Z]\.[A-Z])\.$")
# A blank line, an indented line or a line that begins after an end of sentence parts paragraphs; a bare line break may not (wires wrap).
PARAGRAPH = re.compile(r"\n\s*\n|\n[ \t]{2,}|(?<=[.!?\"”’])\n")
END = re.compile(r"[.!?]+[\"”’')\]]*(?=\s+[\"“‘'(\[]*[A-Z0-9£$€])")


def articles(data, name):
    with gzip.open(data / "news" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if is_english(article["text"]):
                yield article


def is_english(text):
    words = re.findall(r"[a-zà-ÿ]+", text[:3000].lower())
    return len(words) > 40 and sum(word in COMMON for word in words) > SHARE_COMMON_MIN * len(words)


def sentences(text):
    """Start and end of each sentence."""
    borders = [0] + [at for found in PARAGRAPH.finditer(text) for at in found.span()] + [len(text)]
    for begin, end in zip(borders[::2], borders[1::2]):
        start = begin
        for mark in END.finditer(text, begin, end):
            if not ABBREVIATED.search(text[start:mark.start() + 1]):
                yield trimmed(text, start, mark.end())
                start = mark.end()
        yield trimmed(text, start, end)


def trimmed(text, start, end):
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def is_prose(sentence):
    words = sentence.split()
    if not (LETTERS_MIN <= len(sentence) <= LETTERS_MAX and len(words) >= WORDS_MIN and re.search(r"[.!?][\"”’')\]]*$", sentence)):
        return False
    common = sum(word.strip("\"“”‘’'(),.").lower() in COMMON for word in words)
    digits = sum(any(letter.isdigit() for letter in word) for word in words)
    return common >= SHARE_COMMON_MIN * len(words) and digits <= SHARE_DIGITS_MAX * len(words) and not re.search(r"\S {3,}\S|\t", sentence)


def drawn(data, name, dice):
    """PER_FILE sentences of one file, in the order of their ids."""
    numbered, any_kind, seen = [], [], set()
    for article in sorted(articles(data, name), key=lambda article: article["id"]):
        spans = [span for span in sentences(article["text"]) if is_prose(article["text"][slice(*span)])]
        rows = [(article["id"], *span, article["text"][slice(*span)]) for span in spans]
        rows = [row for row in rows if row[3] not in seen and not seen.add(row[3])]
        if not rows:
            continue
        with_number = [row for row in rows if NUMBER_WORD.search(row[3])]
        any_kind.append(dice.choice(rows))
        if with_number:
            numbered.append(dice.choice(with_number))
    first = dice.sample(numbered, round(SHARE_NUMBERED * PER_FILE))
    taken = {row[0] for row in first}
    rest = [row for row in any_kind if row[0] not in taken]
    return sorted(first + dice.sample(rest, PER_FILE - len(first)))


def main():
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # a reader that stops early is no error
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path, help="folder of evaluation data, holding news/")
    data = parser.parse_args().data
    for name in FILES:
        for article, start, end, text in drawn(data, name, random.Random(f"{SEED} {name}")):
            print(json.dumps({"file": name, "article": article, "start": start, "end": end, "text": text}, ensure_ascii=False))


if __name__ == "__main__":
    main()
