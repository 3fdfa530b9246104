"""The peer of the rank correlation bench: scipy, one command a line on stdin, one JSON line back.

load PATH COUNT LENGTH   two blocks of COUNT x LENGTH little-endian doubles -> {"peer": "scipy x.y.z"}
clips                    spearmanr and kendalltau of every trajectory       -> {"ms", "spearman", "kendall"} (means)
pooled                   the same of all points as one long trajectory      -> {"ms", "spearman", "kendall"}
"""
import json
import sys
import time

import numpy as np
import scipy
from scipy.stats import kendalltau, spearmanr

predicted = truth = None


def load(path, count, length):
    global predicted, truth
    predicted, truth = np.fromfile(path, "<f8").reshape(2, int(count), int(length))
    return {"peer": f"scipy {scipy.__version__}"}


def measure(pairs):
    start = time.perf_counter()
    results = [(spearmanr(x, y)[0], kendalltau(x, y)[0]) for x, y in pairs]
    ms = (time.perf_counter() - start) * 1e3
    spearman, kendall = np.mean(results, axis=0)
    return {"ms": ms, "spearman": float(spearman), "kendall": float(kendall)}


commands = {
    "load": load,
    "clips": lambda: measure(zip(predicted, truth)),
    "pooled": lambda: measure([(predicted.ravel(), truth.ravel())]),
}

for line in sys.stdin:
    name, *arguments = line.split()
    print(json.dumps(commands[name](*arguments)), flush=True)
