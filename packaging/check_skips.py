#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_skips.py JUNIT ALLOWED: fails where ctest skipped a test that ALLOWED does not list with its reason.

ALLOWED holds lines "test | absent | reason": the test's exact name, what must be absent for the skip to be right (data:
the folder of WARBLER_TEST_DATA; cases: that of WARBLER_TEST_CASES; cuda: an NVIDIA driver), and a part of the reason
that the test prints.
"""
import io
import os
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

DATA = Path(os.environ.get("WARBLER_TEST_DATA", Path(__file__).resolve().parent.parent.parent / "shared" / "data"))
CASES = Path(os.environ.get("WARBLER_TEST_CASES", DATA.parent / "cases"))
ABSENT = {
    "data": lambda: not DATA.is_dir(),
    "cases": lambda: not CASES.is_dir(),
    "cuda": lambda: not Path("/proc/driver/nvidia/version").exists(),
}


def read_allowed(text):
    allowed = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split("|")]
        if len(fields) != 3 or fields[1] not in ABSENT or not all(fields):
            sys.exit(f"allowed_skips.txt:{number}: expected 'test | data, cases or cuda | reason', found '{line}'")
        allowed.setdefault(fields[0], []).append((fields[1], fields[2]))
    return allowed


def findings(junit, allowed, absent):
    for case in ElementTree.parse(junit).getroot().iter("testcase"):
        skipped = case.find("skipped")
        if skipped is None and case.get("status") not in ("notrun", "disabled"):
            continue
        name, output = case.get("name"), case.findtext("system-out") or ""
        reasons = [(what, reason) for what, reason in allowed.get(name, []) if reason in output]
        if not reasons:
            last = output.strip().splitlines()[-1:] or ["no reason printed"]
            yield f"{name} was skipped ({last[0].strip()}); tests/allowed_skips.txt does not list it with that reason"
        elif not any(absent[what]() for what, _ in reasons):
            yield f"{name} was skipped for want of {reasons[0][0]}, which is here"


SKIPPED = """<testsuite><testcase name="good.test" status="run"><system-out/></testcase>
<testcase name="skipped.test" status="notrun"><skipped message="SKIP_RETURN_CODE=77"/>
<system-out>no test data in /somewhere</system-out></testcase></testsuite>"""


def self_test():
    here, gone = {"data": lambda: False, "cuda": lambda: False}, {"data": lambda: True, "cuda": lambda: True}
    listed = "# comment\nskipped.test | data | no test data\n"
    cases = [  # allowed, what is absent, findings expected
        (listed, gone, 0), (listed, here, 1), ("", gone, 1), ("skipped.test | data | another reason\n", gone, 1),
        ("other.test | data | no test data\n", gone, 1),
    ]
    for allowed, absent, expected in cases:
        found = list(findings(io.StringIO(SKIPPED), read_allowed(allowed), absent))
        if len(found) != expected:
            sys.exit(f"with {allowed!r}: expected {expected} finding(s), got {found}")


def main():
    if sys.argv[1] == "--self-test":
        self_test()
        print("skips are told apart")
        return
    found = list(findings(sys.argv[1], read_allowed(Path(sys.argv[2]).read_text(encoding="utf-8")), ABSENT))
    for line in found:
        print(line)
    if found:
        sys.exit(1)


if __name__ == "__main__":
    main()
