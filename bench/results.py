"""Turns the lines of a run into a table with ratios, prints it, and adds it to RESULTS.md with date, machine and versions."""
import datetime
import os
import re
import subprocess
import sys
from pathlib import Path

here = Path(__file__).parent
held = dict(line.split("\t") for line in Path(sys.argv[1]).read_text().splitlines())


def number(name):
    for key, value in held.items():
        if re.fullmatch(name, key) and value != "not there":
            return float(value)
    return None


def shown(value, unit):
    return "–" if value is None else f"{value:,.3g} {unit}" if value < 1000 else f"{value:,.0f} {unit}"


def compared(title, ours, others, unit):
    mine = number(ours)
    line = [title, shown(mine, unit)]
    for other in others:
        theirs = number(other)
        line.append("–" if theirs is None or not mine else f"{shown(theirs, unit)} ({theirs / mine:.1f}×)")
    return line


def table(headings, lines):
    return "\n".join("| " + " | ".join(line) + " |" for line in [headings, ["---"] * len(headings), *lines]) + "\n"


peers = [r"DuckDB \S+ ms", "pandas groupby ms", "pandas bincount ms", r"SQLite \S+ ms"]
tables = table(["All cells of all tables", "Waymark", "DuckDB", "pandas groupby", "pandas with NumPy counts", "SQLite"], [
    compared(f"county ({held['county day students']} students, {held['county day cells']} cells)", "county day tables ms", ["county " + p for p in peers], "ms"),
    compared(f"England ({held['england day students']} students, {held['england day cells']} cells)", "england day tables ms", ["england day " + p for p in peers], "ms"),
    compared(f"England widened ({held.get('england wide students', '–')} students)", "england wide tables ms", ["england wide " + p for p in peers], "ms"),
])
register = table([f"Register of {held['register rows']} rows", "Waymark, whole process", "Python, whole process", "Python, the work alone", "processor time", "Python's", "memory", "Python's"], [
    compared(title, f"{kind} {what} s", [f"python {kind} {what} s", f"{peer} {kind} {what} s"], "s")
    + [shown(number(f"{who}{kind} {what} {unit}"), unit.split()[-1]) for unit in ("processor s", "MB") for who in ("", "python ")]
    for title, kind, what, peer in [("CSV, checked only", "csv", "dry run", "pandas"), ("CSV, imported", "csv", "import", "pandas"),
                                    ("XLSX, checked only", "xlsx", "dry run", "openpyxl"), ("XLSX, imported", "xlsx", "import", "openpyxl")]])
found = table(["Finding a child", "median", "99 in 100", "processor, 99 in 100"], [
    [f"{title}: {what}", *(shown(number(re.escape(f"find {who}, {kind} {measure} ms")), "ms") for measure in ("p50", "p99", "processor p99"))]
    for title, who in [(f"among {int(number('find pupils') or 0):,}, as a consultant", "everywhere"), ("as a co-ordinator", "in one partnership"), ("index alone, a million invented names", "names")]
    for what, kind in [("exact name", "exact"), ("one slip", "one slip"), ("swapped", "swapped"), ("birth date", "birth date"), ("UPN", "UPN")]])
found += f"""
Index of {int(number("find pupils") or 0):,} pupils: built in {shown(number("find build ms"), "ms")}, {shown(number("find memory MB"), "MB")}, {shown(number("find bytes a pupil"), "bytes a pupil")}. Of names with one slip
{shown(number("find names, one slip in ten %"), "%")} are among the first ten of a million invented ones.
"""
rest = table(["What else", "Time", "Memory"], [
    [f"load the history of {int(held['england history cases']):,} cases", shown(number("england history load ms"), "ms"), f"{shown(number('england history memory MB'), 'MB')}, at most {shown(number('england history peak MB'), 'MB')}"],
    ["census of the day", shown(number("england census ms"), "ms"), ""],
    [f"census ten years back ({held['england earlier census students']} students)", shown(number("england earlier census ms"), "ms"), ""],
    ["a county's report computed from nothing", shown(number("county county report from nothing ms"), "ms"), ""],
    [f"CSV register of {int(number('large register rows') or 0):,} rows, checked only, whole process", shown(number("large csv dry run s"), "s"), shown(number("large csv dry run MB"), "MB")],
    ["waymark --version, whole process", shown(number("version s") * 1000, "ms"), shown(number("version MB"), "MB")],
    ["waymark report as CSV, whole process", shown(number("report s") * 1000, "ms"), shown(number("report MB"), "MB")],
    ["waymark serve, exec to first page", "not measured" if number("first page s") is None else shown(number("first page s") * 1000, "ms"), ""],
])


def first(pattern, path):
    found = re.search(pattern, Path(path).read_text(), re.M)
    return found[1].strip() if found else "unknown"


def version(*command):
    return subprocess.run(command, capture_output=True, text=True).stdout.split("\n")[0].strip()


duckdb = next((key for key in held if "DuckDB" in key), "DuckDB –").split("DuckDB ")[1].split()[0]
sqlite = next(key for key in held if "SQLite" in key).split("SQLite ")[1].split()[0]
python = version("/usr/bin/python3", "-c", "import sys, pandas, numpy, openpyxl; print(f'Python {sys.version.split()[0]}, pandas {pandas.__version__}, NumPy {numpy.__version__}, openpyxl {openpyxl.__version__}')")
processor, memory = first(r"^model name\s*:(.*)$", "/proc/cpuinfo"), int(first(r"^MemTotal:\s*(\d+)", "/proc/meminfo"))
machine = f"{processor}, {os.cpu_count()} cores, {memory / 1048576:.0f} GB"
commit = version("git", "-C", str(here), "rev-parse", "--short", "HEAD")
entry = f"""
## {datetime.datetime.now():%Y-%m-%d %H:%M}, commit {commit}

{machine}; load average at the start {Path(sys.argv[2]).read_text().split()[0]}. {version("g++", "--version")}; DuckDB {duckdb}; SQLite {sqlite}; {python}; Node {version("node", "--version")}.

{tables}
{register}
{found}
{rest}"""
print(entry)
results = here / "RESULTS.md"
if not results.exists():
    results.write_text("""# Results

Written by `bench/run`: medians, a warm-up left out, every comparison made in the same run. Before anything is timed the cells (and the rows
refused by each validator) are compared one by one; a difference ends the run. Waymark computes on one thread, DuckDB on as many as it likes.
Each of the others has the census columns in its best form in memory and is timed for the computing only. Imports are timed as whole
processes, from start to end: Waymark's on disk with the audit, Python's with the interpreter and pandas to load; beside it Python's work
alone, both being loaded (earlier runs, of one column for Python, have only this). A number in brackets says how many times as long the
other takes. An import of the 100,000 rows that holds more than 100 MB ends the run. "Widened" repeats every row of the day's census until
about a million students are live at once.
""")
with results.open("a") as out:
    out.write(entry)
