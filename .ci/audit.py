#!/usr/bin/env python
"""Look the locked dependencies up among known vulnerabilities; a note where that cannot be done.

Ends with 1 if any of them has one.
"""

import json
import subprocess
import sys
from pathlib import Path

LOCKS = sorted(Path(__file__).parents[1].glob("requirements*.lock"))
SECONDS = 60


def main() -> int:
    command = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip"]
    command += ["--progress-spinner", "off", "--format", "json"]
    command += [word for lock in LOCKS for word in ("--requirement", str(lock))]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        packages = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError):
        print("audit: not made, as the database of vulnerabilities cannot be reached from here")
        return 0
    unknown = [package for package in packages if "vulns" not in package]
    print(f"audit: {len(packages) - len(unknown)} of {len(packages)} dependencies looked up")
    if unknown:
        print(f"audit: the database reached from here does not know the other {len(unknown)}")
    found = [(package, it) for package in packages for it in package.get("vulns", ())]
    for package, vulnerability in found:
        mended = ", ".join(vulnerability["fix_versions"]) or "no version yet"
        print(f"{package['name']} {package['version']}: {vulnerability['id']}; mended in {mended}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
