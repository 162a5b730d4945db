"""CSV files as `timescope stats` reads them."""

import csv


def write_rows(file, head, rows):
    with file.open("w", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([head, *rows])
