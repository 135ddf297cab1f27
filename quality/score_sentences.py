#!/usr/bin/env python3
"""Scores the sentence ends that `backstory read` finds against texts cut into sentences by people.

  quality/score_sentences.py SCORE GOLD TOOL [--show 40]

In: the folder of the scorers (its tokens.py and names.py put the sentences of GOLD, a BIO file, back into running text),
GOLD, and the command that reads articles. Out: JSON: precision, recall and F1 of sentence ends, of all and of those
inside a line (a line's end is given, so only those show anything). The end of a text counts nowhere.
Never: a text in the figures; --show prints mistakes to the terminal only.
"""
import argparse
import gzip
import json
import shlex
import subprocess
import sys

# Sentences that share a text where the set marks no documents.
JOIN = 20


def texts_of(score, gold):
    """Pairs of a running text and the places where its sentences end, counted in characters that are not blank."""
    sys.path.insert(0, score)
    from names import documents
    from tokens import join_sentences
    with gzip.open(gold, "rt", encoding="utf-8") as lines:
        for sentences in documents(lines, JOIN):
            text, offsets = join_sentences([[token for token, _ in sentence] for sentence in sentences])
            yield text, {place(text, spans[-1][1]) for spans in offsets if spans}


def place(text, at):
    """How many characters before `at` are not blank: a blank more or less is no mistake."""
    return sum(not letter.isspace() for letter in text[:at])


def line_ends(text):
    found, count = set(), 0
    for letter in text:
        if letter == "\n":
            found.add(count)
        count += not letter.isspace()
    return found


def readings(tool, texts):
    lines = "".join(json.dumps({"id": str(at), "text": text, "language": "en"}) + "\n" for at, text in enumerate(texts))
    done = subprocess.run(shlex.split(tool), input=lines.encode(), stdout=subprocess.PIPE, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()]


def rates(right, found, wanted):
    precision, recall = right / max(found, 1), right / max(wanted, 1)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "ends": wanted,
            "f1": round(2 * precision * recall / max(precision + recall, 1e-9), 4)}


def score(texts, read, show):
    counts = {"all": [0, 0, 0], "inside_lines": [0, 0, 0]}
    for (text, gold), reading in zip(texts, read):
        found = {place(text, sentence["end"]) for sentence in reading["sentences"]}
        last, lines = place(text, len(text)), line_ends(text)
        for name, without in (("all", {last}), ("inside_lines", {last} | lines)):
            mine, wanted = found - without, gold - without
            for at, count in enumerate((len(mine & wanted), len(mine), len(wanted))):
                counts[name][at] += count
        show = shown(text, (found ^ gold) - {last} - lines, found, show)
    return {name: rates(*count) for name, count in counts.items()}


def shown(text, wrong, found, left):
    """Prints the surroundings of mistakes, `left` at most; how many may still be shown."""
    count = 0
    for at, letter in enumerate(text):
        if count in wrong and not letter.isspace() and left > 0:
            kind = "too many" if count in found else "missed"
            print(f"{kind:9}{text[max(0, at - 50):at]!r} | {text[at:at + 30]!r}", file=sys.stderr)
            left -= 1
        count += not letter.isspace()
    return left


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("score")
    parser.add_argument("gold")
    parser.add_argument("tool")
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    texts = list(texts_of(options.score, options.gold))
    read = readings(options.tool, [text for text, _ in texts])
    if len(read) != len(texts):
        raise SystemExit(f"{len(read)} readings of {len(texts)} texts")
    print(json.dumps(score(texts, read, options.show)))


if __name__ == "__main__":
    main()
