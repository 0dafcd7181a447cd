"""Checks a run's files: python3 check_results.py RUN_FOLDER|latest-file --kind embedded|sparkHome --scenarios N --spark-home N --comparisons N"""
import argparse
import json
import sys
from collections import Counter
from pathlib import Path

# The only rows that a shortened run may leave open: memory growth needs ten minutes of load, recovery five seconds after a spike, and one late
# start breaks a share of so few queries.
OPEN_IN_A_REHEARSAL = {"client.memory.growth", "server.memory.growth", "queries.startedOnTime", "recovery"}
# No load is scaled to less.
SHORTEST_MS = 5_000
# Scenarios with one of these tags compare two sides, which takes real servers; a rehearsal on the embedded endpoint leaves them out.
COMPARISONS = {"python", "versions"}
# Scenarios with this tag need a Spark that the suite starts; a rehearsal on the embedded endpoint leaves them out as well.
OF_A_HOME = "spark-home"


def run_folder(path):
    """`reports/latest` names the newest run; it is a file with the folder's name, or a link to the folder."""
    return path if path.is_dir() else path.parent / path.read_text().strip()


def problems_of(scenario, kind, journal):
    if scenario["verdict"] != "passed":
        yield f"verdict is {scenario['verdict']}: {scenario.get('reason')}"
    if scenario["evidence"] != "rehearsal":
        yield "a shortened run calls itself acceptance"
    target = scenario["target"]
    if target["kind"] != kind or not (target["reportedVersion"] or "").startswith(target["statedVersion"]):
        yield f"target is {target}"
    if ("embedded" in target["reportedVersion"]) != (kind == "embedded"):
        yield f"version {target['reportedVersion']} on a target of kind {kind}"
    for row in scenario["criteria"]:
        is_open = row["key"] in OPEN_IN_A_REHEARSAL or " compared with " in row["measure"]
        if row["verdict"] != "met" and not (row["verdict"] == "notJudged" and is_open):
            yield f"{row['measure']} is {row['verdict']}: {row['measuredText']}"
        if row["verdict"] == "met" and row["measured"] is None:
            yield f"{row['measure']} is met without a figure"
    yield from problems_of_loads(scenario, journal)


def problems_of_left_out(scenario):
    if scenario["verdict"] != "notRun" or scenario["loads"] or "a real Spark" not in scenario["reason"]:
        yield f"is not left out on the embedded endpoint: {scenario['verdict']}, {scenario.get('reason')}"


def problems_of_comparison(scenario, journal):
    if scenario["verdict"] != "passed":
        yield f"verdict is {scenario['verdict']}: {scenario.get('reason')}"
    if scenario["evidence"] != "rehearsal":
        yield "a shortened run calls itself acceptance"
    for row in scenario["criteria"]:
        wanted = "notJudged" if " compared with " in row["measure"] else "met"
        if row["verdict"] != wanted:
            yield f"{row['measure']} is {row['verdict']} and not {wanted}: {row['measuredText']}"
        if row["measured"] is None:
            yield f"{row['measure']} has no figure"
    sides = [load["side"] for load in scenario["loads"]]
    if len(sides) != 2 or any((made["subject"], made["reference"]) != tuple(sides) for made in scenario["comparisons"]):
        yield f"the sides are {sides}"
    if not scenario["comparisons"] or any(made["rounds"] > 1 for made in scenario["comparisons"]):
        yield f"{len(scenario['comparisons'])} comparisons, or too many rounds for a shortened run"
    yield from problems_of_loads(scenario, journal)


def problems_of_loads(scenario, journal):
    for load in scenario["loads"]:
        ended = load["succeeded"] + load["failed"] + load["timedOut"] + load["unfinished"] + load["neverStarted"]
        if load["planned"] == 0 or ended != load["planned"]:
            yield f"{load['planned']} planned, {ended} accounted for"
        if load["durationMs"] < SHORTEST_MS:
            yield f"the load lasted {load['durationMs']} ms"
        lines = journal[(scenario["id"], load["name"])]
        if lines != load["planned"]:
            yield f"{load['planned']} planned, {lines} lines in the journal"
    if not scenario["loads"]:
        yield "no load"


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--kind", required=True)
    arguments.add_argument("--scenarios", type=int, required=True)
    arguments.add_argument("--spark-home", type=int, required=True)
    arguments.add_argument("--comparisons", type=int, required=True)
    wanted = arguments.parse_args()
    folder = run_folder(wanted.folder)
    results = json.loads((folder / "results.json").read_text())
    journal = Counter()
    for line in (folder / "journal.ndjson").read_text().splitlines():
        entry = json.loads(line)
        if not entry.get("warmup"):
            journal[(entry["scenario"], entry["load"])] += 1
    found = []
    if results["run"]["state"] != "finished":
        found.append(f"state is {results['run']['state']}")
    comparisons = [s for s in results["scenarios"] if COMPARISONS & set(s["tags"])]
    of_a_home = [s for s in results["scenarios"] if OF_A_HOME in s["tags"] and s not in comparisons]
    core = [s for s in results["scenarios"] if s not in comparisons and s not in of_a_home]
    for what, there, count in (
        ("scenarios", core, wanted.scenarios),
        ("scenarios of a Spark home", of_a_home, wanted.spark_home),
        ("comparisons", comparisons, wanted.comparisons),
    ):
        if len(there) != count:
            found.append(f"{len(there)} {what} instead of {count}")
    for scenario in results["scenarios"]:
        problems = (
            problems_of_left_out(scenario) if wanted.kind == "embedded" and scenario not in core
            else problems_of_comparison(scenario, journal) if scenario in comparisons
            else problems_of(scenario, wanted.kind, journal)
        )
        found += [f"{scenario['scenario']}: {problem}" for problem in problems]
    for file in ("series.ndjson", "index.html", "summary.md"):
        if not (folder / file).is_file() or (folder / file).stat().st_size == 0:
            found.append(f"{file} is missing or empty")
    counted = f"{len(core)} scenarios, {len(of_a_home)} of a Spark home and {len(comparisons)} comparisons on {wanted.kind}"
    print("\n".join(found) or f"{counted}: files are complete and consistent")
    return 1 if found else 0


sys.exit(main())
