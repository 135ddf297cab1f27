#!/usr/bin/env python3
"""Scores how little stories depend on the order of arrival.

  score_order.py DATA TOOL [--set NAME] [--flips]

In: a folder of evaluation data and the command that groups articles ("backstory group"). Each set of stories is shuffled five
times with fixed seeds: dated articles within their day, undated ones among themselves over their places. Out: one line of JSON:
BCubed F1 between the runs, one as the gold of the other, mean and least of the ten pairs per set. --flips: to standard error,
the articles that part from most of their companions, by id. Never: a text of the data, a story that the gold names.
"""
import argparse
import collections
import gzip
import itertools
import json
import pathlib
import random
import shlex
import subprocess
import sys
import tempfile

SEEDS = (11, 23, 37, 53, 71)


def articles_of(path):
    """The articles without the gold story, each with an id of its own."""
    with gzip.open(path, "rt", encoding="utf-8") as packed:
        for at, line in enumerate(packed):
            article = json.loads(line)
            article.pop("story", None)
            published = article.get("published") or ""
            if "T" in published and not (published.endswith("Z") or published[-6] in "+-"):
                article["published"] = published + "Z"
            yield article | {"id": f"order{at}"}


def shuffled(articles, seed):
    """Days in order; within a day another order; undated articles change places with each other."""
    mixed = articles[:]
    random.Random(seed).shuffle(mixed)
    dated = iter(sorted((one for one in mixed if one.get("published")), key=lambda one: one["published"][:10]))
    return [next(dated) if one.get("published") else one for one in mixed]


def grouped(articles, tool):
    """The story of each article."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(article) + "\n" for article in articles)
        file.flush()
        done = subprocess.run([*tool, file.name], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"group ended with exit code {done.returncode}")
    return {row["article"]: row["story"] for row in map(json.loads, done.stdout.splitlines())}


def bcubed(gold, found):
    both, of_gold, of_found = collections.Counter((gold[one], found[one]) for one in gold), collections.Counter(gold.values()), collections.Counter(found.values())
    precision = sum(n * n / of_found[story] for (_, story), n in both.items()) / len(gold)
    recall = sum(n * n / of_gold[story] for (story, _), n in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


def members(run):
    stories = collections.defaultdict(set)
    for article, story in run.items():
        stories[story].add(article)
    return {article: stories[story] for article, story in run.items()}


def flips(runs):
    """Articles by how unlike their companions are between runs: the mean of 1 - overlap of the two stories."""
    parted = collections.Counter()
    for one, other in itertools.combinations(map(members, runs), 2):
        for article in one:
            parted[article] += 1 - len(one[article] & other[article]) / len(one[article] | other[article])
    pairs = len(runs) * (len(runs) - 1) / 2
    return [(article, round(weight / pairs, 3)) for article, weight in parted.most_common() if weight]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("tool")
    parser.add_argument("--set", help="only this set of stories")
    parser.add_argument("--flips", action="store_true", help="articles that change companions, to standard error")
    options = parser.parse_args()
    figures = {}
    for path in sorted((options.data / "stories").glob("*.jsonl.gz")):
        name = path.name.removesuffix(".jsonl.gz")
        if options.set and name != options.set:
            continue
        articles = list(articles_of(path))
        runs = [grouped(shuffled(articles, seed), shlex.split(options.tool)) for seed in SEEDS]
        between = [bcubed(one, other) for one, other in itertools.combinations(runs, 2)]
        changed = flips(runs)
        figures[name] = {"articles": len(articles), "mean": round(sum(between) / len(between), 4), "least": round(min(between), 4),
                         "changed": len(changed), "stories": [len(set(run.values())) for run in runs]}
        for article, weight in changed if options.flips else []:
            print(name, article, weight, *(run[article] for run in runs), file=sys.stderr)
    least = min((one["mean"] for one in figures.values()), default=None)
    print(json.dumps({"seeds": list(SEEDS), "least_mean": least} | figures))


if __name__ == "__main__":
    main()
