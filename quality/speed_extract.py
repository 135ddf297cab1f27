#!/usr/bin/env python3
"""Times `backstory extract` beside trafilatura, on the same pages and one core, turn about.

  quality/speed_extract.py DATA TOOL [--rounds N] [--core C]        (python with trafilatura: pip install trafilatura)

In: the folder of evaluation data (pages/fundus, or another folder of *.html.gz below it) and the program, as "backstory". Out: JSON:
pages a second of processor time, of the whole command (JSON in and out, start of the program included) and of trafilatura's
bare_extraction called in this process with its defaults, the best of N rounds each, and their ratio. Never: a text in the figures.
"""
import argparse
import gzip
import json
import os
import pathlib
import resource
import shlex
import subprocess
import tempfile
import time


def used_by_children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("tool")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--core", type=int, default=0)
    options = parser.parse_args()
    os.sched_setaffinity(0, {options.core})
    pages = [gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
             for path in sorted((options.data / "pages").rglob("*.html.gz"))]
    figures = {"pages": len(pages), "megabytes": round(sum(len(page) for page in pages) / 1e6, 1)}
    try:
        import trafilatura
        figures["trafilatura"] = trafilatura.__version__
    except ImportError:
        trafilatura = None
        figures["trafilatura"] = "not installed"
    ours, theirs = [], []
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as lines:
        for at, page in enumerate(pages):
            lines.write(json.dumps({"url": f"https://paper.example/{at}", "body": page}) + "\n")
        lines.flush()
        for _ in range(options.rounds):
            began = used_by_children()
            subprocess.run([*shlex.split(options.tool), "extract", lines.name], stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, check=False, env=os.environ | {"RAYON_NUM_THREADS": "1"})
            ours.append(len(pages) / (used_by_children() - began))
            if trafilatura:
                began = time.process_time()
                for page in pages:
                    trafilatura.bare_extraction(page, with_metadata=True)
                theirs.append(len(pages) / (time.process_time() - began))
    figures["backstory_pages_per_second"] = round(max(ours), 1)
    if theirs:
        figures |= {"trafilatura_pages_per_second": round(max(theirs), 1), "ratio": round(max(ours) / max(theirs), 2)}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
