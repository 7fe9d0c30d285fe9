"""Cuts SKAB's pump recordings into windows: python3 pump_windows.py PUMP.zip OUT.csv

Each recording of valve1 and valve2 starts with 400 quiet seconds: windows within the first 320 of them are for
training, within the rest for validation. All later windows are for testing, anomalous when their last second is.
Windows start every second, so that each second of a test recording is judged once.
"""

import csv
import io
import re
import sys
import zipfile

WINDOW = 10
TRAIN, QUIET = 320, 400
SENSORS = 8


def recordings(archive):
    with zipfile.ZipFile(archive) as files:
        for name in sorted(files.namelist()):
            if re.search(r"valve[12]/\d+\.csv$", name):
                with io.TextIOWrapper(files.open(name), "utf-8") as text:
                    yield list(csv.reader(text, delimiter=";"))


def split(start, end):
    if end <= TRAIN:
        return "train"
    if start >= TRAIN and end <= QUIET:
        return "validation"
    return "test" if start >= QUIET else None


def windows(rows):
    for start in range(len(rows) - WINDOW + 1):
        end = start + WINDOW
        part = split(start, end)
        anomaly = int(float(rows[end - 1][SENSORS + 1]))
        if part == "test" or (part and not any(float(row[SENSORS + 1]) for row in rows[start:end])):
            yield [part, anomaly, *(value for row in rows[start:end] for value in row[1 : SENSORS + 1])]


def main(archive, target):
    with open(target, "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        header = None
        for header_row, *rows in recordings(archive):
            if header is None:
                sensors = [re.sub(r"\W+", "_", name).lower() for name in header_row[1 : SENSORS + 1]]
                header = ["split", "anomaly", *(f"{s}_{t}" for t in range(WINDOW) for s in sensors)]
                writer.writerow(header)
            writer.writerows(windows(rows))


main(*sys.argv[1:])
