#!/usr/bin/env python3
"""Times the group stage beside a greedy TF-IDF in Python and scikit-learn: same invented articles, same run, same core.

  quality/speed_group.py [--articles 20000] [--words 450] [--rounds 3] [--core 0] [--bench PROGRAM] [--folder FOLDER]

In: nothing; articles come from `cargo bench --bench group` (or the program named with --bench, built by it), scikit-learn
from PyPI into FOLDER/venv (a temporary folder unless named). Out: JSON: articles a second of each, their ratio, BCubed F1
of each. Never: a text from anywhere.

What is timed, in processor time of one core, turn about, the fastest round of each:
  stage    the whole of `Window::group`: words, stems, copies, reports, stories, reasons; readings given.
  greedy   the usual single pass: HashingVectorizer (2^18 columns, English stop words, no stems, sublinear counts, batches of
           500), document frequencies of the articles so far, cosine with the centroids of the stories that had an article in
           the last DAYS days, by one sparse product a batch and one among the batch; an article joins the nearest
           story above THRESHOLD, else opens one. No copies, no reports, no names, no reasons. Its input is parsed beforehand.
"""
import argparse
import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

PROJECT = pathlib.Path(__file__).resolve().parent.parent
BATCH = 500
COLUMNS = 2**18
# The best of 0.07, 0.1, 0.15 and 0.2 by BCubed F1 on 10,000 articles; thirty days, as in the window, would only slow it down.
THRESHOLD = 0.1
DAYS = 7


def main():
    parser = argparse.ArgumentParser()
    for name, default in (("--articles", 20_000), ("--words", 450), ("--rounds", 3), ("--core", 0)):
        parser.add_argument(name, type=int, default=default)
    parser.add_argument("--threshold", type=float, default=THRESHOLD)
    parser.add_argument("--bench")
    parser.add_argument("--folder")
    parser.add_argument("--greedy", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.greedy:
        print(json.dumps(greedy(given.greedy, given.threshold)))
        return
    with tempfile.TemporaryDirectory() as temporary:
        compare(given, pathlib.Path(given.folder or temporary))


def compare(given, folder):
    folder.mkdir(parents=True, exist_ok=True)
    python, bench = venv(folder), given.bench or built()
    articles = folder / "articles.jsonl"
    asked = ["--articles", str(given.articles), "--words", str(given.words)]
    subprocess.run([bench, *asked, "--write", articles], check=True)
    ours, theirs = [], []
    for _ in range(given.rounds):
        # The program ends with 1 where it is below its bar; its figures stand all the same.
        ours.append(stage(on_core(given.core, [bench, *asked], check=False)))
        told = [python, __file__, "--greedy", articles, "--threshold", str(given.threshold)]
        theirs.append(json.loads(on_core(given.core, told, check=True)))
    stage_best = max(ours, key=lambda one: one["articles_per_second"])
    greedy_best = max(theirs, key=lambda one: one["articles_per_second"])
    ratio = stage_best["articles_per_second"] / greedy_best["articles_per_second"]
    figures = {"articles": given.articles, "words": given.words, "rounds": given.rounds}
    print(json.dumps(figures | {"stage": stage_best, "greedy": greedy_best, "ratio": round(ratio, 2)}, indent=1))


def venv(folder):
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "scikit-learn"], check=True)
    return python


def built():
    """The benchmark, built now."""
    told = subprocess.run(
        ["cargo", "bench", "--no-run", "--bench", "group", "--message-format", "json"],
        cwd=PROJECT, check=True, stdout=subprocess.PIPE, text=True,
    ).stdout
    lines = [json.loads(line) for line in told.splitlines()]
    return [line["executable"] for line in lines if line.get("target", {}).get("name") == "group" and line.get("executable")][-1]


def on_core(core, command, check):
    alone = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
    bound = lambda: os.sched_setaffinity(0, {core})
    done = subprocess.run(
        list(map(str, command)), stdout=subprocess.PIPE, text=True, check=check, env=os.environ | alone, preexec_fn=bound
    )
    return done.stdout


def stage(printed):
    """The figures that the benchmark prints."""
    after = lambda words: float(printed.split(words, 1)[1].split()[0].rstrip(","))
    return {"articles_per_second": after("stage alone: "), "bcubed_f1": after("BCubed F1: stories ")}


def greedy(path, threshold):
    """Articles a second and BCubed F1 of the single pass."""
    import numpy
    import scipy.sparse
    import sklearn
    from sklearn.feature_extraction.text import HashingVectorizer
    from sklearn.preprocessing import normalize

    with open(path, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = [row["title"] + "\n" + row["text"] for row in rows]
    days = [time.mktime(time.strptime(row["published"][:19], "%Y-%m-%dT%H:%M:%S")) / 86_400 for row in rows]
    vectorizer = HashingVectorizer(n_features=COLUMNS, stop_words="english", alternate_sign=False, norm=None)
    began = time.process_time()
    frequencies, decided = numpy.zeros(COLUMNS), []
    sums, newest, live = {}, {}, []  # of each story: the sum of its articles, the day of its newest one
    for start in range(0, len(rows), BATCH):
        counts = vectorizer.transform(texts[start:start + BATCH])
        frequencies += numpy.bincount(counts.indices, minlength=COLUMNS)
        seen = start + counts.shape[0]
        counts.data = (1.0 + numpy.log(counts.data)) * numpy.log1p(seen / frequencies[counts.indices])
        vectors = normalize(counts).tocsr()
        live = [story for story in live if newest[story] >= days[start] - DAYS]
        old = (vectors @ normalize(scipy.sparse.vstack([sums[story] for story in live])).T).tocsr() if live else None
        among = (vectors @ vectors.T).toarray()
        batch = []
        for at in range(vectors.shape[0]):
            best, score = None, threshold
            if old is not None:
                part = slice(old.indptr[at], old.indptr[at + 1])
                if part.stop > part.start:
                    place = part.start + int(old.data[part].argmax())
                    if old.data[place] >= score:
                        best, score = live[old.indices[place]], old.data[place]
            if at:
                near = int(among[at, :at].argmax())
                if among[at, near] > score:
                    best = batch[near]
            story = start + at if best is None else best
            batch.append(story)
            newest[story] = days[start + at]
        touched = collections.defaultdict(list)
        for at, story in enumerate(batch):
            touched[story].append(at)
        for story, members in touched.items():
            more = vectors[members].sum(axis=0) if len(members) > 1 else vectors[members[0]]
            more = scipy.sparse.csr_matrix(more)
            if story in sums:
                sums[story] = sums[story] + more
            else:
                sums[story] = more
                live.append(story)
        decided += batch
    seconds = time.process_time() - began
    return {
        "articles_per_second": round(len(rows) / seconds),
        "bcubed_f1": round(bcubed(decided, [row["gold"] for row in rows]), 3),
        "scikit_learn": sklearn.__version__,
    }


def bcubed(decided, truly):
    both, ours, theirs = (collections.Counter(of) for of in (zip(decided, truly), decided, truly))
    precision = sum(count * count / ours[pair[0]] for pair, count in both.items()) / len(truly)
    recall = sum(count * count / theirs[pair[1]] for pair, count in both.items()) / len(truly)
    return 2 * precision * recall / (precision + recall)


if __name__ == "__main__":
    main()
