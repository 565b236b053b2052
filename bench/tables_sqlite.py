"""The tables in SQLite: four tables in memory with an index on the partnership, one grouped query each."""
import csv
import re
import sqlite3
import sys
from pathlib import Path

import numpy as np

from tables_common import codes, derive, here, report, with_counties

folder, repetitions = Path(sys.argv[1]), int(sys.argv[2])
code = codes(folder)
queries = [q for q in re.sub(r"\{([\w.]+)\}", lambda m: str(code[m[1]]), (here / "tables.sql").read_text()).split(";") if q.strip()]
db = sqlite3.connect(":memory:")
for name in ("students", "referrals", "discussions", "outcomes"):
    rows = csv.reader(open(folder / f"{name}.csv"))
    headings = next(rows)
    db.execute(f"CREATE TABLE {name} ({', '.join(h + ' INTEGER' for h in headings)})")
    db.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(headings))})", rows)
    db.execute(f"CREATE INDEX {name}_by_partnership ON {name} (partnership)")
db.execute("ANALYZE")
partnerships = np.array([[int(cell) for cell in row] for row in list(csv.reader(open(folder / "partnerships.csv")))[1:]])
county_starts = np.flatnonzero(np.diff(partnerships[:, 1], prepend=-1))
roll = with_counties(partnerships[:, 2], county_starts)


def compute():
    counts = {}
    for query in queries:
        cursor = db.execute(query)
        rows = np.array(cursor.fetchall(), dtype=np.int64)
        names = [c[0] for c in cursor.description]
        spread = np.zeros((len(partnerships), len(names)), dtype=np.int64)
        if len(rows):
            spread[rows[:, 0]] = rows
        for i, name in enumerate(names[1:], 1):
            counts[name] = with_counties(spread[:, i], county_starts)
    return derive(counts, roll)


report(folder, f"SQLite {sqlite3.sqlite_version} ms", compute, repetitions)
