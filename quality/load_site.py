#!/usr/bin/env python3
"""Load on the site: many articles in the store, a run going on, and so many requests a second over a mix of pages.

In: the program (release build). Out: p50 and p99 of the answers, errors, peak memory, each against its bar; exit 1 under one.
Never: a real name, the network beyond 127.0.0.1, or a time without an end.

    python3 quality/load_site.py target/release/backstory            # 100,000 articles, 1,000 requests a second, 30 s
    python3 quality/load_site.py target/release/backstory --store FILE   # keeps the store and takes it again next time
    … --peer 127.0.0.1:8080      # times another reader server in the same run, such as reader (PyPI) over the site's own feed

wrk (Debian: apt-get install wrk) asks where it is installed; otherwise threads of this script do, which costs more of the machine.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import http.client
from datetime import datetime, timedelta, timezone

P99_MILLISECONDS_MAX = 10.0
MEMORY_MEGABYTES_MAX = 300.0
# Connections held open; a browser opens six, so this is a dozen readers who click all the time.
CONNECTIONS = 64
# Articles that the run beside the requests has to work off: more than it can in the time of the requests.
BESIDE = 40_000
NOW = datetime(2031, 6, 1, tzinfo=timezone.utc)
# Days that the articles are spread over, newest last.
DAYS = 120

ONSETS = "b br d dr f g gl h k kl l m n p pr r s st t tr v w z".split()
NUCLEI = "a e i o u ai ea ou".split()
CODAS = ["", "n", "r", "l", "s", "th", "m", "nd", "rk", "lt"]
TEMPLATES = [
    "{who} said on {day} that {n} people were {verb} in {place} after the {thing} {act}.",
    "The {thing} in {place} {act} on {day}, and {who} blamed the {cause}.",
    "According to {who}, the {cause} had been known for {n} weeks.",
    "{n} of them were taken to {other}, the {thing} authority reported.",
    "“We will not accept the {cause},” said {who}, who leads the {thing} council of {place}.",
    "The {thing} will stay closed until {day}, because the {cause} must be removed first.",
    "Residents of {other} {verb} the {thing} and asked for {n} new {cause}s.",
    "Officials in {place} expect that the {thing} will cost {n} million.",
]


def word(chance, syllables):
    """An invented word."""
    return "".join(chance.choice(ONSETS) + chance.choice(NUCLEI) + chance.choice(CODAS) for _ in range(syllables))


class World:
    """Invented names and words, the same for the same seed."""

    def __init__(self, seed):
        self.chance = chance = random.Random(seed)
        self.people = [f"{word(chance, 2).title()} {word(chance, 2).title()}" for _ in range(4_000)]
        self.places = [word(chance, 3).title() for _ in range(2_000)]
        self.things = [word(chance, 2) for _ in range(1_500)]
        self.verbs = [word(chance, 2) + "ed" for _ in range(400)]
        self.outlets = [f"The {word(chance, 2).title()} {kind}" for kind in ("Post", "Courier", "Ledger") for _ in range(40)]

    def event(self):
        """What one event is told with."""
        pick = self.chance.choice
        return {
            "people": [pick(self.people) for _ in range(3)],
            "places": [pick(self.places) for _ in range(2)],
            "things": [pick(self.things) for _ in range(3)],
            "verbs": [pick(self.verbs) for _ in range(3)],
            "numbers": [str(self.chance.randrange(12, 4_000)) for _ in range(3)],
            "at": NOW - timedelta(seconds=self.chance.randrange(3_600, DAYS * 86_400)),
        }

    def article(self, event, number):
        """One report of an event."""
        pick, chance = self.chance.choice, self.chance
        published = min(event["at"] + timedelta(minutes=chance.randrange(0, 1_200)), NOW - timedelta(minutes=5))
        fill = lambda template: template.format(
            who=pick(event["people"]), place=event["places"][0], other=event["places"][1], thing=pick(event["things"]),
            cause=pick(self.things), verb=pick(event["verbs"]), act=pick(event["verbs"]), n=pick(event["numbers"]),
            day=published.strftime("%A"),
        )
        sentences = [fill(template) for template in chance.sample(TEMPLATES, len(TEMPLATES))]
        outlet = pick(self.outlets)
        return {
            "id": f"load-{number}",
            "url": f"https://{outlet.lower().replace(' ', '')}.example/{number}",
            "outlet": outlet,
            "title": f"{event['places'][0]} {event['things'][0]} {event['verbs'][0]}: {event['numbers'][0]} {pick(self.things)}",
            "published": published.isoformat().replace("+00:00", "Z"),
            "language": "en",
            "text": "\n".join(" ".join(sentences[at:at + 3]) for at in range(0, len(sentences), 3)),
        }


def write_articles(path, first, count, seed):
    """JSON lines of so many articles, one to eight to an event."""
    world = World(seed)
    number = first
    with open(path, "w", encoding="utf-8") as lines:
        while number < first + count:
            event = world.event()
            for _ in range(min(world.chance.randrange(1, 9), first + count - number)):
                lines.write(json.dumps(world.article(event, number), ensure_ascii=False) + "\n")
                number += 1


def fill(tool, store, folder, articles):
    """A store with so many articles, read, grouped and explained."""
    day = os.path.join(folder, "articles.jsonl")
    write_articles(day, 0, articles, 7)
    now = ["--store", store, "--now", NOW.isoformat().replace("+00:00", "Z")]
    for arguments in (["import", day], ["run"]):
        began = time.monotonic()
        subprocess.run([tool, *arguments, *now], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        print(f"{arguments[0]}: {time.monotonic() - began:.0f} s", flush=True)


def get(host, path):
    """The body of a page."""
    connection = http.client.HTTPConnection(host, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read().decode()
    assert answer.status == 200, (path, answer.status)
    connection.close()
    return body


def mix(host, chance):
    """Addresses as readers ask for them: of a hundred, 20 front pages, 40 stories, 10 questions, 20 citations, 10 searches."""
    fronts = ["/"] + [f"/?page={number}" for number in range(2, 8)]
    stories, questions, citations, words = set(), set(), set(), set()
    for front in fronts:
        body = get(host, front)
        stories.update(re.findall(r'href="(/stories/[^"#]+)', body))
        words.update(re.findall(r"[A-Z][a-z]{4,}", body))
    stories = sorted(stories)
    for story in chance.sample(stories, min(80, len(stories))):
        body = get(host, story).replace("&#38;", "&")
        questions.update(re.findall(r'href="(/questions/[^"#]+)', body))
        citations.update(re.findall(r'href="(/articles/[^"#]+\?at=[^"#]+)', body))
    searches = [f"/search?q={found}" for found in sorted(words)]
    parts = [(fronts, 20), (stories, 40), (sorted(questions), 10), (sorted(citations), 20), (searches, 10)]
    assert len(stories) > 50 and len(citations) > 50 and searches, "the store has too few stories"
    return [chance.choice(addresses) for addresses, share in parts if addresses for _ in range(share * 20)]


WRK = """
local paths = {}
for path in io.lines(os.getenv("LOAD_PATHS")) do paths[#paths + 1] = path end
math.randomseed(7)
local headers = { ["Accept-Encoding"] = "gzip" }
function request() return wrk.format("GET", paths[math.random(#paths)], headers) end
function delay() return math.random(0, tonumber(os.getenv("LOAD_DELAY"))) end
"""


def with_wrk(host, paths, rate, seconds, folder):
    """Asks with wrk: each connection waits at random between its requests, so that all together come to the rate."""
    script, listed = os.path.join(folder, "load.lua"), os.path.join(folder, "paths.txt")
    open(script, "w").write(WRK)
    open(listed, "w").write("\n".join(paths) + "\n")
    # The mean wait is half the longest; the time of an answer itself is small beside it.
    environment = dict(os.environ, LOAD_PATHS=listed, LOAD_DELAY=str(2 * CONNECTIONS * 1_000 // rate))
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "--timeout", "10s", "-s", script, f"http://{host}/"]
    said = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout

    def milliseconds(percent):
        value, unit = re.search(rf"^\s+{percent}%\s+([\d.]+)(us|ms|s)", said, re.M).groups()
        return float(value) * {"us": 0.001, "ms": 1.0, "s": 1_000.0}[unit]

    errors = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    sockets = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    failed = int(errors.group(1)) if errors else 0
    failed += sum(map(int, sockets.groups())) if sockets else 0
    reached = float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1))
    return milliseconds(50), milliseconds(99), failed, reached


def with_threads(host, paths, rate, seconds, _folder):
    """Asks from threads on a fixed beat; an answer's time counts from when it was due, so that a stall is not forgotten."""
    workers, taken, failed, lock = 32, [], [0], threading.Lock()
    began = time.monotonic() + 0.2

    def work(worker):
        chance, connection = random.Random(worker), http.client.HTTPConnection(host, timeout=10)
        for beat in range(worker, rate * seconds, workers):
            due = began + beat / rate
            time.sleep(max(0.0, due - time.monotonic()))
            try:
                connection.request("GET", chance.choice(paths), headers={"Accept-Encoding": "gzip"})
                answer = connection.getresponse()
                answer.read()
                good = answer.status == 200
            except OSError:
                good, connection = False, http.client.HTTPConnection(host, timeout=10)
            with lock:
                taken.append(time.monotonic() - due)
                failed[0] += not good

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken.sort()
    at = lambda share: 1_000 * taken[int(share * (len(taken) - 1))]
    return at(0.5), at(0.99), failed[0], len(taken) / seconds


def peak_megabytes(process):
    """The most memory that a process has had."""
    with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read()).group(1)) / 1_000


def measure(tool, store, folder, options):
    """The answers' times while a run works off new articles."""
    now = ["--store", store, "--now", NOW.isoformat().replace("+00:00", "Z")]
    site = subprocess.Popen([tool, "serve", "--store", store, "--every", "0", "--listen", "127.0.0.1:0"],
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    run = None
    try:
        host = site.stdout.readline().strip().removeprefix("http://").rstrip("/")
        paths = mix(host, random.Random(7))
        if options.beside:
            more = os.path.join(folder, "more.jsonl")
            write_articles(more, 10_000_000 + int(time.time()) % 1_000 * 100_000, options.beside, time.time_ns())
            subprocess.run([tool, "import", more, *now], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            run = subprocess.Popen([tool, "run", *now], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(2)
        ask = with_wrk if shutil.which("wrk") else with_threads
        p50, p99, errors, reached = ask(host, paths, options.rate, options.seconds, folder)
        going_on = run is not None and run.poll() is None
        print(f"asked with {ask.__name__.removeprefix('with_')} for {options.seconds} s: {reached:.0f} requests a second, "
              f"p50 {p50:.2f} ms, p99 {p99:.2f} ms, {errors} errors, {peak_megabytes(site):.0f} MB at most"
              + (f"; the run was {'going on to the end' if going_on else 'over before the end'}" if options.beside else ""))
        missed = []
        for what, figure, bar in (("p99 in ms", p99, P99_MILLISECONDS_MAX), ("errors", errors, 0), ("MB", peak_megabytes(site), MEMORY_MEGABYTES_MAX)):
            if figure > bar:
                missed.append(f"{what}: {figure:.1f}, bar {bar}")
        return missed
    finally:
        for process in (run, site):
            if process is not None and process.poll() is None:
                process.terminate()
                process.wait(30)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tool")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--beside", type=int, default=BESIDE, help="articles that a run works off meanwhile; 0: no run")
    parser.add_argument("--rate", type=int, default=1_000)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--peer", metavar="HOST:PORT", help="another reader server on this machine, asked for its front page first, at the same rate")
    parser.add_argument("--store", help="a store to keep; filled where it is not there yet")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or os.path.join(folder, "load.sqlite")
        if not os.path.exists(store):
            fill(options.tool, store, folder, options.articles)
        if options.peer:
            if not options.peer.startswith(("127.0.0.1:", "[::1]:")):
                parser.error(f"--peer {options.peer}: only 127.0.0.1 and [::1] are asked")
            ask = with_wrk if shutil.which("wrk") else with_threads
            p50, p99, errors, reached = ask(options.peer, ["/"], options.rate, options.seconds, folder)
            print(f"peer, its front page, nothing going on beside: {reached:.0f} requests a second, p50 {p50:.2f} ms, p99 {p99:.2f} ms, {errors} errors")
        missed = measure(options.tool, store, folder, options)
    for line in missed:
        print(f"MISSED {line}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
