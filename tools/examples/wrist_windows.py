"""Cuts WHARF's wrist recordings into windows: python3 wrist_windows.py WRIST.zip OUT.csv

Windows of one second (32 readings of three axes) without overlap, of the nine activities that at least
four persons were recorded with. A person is a group: no person stands in two splits.
"""

import collections
import csv
import re
import sys
import zipfile

WINDOW = 32
PERSONS = 4
ACTIVITIES = 9


def recordings(archive):
    with zipfile.ZipFile(archive) as files:
        for name in sorted(files.namelist()):
            match = re.search(r"([a-z_]+)/[^/]*-([a-z]\d+)\.txt$", name)
            if match:
                lines = files.read(name).decode("utf-8").split("\n")
                yield match[1], match[2], [line.split() for line in lines if line.strip()]


def main(archive, target):
    persons = collections.defaultdict(set)
    for activity, person, _ in recordings(archive):
        persons[activity].add(person)
    most = sorted(persons, key=lambda activity: (-len(persons[activity]), activity))
    chosen = {a for a in most[:ACTIVITIES] if len(persons[a]) >= PERSONS}
    with open(target, "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["activity", "person", *(f"{a}{t}" for t in range(WINDOW) for a in "xyz")])
        for activity, person, rows in recordings(archive):
            if activity in chosen:
                for start in range(0, len(rows) - WINDOW + 1, WINDOW):
                    values = [value for row in rows[start : start + WINDOW] for value in row]
                    writer.writerow([activity, person, *values])


main(*sys.argv[1:])
