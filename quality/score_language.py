#!/usr/bin/env python3
"""Scores the language that `backstory read` tells of articles in over twenty languages.

  quality/score_language.py DATA TOOL [--show]

In: the folder of evaluation data (news/fundus.jsonl.gz, and pages/fundus, whose pages name their language) and the
command that reads articles. Out: JSON: accuracy with no language stated, accuracy with a wrong one stated (German,
English, Spanish or French, in turn), and how often a reading that is sure (0.9 or more) is wrong.
Never: a text in the figures; --show prints ids of what was told wrong.
"""
import argparse
import gzip
import json
import pathlib
import re
import shlex
import subprocess
import sys

# Pages that name no language or not the one they are written in, read by eye.
BY_EYE = {"cn-People": "zh", "il-IsraelNachrichten": "de", "jp-NikkanGeadai": "ja", "tw-TaipeiTimes": "en", "uk-DailyMail": "en",
          "tz-HabariLeo": "sw", "za-Dizindaba": "xh", "za-IsolezweLesiXhosa": "xh", "za-EyethuNews": "zu", "za-Ilanga": "zu",
          "za-Isolezwe": "zu"}
# One code for what is written alike.
SAME = {"nb": "no", "nn": "no"}
SURE = 0.9


def languages(data, articles):
    """The language that each article's page names."""
    for article in articles:
        name = article["id"].split("-V")[0]
        country = article["id"].split("-")[0]
        pages = sorted((data / "pages/fundus" / country).glob(f"{article['outlet']}_*.html.gz"))
        label = None
        if pages:
            head = gzip.decompress(pages[0].read_bytes()).decode("utf-8", "replace")
            label = re.search(r'<html[^>]*\blang=["\']?([A-Za-z]+)', head)
        code = BY_EYE.get(name) or (label.group(1).lower() if label else None)
        yield SAME.get(code, code)


def read(tool, articles):
    lines = "".join(json.dumps(article) + "\n" for article in articles)
    done = subprocess.run(shlex.split(tool), input=lines.encode(), stdout=subprocess.PIPE, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("tool")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    with gzip.open(options.data / "news/fundus.jsonl.gz") as lines:
        articles = [{key: value for key, value in json.loads(line).items() if key in ("id", "outlet", "title", "text")} for line in lines]
    gold = list(languages(options.data, articles))
    known = [(article, code) for article, code in zip(articles, gold) if code]
    wrong = [next(code for code in ("de", "en", "es", "fr")[at % 4:] + ("de", "en") if code != known[at][1]) for at in range(len(known))]
    plain = read(options.tool, [article for article, _ in known])
    misled = read(options.tool, [article | {"language": code} for (article, _), code in zip(known, wrong)])
    right = [reading["language"] == code for (_, code), reading in zip(known, plain)]
    right_misled = [reading["language"] == code for (_, code), reading in zip(known, misled)]
    sure = [good for good, reading in zip(right + right_misled, plain + misled) if reading["language_confidence"] >= SURE]
    if options.show:
        for (article, code), reading in zip(known + known, plain + misled):
            if reading["language"] != code:
                print(article["id"], code, reading["language"], reading["language_confidence"], file=sys.stderr)
    print(json.dumps({"articles": len(known), "languages": len(set(gold) - {None}), "accuracy": round(sum(right) / len(right), 4),
                      "accuracy_wrongly_stated": round(sum(right_misled) / len(right), 4), "sure": len(sure),
                      "sure_and_wrong": round(1 - sum(sure) / max(len(sure), 1), 4)}))


if __name__ == "__main__":
    main()
