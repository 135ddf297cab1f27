"""Makes kin.txt, which words mean the same or a kind of the same, from WordNet's files.

  kin.py FOLDER > kin.txt          FOLDER holds index.*, data.* and *.exc of WordNet 3.0

Kept are single words that WordNet's own tagged texts hold at least once, with their four commonest senses of each part of speech,
irregular forms under the senses of their base, and of each sense those that are similar, derived, or one or two steps more general.
"""
import sys

PARTS = {"n": "noun", "v": "verb", "a": "adj", "s": "adj", "r": "adv"}
SENSES_MAX = 4
STEPS_UP = 2
NEAR = {"&", "+", "=", "\\", "^"}
UP = {"@", "@i"}


def records(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            if not line.startswith(" "):
                yield line.split("|")[0].split()


def pointers(folder):
    """The pointers of each sense: (kind, sense)."""
    found = {}
    for part in ("noun", "verb", "adj", "adv"):
        for fields in records(f"{folder}/data.{part}"):
            at = 4 + 2 * int(fields[3], 16)
            rows = [fields[at + 1 + 4 * i:at + 5 + 4 * i] for i in range(int(fields[at]))]
            found[part, fields[0]] = [(kind, (PARTS[other], target)) for kind, target, other, _ in rows]
    return found


def words(folder):
    """The commonest senses of each word that the tagged texts hold, of all its parts of speech."""
    found = {}
    for part in ("noun", "verb", "adj", "adv"):
        own = {}
        for fields in records(f"{folder}/index.{part}"):
            senses, kinds = int(fields[2]), int(fields[3])
            if fields[0].isascii() and fields[0].isalpha() and int(fields[5 + kinds]) > 0:
                own[fields[0]] = [(part, sense) for sense in fields[-senses:]][:SENSES_MAX]
        for form, base in ((fields[0], fields[1]) for fields in records(f"{folder}/{part}.exc")):
            if base in own and form.isascii() and form.isalpha():
                own.setdefault(form, own[base])
        for word, senses in own.items():
            found.setdefault(word, []).extend(senses)
    return found


def reach(sense, links):
    """Senses that a word of this sense also speaks of."""
    found = {target for kind, target in links[sense] if kind in NEAR}
    edge = {sense}
    for _ in range(STEPS_UP):
        edge = {target for at in edge for kind, target in links[at] if kind in UP}
        found |= edge
    return found


def main(folder):
    links, own = pointers(folder), words(folder)
    used = sorted({sense for senses in own.values() for sense in senses})
    number = {sense: at for at, sense in enumerate(used)}
    print("# Words with the numbers of their senses, then senses (=) with those that they imply. Made by kin.py from WordNet 3.0; see NOTICE.")
    for word in sorted(own):
        print(word, *sorted({number[sense] for sense in own[word]}))
    for sense in used:
        near = sorted(number[other] for other in reach(sense, links) if other in number)
        if near:
            print(f"={number[sense]}", *near)


if __name__ == "__main__":
    main(sys.argv[1])
