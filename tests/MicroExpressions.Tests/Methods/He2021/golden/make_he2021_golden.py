"""Golden numbers for He2021MethodTests: the successor's public code (github hitheyuhong/MEGC2024-CODE, Apache-2.0, commit 826aa71) on
made-up curves and intervals. Run with that checkout as the working folder: /usr/bin/python3 make_he2021_golden.py > he2021.json
Made with Python 3.11, numpy 1.24.2, scipy 1.10.1. What its modules import and the functions called here do not need is stood in for; so is
the decomposition (PyEMD): what it would give is given. Limits are in the code's own pixels and frames, 30 a second."""
import contextlib, io, json, sys, types
import numpy as np

for name in ("dlib", "cv2", "matplotlib", "matplotlib.pyplot", "PyEMD", "pylab", "xlrd", "xlwt", "sklearn", "sklearn.model_selection"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["dlib"].get_frontal_face_detector = lambda: None
sys.modules["dlib"].shape_predictor = lambda _: None
sys.modules["cv2"].FONT_HERSHEY_SIMPLEX = 0
sys.modules["PyEMD"].EMD = None
sys.modules["xlrd"].xldate_as_tuple = None
sys.modules["sklearn.model_selection"].KFold = None
sys.path.insert(0, ".")
import spot_util_casme, spot_util_samm
from util import sim_filter

sets = {"casme-squared": (spot_util_casme, 1.925, 0.1), "samm-lv": (spot_util_samm, 1.65, 0.34)}
curves, merged = [], []
for seed in range(12):
    random = np.random.default_rng(100 + seed)
    n = 200 if seed % 3 else 140
    t = np.arange(n)
    flow = 0.1 * random.standard_normal((n, 2))
    for _ in range(random.integers(1, 6)):
        middle, width, height, way = random.uniform(10, n - 10), random.uniform(4, 25), random.uniform(1, 6), random.uniform(0, 2 * np.pi)
        flow += height * np.exp(-((t - middle) / width) ** 2)[:, None] * [np.cos(way), np.sin(way)]
    flow = np.round(flow, 9)
    name = list(sets)[seed % 2]
    code, limit, _ = sets[name]
    length = code.draw_line(flow)
    smooth = sim_filter.filt(length[1:-1], 1, 5, 30)
    detrended = smooth - random.uniform(0, 1.5) * t[1:-1] / n - 0.5
    code.try_emd.the_emd1 = lambda whole, s, *rest: (s, detrended)
    with contextlib.redirect_stdout(io.StringIO()):
        found, _, _ = code.proce2(flow, 1.4, limit, "", 0, n, 1, [], [], [])
    curves.append(dict(set=name, limit=limit, flow=flow.tolist(), detrended=detrended.tolist(), found=[[int(a), int(b)] for a, b in found]))
for seed in range(8):
    random = np.random.default_rng(200 + seed)
    name = list(sets)[seed % 2]
    code, _, share = sets[name]
    starts = random.integers(1, 150, 12)
    intervals = np.stack([starts, starts + random.integers(3, 45, 12)], 1)
    merged.append(dict(set=name, share=share, intervals=intervals.tolist(), merged=code.nms2(intervals)[1:].tolist()))
print(json.dumps(dict(curves=curves, merged=merged)))
