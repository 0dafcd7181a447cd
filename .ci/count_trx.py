"""Adds up the .trx files of a folder: python3 count_trx.py FOLDER allowed|failed|rehearsal

What an ignored test counts as: nothing, failed, or failed unless it is a scenario that found no real Spark. Which scenarios those
may be, check_results.py knows by their tags.
"""
import sys
import xml.etree.ElementTree as tree
from pathlib import Path

BY_HAND = "By hand: "
NO_REAL_SPARK = ("a comparison needs a real Spark", "the scenario needs a real Spark")
NAMESPACE = {"t": "http://microsoft.com/schemas/VisualStudio/TeamTest/2010"}


def main(folder, ignored_are):
    passed = failed = ignored = by_hand = left_out = 0
    files = sorted(Path(folder).glob("*.trx"))
    for file in files:
        root = tree.parse(file).getroot()
        for result in root.iterfind(".//t:UnitTestResult", NAMESPACE):
            outcome, name = result.get("outcome"), result.get("testName")
            if outcome == "Passed":
                passed += 1
            elif outcome == "NotExecuted" and BY_HAND in "".join(result.itertext()):
                # It checks nothing: [Explicit] programs that write pictures or schemas for whoever asks for them.
                by_hand += 1
            elif outcome == "NotExecuted":
                message = result.findtext(".//t:Message", default="", namespaces=NAMESPACE).strip()
                if ignored_are == "rehearsal" and message.startswith(NO_REAL_SPARK):
                    left_out += 1
                    continue
                ignored += 1
                print(f"ignored: {name}: {message}")
            else:
                failed += 1
                print(f"failed: {name}")
    if not files:
        print("no test results were written")
        failed += 1
    print(f"by hand={by_hand}")
    print(f"left out={left_out}")
    print(f"ignored={ignored}")
    print(f"passed={passed}")
    print(f"failed={failed + (0 if ignored_are == 'allowed' else ignored)}")


main(*sys.argv[1:])
