#!/usr/bin/env python3
"""Scores `backstory check` on errors injected into real articles: caught shares of nine classes, false alarms on what is true.

  score_injected.py DATA "backstory check" [--inject "cargo run --release --example inject_errors --"] [--per-class 100] [--show CLASS]
  score_injected.py --selftest

In: DATA/news, English only; examples/inject_errors.rs makes the claims, from files of articles. A claim is caught if the verdict is not `supported`; the
same of an untouched or faithfully edited sentence is a false alarm. Of each file the same number of claims of each class, evenly over its articles, one of a
class and article where there are enough. Out: one JSON object. --show prints the misses of a class, or of all (false alarms of
`untouched` and `edited`), to standard error. Never: a file of the data's words that outlives the run, a word of them in the JSON.
"""
import argparse
import collections
import gzip
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile

FILES = ("g5w1h_news_cluster", "bbc2225", "long-reads-2025", "reuters21578")
TRUE = ("untouched", "edited")
ERRORS = ("name", "number", "unit", "date", "negation", "actor", "quote", "attribution", "tail")
# Of each file so many articles at most are read, evenly over it: a swapped actor is made once in forty articles of a wire.
ARTICLES_MAX = 2500
LETTERS_MIN = 400
# A source longer than this takes long to check and is a book; its articles are left out.
LETTERS_MAX = 20000
BARS = {"caught": 0.9, "false_alarms": 0.05}


def evenly(rows, count):
    """So many rows, spread over all of them."""
    return [rows[at * len(rows) // count] for at in range(count)] if len(rows) > count else rows


def articles(data, name):
    with gzip.open(data / "news" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    rows = [row for row in rows if row.get("language", "en") == "en" and LETTERS_MIN <= len(row["text"]) <= LETTERS_MAX]
    return evenly(rows, ARTICLES_MAX)


def made(command, rows):
    """Claims of some articles, as the generator makes them."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "articles.jsonl"
        path.write_text("".join(json.dumps({"id": row["id"], "text": row["text"]}) + "\n" for row in rows), encoding="utf-8")
        with subprocess.Popen([*shlex.split(command), str(path)], stdout=subprocess.PIPE, text=True) as done:
            yield from map(json.loads, done.stdout)
    if done.returncode:
        raise SystemExit(f"{command}: ended with {done.returncode}")


def class_of(claim):
    return claim["id"].rsplit("-", 1)[0]


def chosen(claims, count):
    """So many claims of each class: one of each article first, evenly over the articles, then a second of each, and so on."""
    kept = collections.defaultdict(lambda: collections.defaultdict(list))
    for claim in claims:
        kept[class_of(claim)][claim["sources"][0]["id"]].append(claim)
    for name in ERRORS + TRUE:
        left, turn = count, 0
        while left and (rows := [of_article[turn] for of_article in kept[name].values() if len(of_article) > turn]):
            picked = evenly(rows, left)
            yield from picked
            left, turn = left - len(picked), turn + 1


def checked(command, claims):
    lines = "".join(json.dumps({name: claim[name] for name in ("id", "text", "sources")}) + "\n" for claim in claims)
    done = subprocess.run(shlex.split(command), input=lines, capture_output=True, text=True, check=True)
    return {row["id"]: row for row in map(json.loads, done.stdout.splitlines())}


def shares(claims, verdicts):
    """Rejected of each class."""
    sums = collections.defaultdict(lambda: [0, 0])
    for claim in claims:
        sums[class_of(claim)][0] += 1
        sums[class_of(claim)][1] += verdicts[claim["id"]]["verdict"] != "supported"
    return {name: {"claims": sums[name][0], "rejected": round(sums[name][1] / max(1, sums[name][0]), 4)} for name in ERRORS + TRUE}


def outside(figures):
    """Classes that miss the bars."""
    low = [name for name in ERRORS if figures[name]["rejected"] < BARS["caught"]]
    return low + [name for name in TRUE if figures[name]["rejected"] > BARS["false_alarms"]]


def show(name, claims, verdicts):
    for claim in claims:
        verdict = verdicts[claim["id"]]
        of = class_of(claim)
        if name in (of, "all") and (verdict["verdict"] == "supported") != (of in TRUE):
            print(f"\n{claim['id']} {verdict['verdict']} {verdict['score']:.2f} {verdict['reasons']}\n  {claim['from']}\n  {claim['text']}", file=sys.stderr)


def selftest():
    rows = [{"id": f"name-{number}", "sources": [{"id": number // 2}]} for number in range(20)]
    assert [row["id"] for row in chosen(rows, 5)] == [f"name-{number}" for number in (0, 4, 8, 12, 16)]
    assert len(list(chosen(rows, 15))) == 15 and len({row["id"] for row in chosen(rows, 30)}) == 20
    verdicts = {row["id"]: {"verdict": "supported" if row["id"] == "name-3" else "not_found"} for row in rows}
    figures = shares(rows, verdicts)
    assert figures["name"] == {"claims": 20, "rejected": 0.95} and "name" not in outside(figures) and "unit" in outside(figures)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path, nargs="?")
    parser.add_argument("command", nargs="?", help="such as 'backstory check'")
    parser.add_argument("--inject", default="cargo run --quiet --release --example inject_errors --", help="command that makes claims of files")
    parser.add_argument("--per-class", type=int, default=100, help="claims of each class, over all files")
    parser.add_argument("--show", metavar="CLASS", choices=(*ERRORS, *TRUE, "all"))
    parser.add_argument("--selftest", action="store_true")
    options = parser.parse_args()
    if options.selftest:
        selftest()
        return print("selftest passed")
    if not options.command:
        parser.error("DATA and a command are needed")
    figures, every, verdicts = {"files": {}}, [], {}
    for name in FILES:
        claims = [claim | {"id": f"{class_of(claim)}-{name}.{claim['id'].rsplit('-', 1)[1]}"} for claim in
                  chosen(made(options.inject, articles(options.data, name)), options.per_class // len(FILES))]
        # A file name holds dashes: the class is what stands before the first one.
        claims = [claim | {"id": claim["id"].replace(name, name.replace("-", "_"))} for claim in claims]
        found = checked(options.command, claims)
        figures["files"][name] = shares(claims, found)
        every += claims
        verdicts |= found
        if options.show:
            show(options.show, claims, found)
    figures["all"] = shares(every, verdicts)
    figures["outside"] = outside(figures["all"])
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
