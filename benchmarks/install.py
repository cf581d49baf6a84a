"""Install the program into a new virtual environment; measure what that takes on disk and to start.

    python benchmarks/install.py [EXTRA …]

Sizes are of all files below site-packages after the first start, without pip and setuptools; times to start
are the median of five new processes. Prints Markdown tables. Needs a package index.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from importlib.metadata import distributions
from pathlib import Path

from speed import start_times

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = {"pip", "setuptools", "wheel"}
MB = 1_000_000


def sizes(packages: Path) -> dict[str, int]:
    """Return the bytes of every distribution that is installed in a folder, its compiled files included."""
    found = {}
    for distribution in distributions(path=[str(packages)]):
        name = distribution.metadata["Name"]
        files = {Path(str(distribution.locate_file(file))).resolve() for file in distribution.files or []}
        files |= {
            cached for file in files for cached in (file.parent / "__pycache__").glob(f"{file.stem}.*.pyc")
        }
        found[name] = sum(file.stat().st_size for file in files if file.is_file())
    return found


def main() -> None:
    wanted = f"{ROOT}[{','.join(sys.argv[1:])}]" if sys.argv[1:] else str(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        python = str(Path(folder, "Scripts" if os.name == "nt" else "bin", "python"))
        begun = time.perf_counter()
        subprocess.run([python, "-m", "pip", "install", "-q", wanted], check=True, stderr=subprocess.DEVNULL)
        taken = time.perf_counter() - begun
        starts = list(start_times(python))
        asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
        place = subprocess.run(
            [python, "-c", asked], check=True, capture_output=True, text=True
        ).stdout.strip()
        found = {name: size for name, size in sizes(Path(place)).items() if name not in NOT_OURS}
    print("| installed | MB |\n|---|---|")
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    for name, size in ordered[:12]:
        print(f"| {name} | {size / MB:.1f} |")
    print(f"| {len(ordered[12:])} others | {sum(size for _, size in ordered[12:]) / MB:.1f} |")
    print(f"| **all** | **{sum(found.values()) / MB:.1f}** |\n")
    print("| start | seconds |\n|---|---|")
    for name, seconds in starts:
        print(f"| {name} | {seconds:.2f} |")
    print(f"\nInstalled in {taken:.0f} s.")


if __name__ == "__main__":
    main()
