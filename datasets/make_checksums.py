"""Writes SHA256SUMS: one checksum for every data file of every folder here, and its size in a comment.

Run: python3 make_checksums.py, after a data file changed on purpose. `sha256sum -c SHA256SUMS` checks the result.
"""

import hashlib
import pathlib

NOT_DATA = {"README.md", "LICENSE", "make.py"}


def main():
    here = pathlib.Path(__file__).parent
    lines = [
        "# The data files and their SHA-256. Check them here with: sha256sum -c SHA256SUMS",
        "# A comment `size BYTES PATH` tells a file cut short from one that was changed.",
    ]
    for path in sorted(here.glob("*/*")):
        if path.is_file() and path.name not in NOT_DATA and not path.name.startswith("."):
            name = path.relative_to(here).as_posix()
            content = path.read_bytes()
            lines += [f"# size {len(content)} {name}", f"{hashlib.sha256(content).hexdigest()}  {name}"]
    (here / "SHA256SUMS").write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
