"""Golden numbers for MovementPeaksTests: the public code of Zhao et al. (github shengjianda/micro-expression-spot, commit 5e0c881) on
made-up curves. Run with that checkout in the working folder: /usr/bin/python3 make_peaks_golden.py > peaks.json
Made with Python 3.11, numpy 1.24.2, scipy 1.10.1. Its imports of dlib, cv2, sklearn and PyEMD are not needed by the functions called here."""
import json, sys, types
from pathlib import Path
import numpy as np

for name in ("cv2", "dlib", "sklearn", "sklearn.model_selection", "matplotlib", "matplotlib.pyplot", "PyEMD", "try_emd", "util"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["cv2"].FONT_HERSHEY_SIMPLEX = 0
sys.modules["cv2"].calcOpticalFlowFarneback = None
sys.modules["dlib"].get_frontal_face_detector = lambda: None
sys.modules["dlib"].shape_predictor = lambda _: None
sys.modules["sklearn.model_selection"].KFold = None
sys.path.insert(0, ".")
import sim_filter
import spot_util_casme as code

fps = 30
constants = dict(l_expand=fps, t_peak_relative_inf=1.4, t_flow_gap=1.8, t_ext_gap=0.8)
cases = []
for seed in range(12):
    random = np.random.default_rng(seed)
    n = 198 if seed % 3 else 150
    t = np.arange(n)
    raw = np.abs(0.2 * random.standard_normal(n))
    for _ in range(random.integers(1, 6)):
        middle, width, height = random.uniform(10, n - 10), random.uniform(4, 25), random.uniform(1, 6)
        raw = raw + height * np.exp(-((t - middle) / width) ** 2)
    raw = raw + random.uniform(0, 2) * t / n
    smooth = sim_filter.filt(raw, 1, 5, fps)
    detrended = smooth - random.uniform(0, 2) * t / n - 0.5
    peaks = code.find_peak(smooth, detrended, constants["t_peak_relative_inf"], constants["t_flow_gap"], constants["t_ext_gap"], constants["l_expand"])
    wide = code.expend(smooth, peaks.copy(), 0.33, 0.3, fps, fps // 3)
    parted = code.divide(smooth, wide.copy(), 0.33, 0.7, int(fps * 2 / 3), int(fps * 4 / 15))
    cases.append(dict(raw=[round(float(x), 12) for x in raw], smooth=smooth.tolist(), detrended=detrended.tolist(), found=np.array(parted).reshape(-1, 2).tolist()))
print(json.dumps(cases))
