"""Golden numbers for ReferenceFrameTests: the network and the contrast as their documentation says them, restated with PyTorch and SciPy, for the
authors published no code. Run: /usr/bin/python3 make_reference_frame_golden.py > reference-frames.json
Made with Python 3.11, torch 1.13.0, numpy 1.24.2, scipy 1.10.1."""
import json, math
import numpy as np
import torch
import torch.nn.functional as F
from scipy.ndimage import convolve

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)


def scattered(shape, phase):
    x = torch.sin(torch.arange(math.prod(shape), dtype=torch.float64) * 12.9898 + 78.233 * phase + 0.5) * 43758.5453
    return (2 * (x - x.floor()) - 1).reshape(shape)


shapes = {
    "compare.bias": (2,), "compare.weight": (2, 1, 3, 5, 5), "depth2.bias": (2,), "depth2.weight": (2, 1, 1, 3, 3), "depth3.bias": (3,), "depth3.weight": (3, 1, 1, 3, 3),
    "kinds.bias": (2,), "kinds.weight": (2, 2 * 4 * 4), "point2.bias": (3,), "point2.weight": (3, 2, 1, 1, 1), "point3.bias": (4,), "point3.weight": (4, 3, 1, 1, 1),
}
w = {name: scattered(shape, phase) * (0.1 if len(shape) == 1 else math.sqrt(6 * shape[0] / math.prod(shape))) for phase, (name, shape) in enumerate(shapes.items())}


def stream(clip):
    x = sum(F.conv2d(clip[:, t:t + 1], w["compare.weight"][:, :, t], padding=2) for t in range(3)) + w["compare.bias"].view(1, -1, 1, 1)
    x = F.max_pool2d(x.clamp(min=0), 2)
    for n in (2, 3):
        x = F.conv2d(x, w[f"depth{n}.weight"][:, :, 0], w[f"depth{n}.bias"], padding=1, groups=x.shape[1])
        x = F.max_pool2d(F.conv2d(x, w[f"point{n}.weight"][:, :, 0], w[f"point{n}.bias"]).clamp(min=0), 2)
    return x.flatten(1)


micro, macro = scattered((3, 3, 16, 16), 100), scattered((3, 3, 16, 16), 101)
scores = torch.cat([stream(micro), stream(macro)], 1) @ w["kinds.weight"].T + w["kinds.bias"]
labels = torch.tensor([[1.0, 0], [0, 1], [0, 0]])
p = scores.sigmoid()
loss = [float(-(labels[:, c] * p[:, c].log() + (1 - labels[:, c]) * (1 - p[:, c]).log()).mean()) for c in range(2)]

picture = ((scattered((12, 12), 300) + 1) * 127).numpy()
d = np.arange(-2, 3)
kernel = np.exp(-(d[:, None] ** 2 + d[None, :] ** 2) / (2 * 1.5 ** 2))
inside = convolve(np.ones((12, 12)), kernel, mode="constant")
v = picture - convolve(picture, kernel, mode="constant") / inside
sigma = np.sqrt(convolve(v ** 2, kernel, mode="constant") / inside)
print(json.dumps(dict(scores=scores.flatten().tolist(), loss=loss, contrast=(v / np.maximum(sigma, sigma.mean())).flatten().tolist())))
