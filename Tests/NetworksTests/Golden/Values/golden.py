"""What the scripts of this folder share: they write JSON files that `Golden.swift` reads.

Run a script with the interpreter of an environment that has the library, for example
    python3 -m venv .venv-golden && .venv-golden/bin/pip install torch==2.13.0 numpy==2.4.6
    .venv-golden/bin/python Tests/NetworksTests/Golden/Values/losses.py
"""
import json
from pathlib import Path


def tensor(value):
    """A NumPy array, PyTorch tensor or number as the JSON object of a tensor."""
    import numpy
    if hasattr(value, "detach"):
        value = value.detach().numpy()
    array = numpy.asarray(value, dtype=numpy.float32)
    return {"shape": list(array.shape), "scalars": [float(f"{x:.9g}") for x in array.ravel()]}


def save(script, library, cases):
    """Writes NAME.json beside the script NAME.py: cases is {case: {name: tensor-like}}."""
    path = Path(script).with_suffix(".json")
    content = {"library": library,
               "cases": {c: {n: tensor(v) for n, v in values.items()} for c, values in cases.items()}}
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n")
    print(f"{path.name}: {len(cases)} cases, {path.stat().st_size} bytes")
