"""What the authors' own code of SP-FD computes: of a region its main flow after the bridge's is taken off, and from curves of four regions to
intervals.

/usr/bin/python3 make_spfd_golden.py <Small-Steel-Cannon/MEGC2020 at 3fbdb10>/code > spfd.json      (made with NumPy 1.24.2, SciPy 1.10.1)

None of their code stands here; theirs is imported. What it imports and is not asked for here (pictures, tables) is replaced by nothing, and so is
the drawing, which it calls but does not contain.
"""
import json
import sys
from unittest import mock

import numpy as np

sys.path.insert(0, sys.argv[1])
for name in ("cv2", "dlib", "pandas", "RWCSV", "matplotlib", "matplotlib.pyplot"):
    sys.modules[name] = mock.MagicMock()
import generate_feature         # noqa: E402
import spotting                 # noqa: E402

spotting.draw = lambda *_: None
random = np.random.RandomState(7)


def numbers(array):
    return [float(f"{v:.9g}") for v in np.asarray(array, dtype=np.float64).flatten()]


flows = []
for _ in range(6):
    bridge, region = (random.normal(random.normal(0, 1, 2), 0.4, (40, 2)).astype(np.float32) for _ in range(2))
    # their sum is added up in its first summand, which is given as a copy
    head = generate_feature.globalMovment([v.copy() for v in bridge])
    own = generate_feature.removeGlobal(region.copy(), head)
    lengths, angles = np.linalg.norm(own, axis=1), np.arctan2(own[:, 1], own[:, 0])
    main, _, _ = generate_feature.getMean(list(own), list(lengths), list(angles))
    flows.append({"bridge": numbers(bridge), "region": numbers(region), "head": numbers(head), "main": float(main)})

cases = []
for window, length in ((7, 420), (5, 420), (9, 440), (11, 460)):
    t = np.arange(length)
    regions = []
    for r in range(4):
        curve = 0.2 * np.abs(random.normal(0, 1, length))
        for centre in random.randint(95, length - 95, 14):
            curve = np.maximum(curve, random.uniform(1.4, 1.6) * np.exp(-((t - centre - r) / random.uniform(1.2, 2.2)) ** 2))
        regions.append(np.round(curve, 3))
    # one region whose curve is all peaks, each a little higher than the one before
    regions.append(np.round(1 + (1 + t / 2000) * np.sin(t * 2 * np.pi / 6), 4))
    feature = np.zeros((length, 2 * len(regions) + 1))
    for r, curve in enumerate(regions):
        feature[:, 2 * r] = curve
    found = spotting.generate_label(spotting.detect(feature, window), "", "", length, None)
    smooth = spotting.signal.savgol_filter(regions[0][100:-100], window, 3)
    cases.append({"window": window, "regions": [numbers(c) for c in regions], "smooth": numbers(smooth), "found": [[int(a), int(b)] for a, b in found]})

json.dump({"flows": flows, "cases": cases}, sys.stdout)
