#!/usr/bin/env python3
"""Times `backstory read` beside blank spaCy, on the same articles and one core.

  taskset -c 0 quality/speed_read.py DATA TOOL          (python with spacy: pip install spacy)

In: the folder of evaluation data (news/bbc2225, news/g5w1h_news_cluster) and the program. Out: JSON: words a second of
processor time of the whole command (JSON in and out included), of blank spaCy, which only tokenises, and their ratio.
A word is what stands between blanks. spaCy's site gives 10,014 words a second for en_core_web_sm on a processor
(https://spacy.io/usage/facts-figures, "Speed comparison"). Never: a text in the figures.
"""
import gzip
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

SETS = ("bbc2225", "g5w1h_news_cluster")


def main():
    data, tool = pathlib.Path(sys.argv[1]), sys.argv[2:]
    lines = [line for name in SETS for line in gzip.open(data / "news" / f"{name}.jsonl.gz", "rt", encoding="utf-8")]
    texts = [json.loads(line)["text"] for line in lines]
    words = sum(len(text.split()) for text in texts)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as articles:
        articles.writelines(lines)
        articles.flush()
        with open(articles.name, "rb") as given:
            subprocess.run(tool, stdin=given, stdout=subprocess.DEVNULL, check=True, env=os.environ | {"RAYON_NUM_THREADS": "1"})
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    ours = words / (used.ru_utime + used.ru_stime)
    figures = {"words": words, "articles": len(texts), "backstory_words_per_second": round(ours)}
    try:
        import spacy
        tokenise = spacy.blank("en")
        began = time.process_time()
        for text in texts:
            tokenise(text)
        theirs = words / (time.process_time() - began)
        figures |= {"blank_spacy_words_per_second": round(theirs), "ratio": round(ours / theirs, 2), "spacy": spacy.__version__}
    except ImportError:
        figures["spacy"] = "not installed"
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
