"""Files as NumPy writes them, base64, with their values row by row. Run: python3 make_numpy_golden.py > numpy.json"""
import base64
import io
import json
import sys

import numpy as np


def npy(array, version=None):
    out = io.BytesIO()
    np.lib.format.write_array(out, array, version=version, allow_pickle=True)
    return base64.b64encode(out.getvalue()).decode()


def case(name, array, version=None):
    values = None if array.dtype == object else [v.item() for v in np.ravel(array, order="C")]
    return dict(name=name, shape=list(array.shape), values=values, file=npy(array, version))


cases = [
    case("float32", np.array([[1, 2.5, -3], [4, 5, 1e-7]], np.float32)),
    case("float64", np.array([[[0.1], [1e300]]])),
    case("float16", np.array([0.5, -2], np.float16)),
    case("int8", np.array([-128, 127], np.int8)),
    case("int16", np.array([-300, 300], np.int16)),
    case("int32", np.array([[-70000], [70000]], np.int32)),
    case("int64 scalar", np.array(1068)),
    case("uint8", np.array([0, 255], np.uint8)),
    case("uint16", np.array([65535], np.uint16)),
    case("uint32", np.array([4294967295], np.uint32)),
    case("uint64", np.array([2**53], np.uint64)),
    case("bool", np.array([True, False])),
    case("text", np.array(["onset", "Scheitel \u00b5", ""])),
    case("empty", np.zeros((0, 4), np.float32)),
    case("big-endian int16", np.array([1, -2, 300], ">i2")),
    case("fortran order", np.asfortranarray(np.arange(24, dtype=np.float64).reshape(2, 3, 4))),
    case("format version 2", np.arange(2, dtype=np.int32), (2, 0)),
    case("format version 3", np.arange(2, dtype=np.int32), (3, 0)),
    case("objects", np.array([{1: 2}], object)),
    case("complex", np.array([1 + 2j])),
    case("record", np.zeros(1, [("a", "f4"), ("b", "i4")])),
]
cases[-1]["values"] = cases[-2]["values"] = None


def npz(save):
    out = io.BytesIO()
    save(out, rgb=np.arange(6, dtype=np.float32).reshape(3, 2), name=np.array("s15"))
    return base64.b64encode(out.getvalue()).decode()


json.dump(dict(python=sys.version.split()[0], numpy=np.__version__, cases=cases,
               stored=npz(np.savez), deflated=npz(np.savez_compressed)), sys.stdout, indent=1)
print()
