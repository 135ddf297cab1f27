#!/usr/bin/env python3
"""Makes places.txt from GeoNames. In: a folder with countryInfo.tsv, regionInfo.tsv and cities15000.zip. Out: the list.

  assets/names/places.py GEONAMES > assets/names/places.txt
"""
import io
import pathlib
import re
import sys
import zipfile

# Names of other scripts, of one or two letters or of more than four words would never be met as one name.
USUAL = re.compile(r"^[^\W\d_][\w .'’\-]*$")
LINE_LETTERS_MAX = 150


def rows(lines):
    return [line.rstrip("\n").split("\t") for line in lines if line.strip() and not line.startswith("#")]


def kept(names):
    return {name.lower().replace(".", "") for name in names if len(name) > 2 and USUAL.match(name) and len(name.split()) <= 4}


def classes(folder):
    countries = rows((folder / "countryInfo.tsv").open(encoding="utf-8"))
    regions = rows((folder / "regionInfo.tsv").open(encoding="utf-8"))
    packed = zipfile.ZipFile(folder / "cities15000.zip")
    cities = rows(io.TextIOWrapper(packed.open(packed.namelist()[0]), "utf-8"))
    people = lambda row: int(row[14] or 0)
    of = lambda low, high: kept(name for row in cities if low <= people(row) < high for name in row[1:3])
    big = of(500_000, float("inf")) | kept(row[5] for row in countries)
    middle = of(100_000, 500_000) - big
    named = {row[4].lower().replace(".", "") for row in countries}
    return (("countries", named), ("cities over 500,000", big), ("cities over 100,000", middle),
            ("regions", kept(name for row in regions for name in row[1:3]) - named), ("cities over 15,000", of(0, 100_000) - big - middle))


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    print("# Places with over 15,000 people, regions and countries, lower case, by class. From GeoNames (geonames.org), CC BY 4.0; see NOTICE.")
    for title, names in classes(pathlib.Path(sys.argv[1])):
        print(f"= {title}")
        line = ""
        for name in sorted(names):
            if len(line) + len(name) > LINE_LETTERS_MAX:
                print(line)
                line = ""
            line += (", " if line else "") + name
        print(line)


if __name__ == "__main__":
    main()
