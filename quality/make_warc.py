#!/usr/bin/env python3
"""Makes an invented web archive in the form of CC-NEWS: each record a gzip member of its own, replies of servers with
their requests, most of them pages of 20 to 60 kB, some of them not pages or not there.

    quality/make_warc.py OUT.warc.gz --pages 100000 [--seed 1]

Every word is made up; the same seed gives the same bytes. OUT without .gz is written plain.
"""
import argparse
import random
import zlib

SYLLABLES = "var no kel ta mi ros dun a li bek su gor pe ran os fi lum tre shan ov".split()
BYTES_MIN, BYTES_MAX = 20_000, 60_000
# Of 100 replies: so many are an error of the server, something other than HTML, a redirect.
ERRORS, OTHERS, REDIRECTS = 3, 3, 2
PARAGRAPHS = 4_000
HOSTS = 400


def word(random_):
    return "".join(random_.choice(SYLLABLES) for _ in range(random_.randint(2, 4)))


class Maker:
    """Pages put together from many paragraphs, so that they are made quickly and yet differ."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        words = [word(self.random) for _ in range(9_000)]
        self.words = words
        self.paragraphs = [self.paragraph() for _ in range(PARAGRAPHS)]
        self.frame = [" ".join(self.random.choices(words, k=12)) for _ in range(300)]

    def paragraph(self):
        sentences = []
        for _ in range(self.random.randint(3, 7)):
            chosen = self.random.choices(self.words, k=self.random.randint(6, 22))
            sentences.append(" ".join(chosen).capitalize() + ".")
        return " ".join(sentences)

    def page(self, number):
        pick = self.random
        title = " ".join(pick.choices(self.words, k=7)).capitalize()
        want = pick.randint(BYTES_MIN, BYTES_MAX)
        day = 1 + number % 28
        links = "".join(f'<li><a href="/s/{pick.randrange(10**9)}">{text}</a></li>' for text in pick.choices(self.frame, k=60))
        head = (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
            f'<meta property="article:published_time" content="2031-03-{day:02}T08:00:00Z">'
            f"<script>var page={number};{'var x=1;' * pick.randrange(900)}</script></head><body><nav><ul>{links}</ul></nav>"
            f"<article><h1>{title}</h1>"
        )
        pieces, size = [head], len(head)
        while size < want:
            piece = f"<p>{pick.choice(self.paragraphs)} {' '.join(pick.choices(self.words, k=9))}.</p>\n"
            pieces.append(piece)
            size += len(piece)
        pieces.append("</article></body></html>")
        return "".join(pieces).encode()

    def reply(self, number):
        """Status line and header, and the body."""
        roll = self.random.randrange(100)
        if roll < ERRORS:
            return "404 Not Found", "text/html", b"<p>not here"
        if roll < ERRORS + OTHERS:
            return "200 OK", "image/png", b"\x89PNG" + self.random.randbytes(3_000)
        if roll < ERRORS + OTHERS + REDIRECTS:
            return "301 Moved Permanently", "text/html", b""
        return "200 OK", "text/html; charset=utf-8", self.page(number)


def record(kind, uri, date, content_type, block):
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: {date}\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def member(data):
    packer = zlib.compressobj(4, zlib.DEFLATED, 31)
    return packer.compress(data) + packer.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("--pages", type=int, default=100_000, help="replies, of which 92 of 100 are pages")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    maker = Maker(arguments.seed)
    pack = member if arguments.out.endswith(".gz") else bytes
    with open(arguments.out, "wb") as out:
        out.write(pack(record("warcinfo", "", "2031-03-01T00:00:00Z", "application/warc-fields", b"software: invented\r\n")))
        for number in range(arguments.pages):
            host = maker.random.randrange(HOSTS)
            uri = f"https://paper{host}.example/2031/03/{number}-{maker.words[number % len(maker.words)]}"
            date = f"2031-03-{1 + number % 28:02}T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}Z"
            status, kind, body = maker.reply(number)
            out.write(pack(record("request", uri, date, "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n")))
            head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nX-Crawler-Content-Encoding: gzip\r\nX-Crawler-Content-Length: 1\r\n\r\n"
            out.write(pack(record("response", uri, date, "application/http; msgtype=response", head.encode() + body)))


if __name__ == "__main__":
    main()
