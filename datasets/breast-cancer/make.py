"""Makes breast_cancer.csv from the copy inside an installed scikit-learn.

Run: pip install --no-deps scikit-learn==1.9.1 && python3 make.py
The script installs nothing; it reads one file of the package and writes beside itself.
"""

import hashlib
import importlib.metadata
import pathlib

SOURCE_SHA256 = "fed3eb72d0575ef6192293f5093c6e801b1476b577d0386bf4455504522172ed"
MEASUREMENTS = [
    "radius", "texture", "perimeter", "area", "smoothness",
    "compactness", "concavity", "concave points", "symmetry", "fractal dimension",
]


def main():
    package = importlib.metadata.distribution("scikit-learn")
    source = pathlib.Path(package.locate_file("sklearn/datasets/data/breast_cancer.csv")).read_bytes()
    if hashlib.sha256(source).hexdigest() != SOURCE_SHA256:
        raise SystemExit(f"scikit-learn {package.version} holds another breast_cancer.csv; expected {SOURCE_SHA256}")

    # The first line counts rows and columns and names the classes 0 and 1; the rest is kept as it stands.
    summary, *rows = source.decode("ascii").splitlines()
    assert summary == "569,30,malignant,benign" and len(rows) == 569
    assert all(row.count(",") == 30 for row in rows)
    names = (
        [f"mean {name}" for name in MEASUREMENTS]
        + [f"{name} error" for name in MEASUREMENTS]
        + [f"worst {name}" for name in MEASUREMENTS]
        + ["label"]
    )
    text = "\n".join([",".join(names), *rows]) + "\n"
    (pathlib.Path(__file__).parent / "breast_cancer.csv").write_bytes(text.encode("ascii"))


if __name__ == "__main__":
    main()
