"""Golden numbers for MtsnTests and ScorePeaksTests: the public code of Liong et al. (GitHub genbing99/MTSN-Spot-ME-MaE, commit dd17fda) on weights,
inputs and curves given by the formula that ScatteredNumbers repeats. Run in that checkout: /usr/bin/python3 make_mtsn_golden.py > mtsn.json
Made with Python 3.11, torch 1.13.0, numpy 1.24.2, scipy 1.10.1. What it imports for pictures alone is left out; its means over a window stand
in the middle of a long function and are restated here."""
import contextlib, json, math, sys
from unittest.mock import MagicMock
import numpy as np
import torch
from scipy.signal import find_peaks

for name in ("torchsummary", "matplotlib", "matplotlib.pyplot"):
    sys.modules[name] = MagicMock()
sys.path.insert(0, ".")
import network, prepare_data, spot_interval

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)


def scattered(shape, phase):
    x = torch.sin(torch.arange(math.prod(shape), dtype=torch.float64) * 12.9898 + 78.233 * phase + 0.5) * 43758.5453
    return (2 * (x - x.floor()) - 1).reshape(shape)


net = network.MTSN()
names = [f"{layer}.{part}" for layer in ("fc1", "fc2", "SOFTNet.conv1", "SOFTNet.conv2", "SOFTNet.conv3") for part in ("bias", "weight")]
with torch.no_grad():
    for phase, name in enumerate(names):
        parameter = net.get_parameter(name)
        parameter.copy_(scattered(parameter.shape, phase) * (0.1 if parameter.dim() == 1 else math.sqrt(6 * parameter.shape[0] / parameter.numel())))
maps = [0.2 * scattered((5, 3, 28, 28), phase) for phase in (100, 101)]
streams = net.SOFTNet(*[maps[0][:, c:c + 1] for c in range(3)])
scores = net(*[m[:, c:c + 1] for m in maps for c in range(3)]).view(-1)
y, y1 = torch.tensor([1.0, 0, 1, 1, 0]), torch.tensor([0.5, 0, 1, 0.25, 0])
mse = torch.nn.MSELoss()

# frames 0 to 39 of one video and 0 to 29 of another; onset, apex, offset
samples = [[[[3, 7, 12], [20, 22, 31]], [[5, 6, 9]]]]
with contextlib.redirect_stdout(sys.stderr):
    _, _, hard, soft = prepare_data.pseudo_labeling([list(range(40)), list(range(30))], [list(range(40)), list(range(30))], samples)

curves = []
for number in range(6):
    noise = scattered((140,), 200 + number).numpy()
    raw = 0.5 + 0.5 * np.sin(np.arange(140) / (3 + 2 * number)) * np.cos(np.arange(140) / 11) + 0.2 * noise
    k = (2, 3, 6)[number % 3]
    smooth = raw.copy()
    for x in range(k, len(raw) - k):
        smooth[x] = raw[x - k:x + k].mean()
    if number == 5:
        smooth = np.round(smooth, 1)        # rows of equal height
    peaks, _ = find_peaks(smooth, distance=2 * k)
    ends = [[int(n) for n in spot_interval.detectInterval(smooth, p, 5 * k // 2, 5 * k // 2, 0.7 * smooth[p])] for p in peaks]
    curves.append(dict(k=k, raw=raw.tolist(), smooth=smooth.tolist(), peaks=[int(p) for p in peaks], ends=ends))

print(json.dumps(dict(streams=streams.flatten().tolist(), scores=scores.tolist(),
                      loss=float(0.7 * mse(scores, y) + 0.3 * mse(scores, y)), meant=float(0.7 * mse(scores, y) + 0.3 * mse(scores, y1)),
                      hard=hard.tolist(), soft=soft.tolist(), curves=curves)))
