"""Checks a published record: python3 check_record.py RECORD_FOLDER [MARKDOWN_FILE_WITH_ITS_TABLE ...]

Every figure of the tables must be the one of results.json in the record, and every acceptance result of the record must have its row.
"""
import html
import json
import math
import re
import sys
from datetime import datetime, timezone
from pathlib import Path

MOST_BYTES = 8_000_000
UNITS = {"µs": 1e-3, "ms": 1, "s": 1e3, "min": 60e3, "h": 3600e3, "bytes": 1, "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12, "": 1}
NEEDED = {"index.html", "summary.md", "results.json"}
PLACES = re.compile(r"(?<![\w./])(/home/|/root/|/Users/|/tmp/|[A-Z]:\\Users\\)", re.IGNORECASE)


def between(text, part):
    found = re.search(rf"<!-- sparkload {part} -->(.*?)<!-- /sparkload {part} -->", text, re.DOTALL)
    return found and found[1]


def plain(cell):
    return re.sub(r"\\(.)", r"\1", html.unescape(cell.replace("@\u200b", "@"))).strip()


def rows_of(markdown):
    for line in markdown.splitlines():
        cells = [plain(cell) for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 12 and cells[0] != "scenario" and not set(line) <= set("|-: "):
            yield cells


def shows(text, value):
    """Whether a text is the figure, written with three significant digits, and whole numbers with all of theirs."""
    if value is None:
        return text == "not reached"
    parts = re.findall(r"([\d.,]+(?:e-?\d+)?) ?(µs|ms|min|s|h|bytes|[KMGT]B|)", text)
    if not parts:
        return False
    shown = sum(float(number.replace(",", "")) * UNITS[unit] for number, unit in parts)
    unit = UNITS[parts[-1][1]]
    digits = 0 if value == 0 else max(0, 2 - math.floor(math.log10(abs(value) / unit)))
    return abs(shown - value) <= 0.5000001 * unit * 10**-digits


def wanted(run, scenario):
    loads = scenario["loads"]
    percentiles = [load["latencyMs"]["scheduled"]["percentiles"] for load in loads]
    client = (scenario.get("resources") or {}).get("client")
    return {
        2: [load["planned"] for load in loads],
        3: [load["planned"] - load["succeeded"] for load in loads],
        **{4 + i: [one[p] for one in percentiles] for i, p in enumerate(("50", "95", "99"))},
        7: [load["throughputPerSecond"] for load in loads],
        8: [client["peakMemoryBytes"]] if client else [],
    }


def problems_of_row(cells, run, scenario):
    for column, values in wanted(run, scenario).items():
        texts = [] if cells[column] in ("–", "") else cells[column].split(" / ")
        if len(texts) != len(values) or not all(shows(text, value) for text, value in zip(texts, values)):
            yield f"shows {cells[column]} where the record has {values}"
    target, suite = scenario["target"], run["suite"]
    if (target["reportedVersion"] or "") not in cells[1]:
        yield f"shows Spark {cells[1]} where the record has {target['reportedVersion']}"
    if cells[9].replace(" ", "") != scenario["verdict"].lower():
        yield f"shows the verdict {cells[9]} where the record has {scenario['verdict']}"
    date = datetime.fromisoformat(scenario["startedAt"][:19]).replace(tzinfo=timezone.utc)
    if not cells[10].startswith(f"[{date:%Y-%m-%d}]"):
        yield f"shows the date {cells[10]} where the record has {date:%Y-%m-%d}"
    commit = cells[11].removesuffix(" and changes")
    if not (suite["commit"] or "–").startswith(commit) or cells[11].endswith("changes") != bool(suite["dirty"]):
        yield f"shows the commit {cells[11]} where the record has {suite}"


def is_acceptance(scenario):
    return scenario["evidence"] == "acceptance" and scenario["verdict"] != "notRun" and scenario["endedAt"]


def name_of(scenario):
    return scenario["scenario"] + (f" · {scenario['example']}" if scenario.get("example") else "")


def main():
    folder, *others = map(Path, sys.argv[1:])
    found = []
    runs = {path.parent.name: json.loads(path.read_text()) for path in folder.glob("*/results.json") if path.parent.name[0] != "."}
    results = {}
    for name, run in runs.items():
        if run["run"]["state"] != "finished":
            found.append(f"{name} is {run['run']['state']}")
        files = {path.name for path in (folder / name).iterdir()}
        if not NEEDED <= files <= NEEDED | {"features", "queries"}:
            found.append(f"{name} holds {sorted(files)}")
        results |= {(name, name_of(one)): (run["run"], one) for one in run["scenarios"] if is_acceptance(one)}
    own = between((folder / "README.md").read_text(), "record") or ""
    rows = list(rows_of(own))
    for cells in rows:
        run = (re.search(r"\(([^()/]+)/summary\.md\)", cells[10]) or [None, None])[1]
        held = results.pop((run, cells[0]), None)
        problems = problems_of_row(cells, *held) if held else ["is not a result of the record, or has two rows"]
        found += [f"{cells[0]} of {run}: {problem}" for problem in problems]
    found += [f"{scenario} of {run} has no row" for run, scenario in results]
    newest = [without_folder(cells) for cells in rows_of(own.split("<details>")[0])]
    for other in others:
        table = between(other.read_text(), "table")
        if table is None:
            found.append(f"{other} does not show the table")
        elif [without_folder(cells) for cells in rows_of(table)] != newest:
            found.append(f"the table of {other} is not that of {folder / 'README.md'}")
    files = [path for path in folder.rglob("*") if path.is_file()]
    if (size := sum(path.stat().st_size for path in files)) > MOST_BYTES:
        found.append(f"{size:,} bytes are more than {MOST_BYTES:,}")
    for path in files:
        if place := PLACES.search(path.read_text()):
            found.append(f"{path} names a place of a machine: {place[0]}")
    print("\n".join(found) or f"{folder}: {len(runs)} runs, {len(rows)} results, {size:,} bytes; every figure is the record's")
    return 1 if found or not rows else 0


def without_folder(cells):
    return [re.sub(r"\((?:[^()]*/)?([^()/]+/summary\.md)\)", r"(\1)", cell) for cell in cells]


sys.exit(main())
