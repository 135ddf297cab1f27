#!/usr/bin/env python3
"""Readings of feeds against those that other readers' test suites expect. In: a folder with feed-rs/ (each feed with its expected
reading, *.serde.json), miniflux/ and awesome-rss-feeds/ (OPML), and the example read_feeds. Out: every difference, and how many feeds
are equal. Never: the network.

    cargo build --release --example read_feeds
    quality/score_feeds.py DATA "target/release/examples/read_feeds"

What is compared: the feed's title and language, and of every item its id, link, title, content, summary, times, authors and language.
Runs of white space count as one space. quality/README.md says why the remaining differences are left."""

import datetime
import glob
import json
import os
import re
import shlex
import subprocess
import sys
import urllib.parse
import xml.etree.ElementTree

BASE = "https://paper.example/feeds/list.xml"
# Ids that feed-rs makes up where a feed has none: a hash, or a random number.
MADE_UP = re.compile(r"^[0-9a-f]{30,32}$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")


def read(tool, files):
    """The tool's reading of each file."""
    done = subprocess.run(shlex.split(tool) + [BASE] + files, check=True, capture_output=True, text=True)
    return {line["file"]: line["read"] for line in map(json.loads, done.stdout.splitlines())}


def words(text):
    """A text with single spaces; none where it is empty."""
    return re.sub(r"\s+", " ", text or "").strip() or None


def of(value, key):
    return words((value or {}).get(key))


def instant(text):
    if text is None:
        return None
    at = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    at = at if at.tzinfo else at.replace(tzinfo=datetime.timezone.utc)
    return at.astimezone(datetime.timezone.utc).replace(microsecond=0).isoformat()


def written(url):
    """An address in the one form in which all are compared."""
    return url and urllib.parse.quote(url, safe="/:?#[]@!$&'()*+,;=%~")


def page(links):
    """The link that leads to an item's page."""
    good = [link for link in links if link["rel"] in (None, "alternate")]
    html = [link for link in good if "html" in (link["media_type"] or "html")]
    first = (html or good or [None])[0]
    return first and written(urllib.parse.urljoin(BASE, first["href"].strip()))


def names(authors):
    return [name for name in (words(author["name"]) for author in authors) if name]


def expected_item(entry, feed):
    published, updated = instant(entry["published"]), instant(entry["updated"])
    content, summary = of(entry["content"], "body"), of(entry["summary"], "content")
    return {
        "id": entry["id"],
        "link": page(entry["links"]),
        "title": of(entry["title"], "content"),
        "content": content or summary,
        "summary": summary,
        "published": published or updated,
        "modified": updated if updated != (published or updated) else None,
        "authors": names(entry["authors"]) or (names(feed["authors"]) if feed["feed_type"] in ("Atom", "JSON") else []),
        "language": entry["language"],
    }


def found_item(item):
    found = {key: words(item[key]) for key in ("id", "title", "content", "summary")}
    times = {key: instant(item[key]) for key in ("published", "modified")}
    return found | times | {
        "link": written(item["link"]),
        "authors": [words(name) for name in item["authors"]],
        "language": item["language"],
    }


def differences(name, expected, found):
    """Each field that is read otherwise, as (field, expected, found)."""
    if found is None:
        return [("feed", "a feed", None)]
    lines = []
    if of(expected["title"], "content") != words(found["title"]):
        lines.append(("title", of(expected["title"], "content"), words(found["title"])))
    if (expected["language"] or "").lower() != (found["language"] or "").lower():
        lines.append(("language", expected["language"], found["language"]))
    if len(expected["entries"]) != len(found["items"]):
        return lines + [("items", len(expected["entries"]), len(found["items"]))]
    for at, (entry, item) in enumerate(zip(expected["entries"], found["items"]), 1):
        wanted, got = expected_item(entry, expected), found_item(item)
        if got["id"] is None and MADE_UP.match(wanted["id"] or ""):
            wanted["id"] = None
        for field, value in wanted.items():
            if value != got[field]:
                lines.append((f"item {at} {field}", value, got[field]))
    return lines


def by_python(path):
    """Titles of a feed's items as Python's own XML reader sees them; where a file does not say its encoding, it is Latin-1."""
    data = open(path, "rb").read()
    if "no_encoding" in path:
        data = re.sub(rb"<\?xml.*?\?>", b"", data.decode("latin-1").encode())
    root = xml.etree.ElementTree.fromstring(data)
    local = lambda element: element.tag.rsplit("}", 1)[-1]
    items = [element for element in root.iter() if local(element) in ("item", "entry")]
    own = next(element for element in root.iter() if local(element) == "title")
    first = lambda item: next((words("".join(child.itertext())) for child in item if local(child) == "title"), None)
    return words("".join(own.itertext())), [first(item) for item in items]


def main():
    data, tool = sys.argv[1:3]
    equal, all_files, lines = 0, 0, 0
    suite = sorted(glob.glob(os.path.join(data, "feed-rs", "*", "*.serde.json")))
    sources = {path: path[: -len(".serde.json")] + (".json" if "/jsonfeed/" in path else ".xml") for path in suite}
    readings = read(tool, list(sources.values()))
    for path, source in sources.items():
        found = differences(path, json.load(open(path, encoding="utf-8")), readings[source])
        all_files, equal, lines = all_files + 1, equal + (not found), lines + len(found)
        for field, expected, got in found:
            print(f"{os.path.relpath(source, data)}: {field}\n    expected {str(expected)[:160]!r}\n    read     {str(got)[:160]!r}")
    print(f"feed-rs: {equal} of {all_files} feeds equal, {lines} differences")

    others = sorted(glob.glob(os.path.join(data, "miniflux", "*.xml")))
    readings, equal = read(tool, others), 0
    for path in others:
        title, titles = by_python(path)
        got = readings[path] or {"title": None, "items": []}
        same = words(got["title"]) == title and [words(item["title"]) for item in got["items"]] == titles
        equal += same
        if not same:
            print(f"{os.path.relpath(path, data)}: {title!r} with {len(titles)} items, read {got['title']!r} with {len(got['items'])}")
    print(f"miniflux: {equal} of {len(others)} feeds with the same title and the same titles of items")

    lists = sorted(glob.glob(os.path.join(data, "awesome-rss-feeds", "**", "*.opml"), recursive=True))
    readings, good, feeds = read(tool, lists), 0, 0
    for path in lists:
        named = len(re.findall(r"xmlUrl=", open(path, encoding="utf-8").read()))
        got = readings[path] or {"feeds": 0, "is_same_again": False}
        good += got["feeds"] == named and got["is_same_again"]
        feeds += got["feeds"]
        if got["feeds"] != named or not got["is_same_again"]:
            print(f"{os.path.relpath(path, data)}: {named} feeds, read {got}")
    print(f"opml: {good} of {len(lists)} files read whole and the same when written and read again, {feeds} feeds")


main()
