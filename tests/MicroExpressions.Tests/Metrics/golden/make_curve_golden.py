"""Writes curves.json: what scipy and numpy say about pairs of random and tied curves.

Run: /usr/bin/python3 make_curve_golden.py   (any Python with scipy; the versions used are in the file's header)
"""
import json
import pathlib
import platform

import numpy as np
import scipy
from scipy import stats

rng = np.random.default_rng(20240917)


def concordance(x, y):
    """Lin's coefficient with moments divided by n, from numpy's own mean, variance and covariance."""
    return 2 * np.cov(x, y, bias=True)[0, 1] / (np.var(x) + np.var(y) + (np.mean(x) - np.mean(y)) ** 2)


def case(name, x, y):
    x, y = np.asarray(x, float), np.asarray(y, float)
    return {
        "name": name, "x": x.tolist(), "y": y.tolist(),
        "ranks": stats.rankdata(x).tolist(),
        "spearman": float(stats.spearmanr(x, y)[0]),
        "kendall": float(stats.kendalltau(x, y)[0]),
        "pearson": float(stats.pearsonr(x, y)[0]),
        "concordance": float(concordance(x, y)),
        "mae": float(np.mean(np.abs(x - y))),
    }


cases = [
    case("two points up", [1, 2], [5, 9]),
    case("two points down", [1, 2], [9, 5]),
    case("three points, one tie", [1, 1, 2], [3, 1, 2]),
    case("same curve", [0.1, 0.4, 0.9, 0.4, 0.2], [0.1, 0.4, 0.9, 0.4, 0.2]),
    case("reversed ramp", range(16), range(16)[::-1]),
    case("zero of both signs", [0.0, -0.0, 1, 2], [1, 2, -0.0, 0.0]),
]
# lengths around the vector width (4), the clip length (16) and the limit of the pairwise form (64)
for n in (3, 4, 5, 7, 8, 15, 16, 17, 31, 63, 64, 65, 100, 257):
    cases.append(case(f"random {n}", rng.normal(size=n), rng.normal(size=n)))
    a = rng.normal(size=n)
    cases.append(case(f"related {n}", a + rng.normal(scale=0.3, size=n), a))
    x, y = rng.integers(0, max(2, n // 4), n), rng.integers(0, max(2, n // 3), n)
    x[0], x[1], y[0], y[1] = 0, 1, 1, 0  # never constant
    cases.append(case(f"tied {n}", x, y))
x = rng.integers(0, 40, 2500) / 40
cases.append(case("tied 2500", x, np.round(np.clip(x + rng.normal(scale=0.4, size=2500), 0, 1), 2)))

target = pathlib.Path(__file__).with_name("curves.json")
with target.open("w") as file:
    json.dump({
        "made_by": "make_curve_golden.py", "python": platform.python_version(),
        "scipy": scipy.__version__, "numpy": np.__version__, "cases": cases,
    }, file)
    file.write("\n")
print(f"{len(cases)} cases, {target.stat().st_size} bytes")
