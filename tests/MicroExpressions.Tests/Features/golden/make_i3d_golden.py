"""I3D's features by PyTorch with weights and clips that a formula gives. Run: /usr/bin/python3 make_i3d_golden.py > i3d.json"""
import json
import math
import pathlib
import sys

import torch

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[4] / "src/MicroExpressions.Cli/Benchmarks"))
from i3d_peer import I3D  # noqa: E402


def noise(count, seed):
    """In 0..1, of no visible pattern: the fraction of 43758.5453 sin(i + seed / 10)."""
    x = torch.sin(torch.arange(count, dtype=torch.float64) + 0.1 * seed) * 43758.5453
    return x - torch.floor(x)


def fill(network):
    for seed, (name, tensor) in enumerate(sorted((k, v) for k, v in network.state_dict().items() if v.is_floating_point())):
        x = noise(tensor.numel(), seed)
        if name.endswith("conv3d.weight"):
            x = (2 * x - 1) * math.sqrt(6 / tensor[0].numel())
        elif name.endswith(("bn.weight", "running_var")):
            x = 0.5 + x
        else:
            x = 0.2 * x - 0.1
        tensor.copy_(x.view(tensor.shape))


cases = []
with torch.no_grad():
    for shape in ([1, 3, 8, 56, 56], [1, 2, 32, 48, 48], [2, 3, 9, 50, 61]):
        network = I3D(shape[1])
        fill(network)
        clip = (2 * noise(math.prod(shape), 1000) - 1).float().view(shape)
        features = network.features(clip)
        cases.append(dict(shape=shape, every16=[round(v, 7) for v in features.flatten()[::16].tolist()],
                          mean=features.double().mean().item(), norm=features.double().norm().item()))
json.dump(dict(python=sys.version.split()[0], torch=torch.__version__, cases=cases,
               names=sorted(f"{k} {list(v.shape)}" for k, v in I3D(3).state_dict().items())), sys.stdout)
print()
