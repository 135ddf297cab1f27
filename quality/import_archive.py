#!/usr/bin/env python3
"""Imports a web archive (or any other file) and says how: pages a second in each tenth of the file, the most memory; then
imports it again into another store, killed ten times at moments drawn from a seed, and compares what the two stores hold.

    quality/make_warc.py /tmp/a.warc.gz --pages 100000
    quality/import_archive.py target/release/backstory /tmp/a.warc.gz [--kills 10] [--seed 1]

Linux only: memory is read from /proc. Ends with 1 where the two stores differ.
"""
import argparse
import hashlib
import os
import pathlib
import random
import sqlite3
import subprocess
import tempfile
import time

NOW = "2031-03-20T06:00:00Z"
EVERY_SECONDS = 0.2
# What a store holds, without the numbers of rows, which are the order of arrival.
COMPARED = {
    "pages": "SELECT source.id, url, digest, page.fetched, status, content_type, said, packed, length(body) FROM page"
             " JOIN source ON source.number = page.source ORDER BY url, digest",
    "articles": "SELECT id, newest, time FROM article ORDER BY id",
    "versions": "SELECT id, version, title, text, version.received FROM version JOIN article ON article.number = version.article"
                " ORDER BY id, version",
    "waiting": "SELECT url, digest, stamp FROM extraction JOIN page ON page.number = extraction.page ORDER BY url, digest",
    "positions": "SELECT source.id, mark, records, offset, done FROM position JOIN source ON source.number = position.source"
                 " ORDER BY source.id",
    "ledger": "SELECT at, source.id, asked, outcome, reason, place, ledger.status, bytes, items, times, what, hint FROM ledger"
              " LEFT JOIN source ON source.number = ledger.source"
              " ORDER BY at, source.id, asked, outcome, reason, place, what",
    "sources": "SELECT id, address, kind, problem, fetched FROM source ORDER BY id",
}


def command(binary, archive, store):
    return [binary, "import", archive, "--store", str(store), "--now", NOW, "--quiet"]


def memory_kilobytes(pid, field):
    try:
        with open(f"/proc/{pid}/status") as status:
            for line in status:
                if line.startswith(field + ":"):
                    return int(line.split()[1])
    except OSError:
        pass
    return 0


def looked_at(store):
    """Pages in the store and bytes of the file taken in by now."""
    try:
        with sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=5) as reader:
            offset, = reader.execute("SELECT max(offset) FROM position").fetchone()
            pages, = reader.execute("SELECT max(number) FROM page").fetchone()
            return pages or 0, offset or 0
    except sqlite3.Error:
        return 0, 0


def unbroken(binary, archive, store):
    size = os.path.getsize(archive)
    started = time.monotonic()
    process = subprocess.Popen(command(binary, archive, store))
    samples, peak, anonymous = [(0.0, 0, 0)], 0, 0
    while process.poll() is None:
        time.sleep(EVERY_SECONDS)
        peak = max(peak, memory_kilobytes(process.pid, "VmHWM"))
        anonymous = max(anonymous, memory_kilobytes(process.pid, "RssAnon"))
        samples.append((time.monotonic() - started, *looked_at(store)))
    seconds = time.monotonic() - started
    pages, _ = looked_at(store)
    samples.append((seconds, pages, size))
    print(f"{pages} pages of {size / 1e6:.0f} MB in {seconds:.1f} s: {pages / seconds:.0f} pages/s, exit {process.returncode}")
    print(f"peak {peak / 1024:.0f} MB, of which {anonymous / 1024:.0f} MB are not files")
    rates, last = [], samples[0]
    for tenth in range(1, 11):
        here = next((sample for sample in samples if sample[2] >= size * tenth / 10), samples[-1])
        spent = here[0] - last[0]
        rates.append(f"{(here[1] - last[1]) / spent:.0f}" if spent > 0 else "-")
        last = here
    print("pages/s per tenth: " + " ".join(rates))
    files = sum(path.stat().st_size for path in store.parent.glob(store.name + "*"))
    print(f"store: {files / 1e6:.0f} MB")
    return seconds


def killed(binary, archive, store, seconds, kills, seed):
    """Imports in so many parts, each killed after a share of the whole time, and then to the end."""
    pick = random.Random(seed)
    done = 0
    for _ in range(kills):
        process = subprocess.Popen(command(binary, archive, store))
        time.sleep(pick.uniform(0.2, 1.8) * seconds / (kills + 1))
        if process.poll() is None:
            process.kill()
            done += 1
        process.wait()
    subprocess.run(command(binary, archive, store), check=False)
    return done


def digests(store):
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as reader:
        found = {}
        for name, query in COMPARED.items():
            digest, count = hashlib.sha256(), 0
            for row in reader.execute(query):
                digest.update(repr(row).encode())
                count += 1
            found[name] = (count, digest.hexdigest()[:16])
        return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("archive")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        calm, broken = pathlib.Path(folder, "calm.sqlite"), pathlib.Path(folder, "killed.sqlite")
        seconds = unbroken(arguments.binary, arguments.archive, calm)
        again = time.monotonic()
        subprocess.run(command(arguments.binary, arguments.archive, calm), check=False)
        print(f"again, unchanged: {time.monotonic() - again:.2f} s")
        done = killed(arguments.binary, arguments.archive, broken, seconds, arguments.kills, arguments.seed)
        # The second import of the first store says one line more; so does one more of the killed one.
        subprocess.run(command(arguments.binary, arguments.archive, broken), check=False)
        expected, found = digests(calm), digests(broken)
        for name, (count, digest) in expected.items():
            print(f"{name}: {count} rows, {digest} {'equal' if found[name] == (count, digest) else f'NOT EQUAL: {found[name]}'}")
        print(f"{done} kills; {'equal' if expected == found else 'NOT EQUAL'}")
        raise SystemExit(0 if expected == found and done > 0 else 1)


if __name__ == "__main__":
    main()
