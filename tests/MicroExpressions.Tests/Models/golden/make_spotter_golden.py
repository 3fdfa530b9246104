"""PyTorch's values and gradients for the spotter of PWES, on weights given by a formula that the tests repeat.

/usr/bin/python3 make_spotter_golden.py > spotter.json      (made with PyTorch 1.13.1)

Written from docs/method.md §1 "Model" alone, with PyTorch's own layers: the global branch as a convolution over one time step, one video at
a time, so that nothing is filled up.
"""
import json
import math

import torch
from torch import nn
from torch.nn import functional as F

SLOPE = 0.2


class Gate(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.global_conv = nn.Conv1d(width, width, 3, padding=1)
        self.local_conv = nn.Conv1d(width, width, 3, padding=1)

    def forward(self, main, auxiliary):
        g = F.leaky_relu(self.global_conv(main.mean(2, keepdim=True)), SLOPE)
        return torch.sigmoid(F.leaky_relu(self.local_conv(auxiliary), SLOPE) * g) * main


class Attention(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.first = nn.Conv1d(width, width // 2, 3, padding=1)
        self.second = nn.Conv1d(width // 2, width // 2, 3, padding=1)
        self.score = nn.Conv1d(width // 2, 1, 1)

    def forward(self, x):
        return torch.sigmoid(self.score(F.leaky_relu(self.second(F.leaky_relu(self.first(x), SLOPE)), SLOPE))).squeeze(1)


class Head(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.fusion = nn.Conv1d(width, width, 1)
        self.hidden = nn.Conv1d(width, width, 3, padding=1)
        self.classifier = nn.Conv1d(width, 3, 1)

    def forward(self, r, f):
        x = F.leaky_relu(self.fusion(torch.cat([r, f], 1)), SLOPE)
        return x, torch.sigmoid(self.classifier(F.leaky_relu(self.hidden(x), SLOPE)))


class Spotter(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.gate_rgb, self.gate_flow = Gate(width), Gate(width)
        self.attention_rgb, self.attention_flow = Attention(width), Attention(width)
        self.head = Head(2 * width)

    def forward(self, r, f):
        r, f = r.transpose(1, 2), f.transpose(1, 2)
        gr, gf = self.gate_rgb(r, f), self.gate_flow(f, r)
        ar, af = self.attention_rgb(gr), self.attention_flow(gf)
        x, s = self.head(gr, gf)
        return ar, af, x.transpose(1, 2), s.transpose(1, 2)


def wave(shape, phase):
    count = math.prod(shape)
    return torch.sin(torch.arange(count, dtype=torch.float64) * 1.7 + phase).reshape(shape)


def set_by_formula(module):
    state = module.state_dict()
    for k, name in enumerate(sorted(state)):
        value = state[name]
        w = wave(value.shape, k)
        value.copy_(0.1 * w if value.dim() == 1 else w * math.sqrt(2 / (value.numel() / value.shape[0])))


def listed(tensor):
    return [float(v) for v in tensor.detach().flatten()]


net = Spotter(8)
set_by_formula(net)
videos = []
for length, phase in [(7, 0.5), (4, 2.5)]:
    r = wave((1, length, 8), phase).float().requires_grad_()
    f = wave((1, length, 8), phase + 1).float().requires_grad_()
    ar, af, x, s = net(r, f)
    (ar.sum() + 2 * af.sum() + (x * 0.1).sum() + (s * wave(s.shape, 3).float()).sum()).backward()
    videos.append({"rgbAttention": listed(ar), "flowAttention": listed(af), "features": listed(x), "map": listed(s),
                   "rgbGradient": listed(r.grad), "flowGradient": listed(f.grad)})

print(json.dumps({
    "pytorch": torch.__version__,
    "shapes": {name: list(value.shape) for name, value in Spotter(1024).state_dict().items()},
    "videos": videos,
    "globalWeightGradient": listed(net.gate_rgb.global_conv.weight.grad[2]),
    "hiddenWeightGradient": listed(net.head.hidden.weight.grad[5]),
}))
