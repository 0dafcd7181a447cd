"""Adds up the .trx files of a folder: python3 count_trx.py FOLDER allowed|failed (what an ignored test counts as)."""
import sys
import xml.etree.ElementTree as tree
from pathlib import Path

BY_HAND = "By hand: "
NAMESPACE = {"t": "http://microsoft.com/schemas/VisualStudio/TeamTest/2010"}


def main(folder, ignored_are):
    passed = failed = ignored = by_hand = 0
    files = sorted(Path(folder).glob("*.trx"))
    for file in files:
        for result in tree.parse(file).getroot().iterfind(".//t:UnitTestResult", NAMESPACE):
            outcome, name = result.get("outcome"), result.get("testName")
            if outcome == "Passed":
                passed += 1
            elif outcome == "NotExecuted" and BY_HAND in "".join(result.itertext()):
                # It checks nothing: [Explicit] programs that write pictures or schemas for whoever asks for them.
                by_hand += 1
            elif outcome == "NotExecuted":
                ignored += 1
                message = result.findtext(".//t:Message", default="", namespaces=NAMESPACE).strip()
                print(f"ignored: {name}: {message}")
            else:
                failed += 1
                print(f"failed: {name}")
    if not files:
        print("no test results were written")
        failed += 1
    print(f"by hand={by_hand}")
    print(f"ignored={ignored}")
    print(f"passed={passed}")
    print(f"failed={failed + (ignored if ignored_are == 'failed' else 0)}")


main(*sys.argv[1:])
