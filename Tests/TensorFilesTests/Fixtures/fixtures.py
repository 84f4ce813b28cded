"""Writes the files of this folder with NumPy and safetensors, for the tests to read.

    pip install numpy==2.4.6 safetensors==0.8.0 torch==2.13.0
    python fixtures.py          writes everything but written.*
    python fixtures.py check    reads written.*, which the kit wrote, with the same libraries

The tests compare what the kit writes with written.*, byte by byte.
"""

import sys
from pathlib import Path

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file

folder = Path(__file__).parent


def check():
    expected = {
        "weights": np.array([[1, -2.5, 3], [0, np.inf, 1e-30]], dtype="float32"),
        "bias": np.array([0.1], dtype="float32"),
        "größe/0": np.array(7, dtype="float32"),
        "none": np.zeros((0, 3), dtype="float32"),
    }
    array = np.load(folder / "written.npy")
    assert array.dtype == np.float32 and np.array_equal(array, expected["weights"])
    with np.load(folder / "written.npz") as archive:
        assert archive.files == list(expected), archive.files
        for name, array in expected.items():
            assert archive[name].dtype == np.float32 and archive[name].shape == array.shape
            assert np.array_equal(archive[name], array), name
    tensors = load_file(folder / "written.safetensors")
    assert set(tensors) == set(expected)
    for name, array in expected.items():
        assert tensors[name].dtype == torch.float32
        assert np.array_equal(tensors[name].numpy(), array), name
        assert tensors[name].shape == array.shape
    with safe_open(folder / "written.safetensors", "pt") as file:
        assert file.metadata() == {"steps": "500", "text": 'a "quoted"\n\\ line: é 🙂'}
    print("written.* are read as they should be")


def write():
    numbers = np.arange(6).reshape(2, 3)
    kinds = "u1 u2 u4 u8 i1 i2 i4 i8 f2 f4 f8".split()
    arrays = {kind: (numbers - (0 if kind[0] == "u" else 3)).astype("<" + kind) for kind in kinds}
    arrays["fractions"] = np.array([1.5, -0.1, np.nan, -np.inf, 5.9e-8])
    arrays["b1"] = numbers % 2 == 0
    arrays["big-endian"] = numbers.astype(">f4")
    arrays["big-endian-i8"] = numbers.astype(">i8") - 3
    arrays["fortran"] = np.asfortranarray(np.arange(24, dtype="float32").reshape(2, 3, 4))
    arrays["number"] = np.float32(7.25)
    arrays["vector"] = np.array([1, 2], dtype="float32")
    arrays["empty"] = np.zeros((0, 3), dtype="float32")
    arrays["a/b.c"] = np.zeros((1,), dtype="float32")
    np.savez(folder / "types.npz", **arrays)
    np.savez_compressed(folder / "compressed.npz", **arrays, zeros=np.zeros((100, 100), "float32"))
    np.save(folder / "matrix.npy", numbers.astype("float32"))
    for version in (2, 3):
        with open(folder / f"version{version}.npy", "wb") as file:
            np.lib.format.write_array(file, numbers.astype("float32"), version=(version, 0))

    refused = {
        "complex": np.array([1j], dtype="complex64"),
        "objects": np.array([{}], dtype=object),
        "texts": np.array(["a"]),
        "records": np.array([(1, 2.0)], dtype=[("x", "i4"), ("y", "f4")]),
        "large-integer": np.array([1, 16777217]),
        "large-float": np.array([1e300]),
        "seven-axes": np.zeros((1, 1, 1, 1, 1, 1, 2), dtype="float32"),
    }
    for name, array in refused.items():
        np.save(folder / f"refused-{name}.npy", array)

    numbers = torch.arange(6).reshape(2, 3) - 3
    types = {
        "F64": torch.float64, "F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16,
        "I64": torch.int64, "I32": torch.int32, "I16": torch.int16, "I8": torch.int8,
    }
    tensors = {name: numbers.to(kind) for name, kind in types.items()}
    unsigned = {"U64": torch.uint64, "U32": torch.uint32, "U16": torch.uint16, "U8": torch.uint8}
    tensors |= {name: (numbers + 3).to(kind) for name, kind in unsigned.items()}
    tensors["BOOL"] = numbers % 2 == 1
    tensors["fractions"] = torch.tensor([1.5, -0.1, 3e38], dtype=torch.bfloat16)
    tensors["empty"] = torch.zeros(0, 3)
    tensors["number"] = torch.tensor(7.25)
    metadata = {"made by": "safetensors", "größe": 'a "quoted"\n\\ line: é 🙂'}
    save_file(tensors, folder / "types.safetensors", metadata=metadata)
    save_file({"x": torch.zeros(2, dtype=torch.float8_e4m3fn)}, folder / "refused.safetensors")
    torch.save(torch.zeros(2), folder / "refused-torch.npz")


check() if sys.argv[1:] == ["check"] else write()
