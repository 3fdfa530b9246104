"""The peer of the I3D bench: PyTorch as extraction scripts use it, one command a line on stdin, one JSON line back.

save FOLDER COUNT THREADS   random weights and COUNT snippets of 8x224x224 into FOLDER/weights.pt and snippets.pt
                            -> {"peer": "PyTorch x.y.z"}
single                      the first two snippets one after the other -> {"ms", "first", "last"}: ms a snippet, sums of
                            the first and last snippet's features
batch                       all of them at once                        -> {"ms", "first", "last"}
"""
import json
import os
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn


def same(x, kernel, stride):
    """TensorFlow's SAME padding: out = ceil(in / stride), the odd zero behind."""
    pad = []
    for size, k, s in zip(reversed(x.shape[2:]), reversed(kernel), reversed(stride)):
        total = max((-(-size // s) - 1) * s + k - size, 0)
        pad += [total // 2, total - total // 2]
    return F.pad(x, pad)


class Unit(nn.Module):
    def __init__(self, inputs, outputs, kernel=1, stride=1):
        super().__init__()
        self.conv3d = nn.Conv3d(inputs, outputs, kernel, stride, bias=False)
        self.bn = nn.BatchNorm3d(outputs, eps=1e-3, momentum=0.01)

    def forward(self, x):
        return F.relu(self.bn(self.conv3d(same(x, self.conv3d.kernel_size, self.conv3d.stride))))


class Pool(nn.MaxPool3d):
    def forward(self, x):
        return super().forward(same(x, self.kernel_size, self.stride))


class Inception(nn.Module):
    def __init__(self, inputs, one, two, three, pooled):
        super().__init__()
        self.b0 = Unit(inputs, one)
        self.b1a, self.b1b = Unit(inputs, two[0]), Unit(two[0], two[1], 3)
        self.b2a, self.b2b = Unit(inputs, three[0]), Unit(three[0], three[1], 3)
        self.b3a, self.b3b = Pool((3, 3, 3), (1, 1, 1)), Unit(inputs, pooled)

    def forward(self, x):
        return torch.cat([self.b0(x), self.b1b(self.b1a(x)), self.b2b(self.b2a(x)), self.b3b(self.b3a(x))], dim=1)


class I3D(nn.Sequential):
    """Up to Mixed_5c, under the names of piergiaj/pytorch-i3d."""

    def __init__(self, channels):
        super().__init__()
        self.Conv3d_1a_7x7 = Unit(channels, 64, 7, 2)
        self.MaxPool3d_2a_3x3 = Pool((1, 3, 3), (1, 2, 2))
        self.Conv3d_2b_1x1 = Unit(64, 64)
        self.Conv3d_2c_3x3 = Unit(64, 192, 3)
        self.MaxPool3d_3a_3x3 = Pool((1, 3, 3), (1, 2, 2))
        self.Mixed_3b = Inception(192, 64, (96, 128), (16, 32), 32)
        self.Mixed_3c = Inception(256, 128, (128, 192), (32, 96), 64)
        self.MaxPool3d_4a_3x3 = Pool((3, 3, 3), (2, 2, 2))
        self.Mixed_4b = Inception(480, 192, (96, 208), (16, 48), 64)
        self.Mixed_4c = Inception(512, 160, (112, 224), (24, 64), 64)
        self.Mixed_4d = Inception(512, 128, (128, 256), (24, 64), 64)
        self.Mixed_4e = Inception(512, 112, (144, 288), (32, 64), 64)
        self.Mixed_4f = Inception(528, 256, (160, 320), (32, 128), 128)
        self.MaxPool3d_5a_2x2 = Pool((2, 2, 2), (2, 2, 2))
        self.Mixed_5b = Inception(832, 256, (160, 320), (32, 128), 128)
        self.Mixed_5c = Inception(832, 384, (192, 384), (48, 128), 128)
        self.eval()

    def features(self, x):
        return self(x).mean(dim=(2, 3, 4))


state = {}


def save(folder, count, threads):
    torch.set_num_threads(int(threads))
    torch.manual_seed(0)
    network = I3D(3)
    for module in network.modules():
        if isinstance(module, nn.Conv3d):
            nn.init.kaiming_normal_(module.weight)
        if isinstance(module, nn.BatchNorm3d):
            for tensor in (module.weight, module.running_var):
                nn.init.uniform_(tensor, 0.5, 1.5)
            for tensor in (module.bias, module.running_mean):
                nn.init.uniform_(tensor, -0.1, 0.1)
    state["network"], state["snippets"] = network, torch.rand(int(count), 3, 8, 224, 224) * 2 - 1
    torch.save(network.state_dict(), os.path.join(folder, "weights.pt"))
    torch.save({"snippets": state["snippets"]}, os.path.join(folder, "snippets.pt"))
    return {"peer": f"PyTorch {torch.__version__}"}


def measure(batches):
    with torch.no_grad():
        start = time.perf_counter()
        features = torch.cat([state["network"].features(batch) for batch in batches])
        ms = (time.perf_counter() - start) * 1e3
    first, *_, last = features.double().sum(dim=1).tolist()
    return {"ms": ms / len(features), "first": first, "last": last}


if __name__ == "__main__":
    commands = {
        "save": save,
        "single": lambda: measure(state["snippets"][:2].split(1)),
        "batch": lambda: measure([state["snippets"]]),
    }
    for line in sys.stdin:
        name, *arguments = line.split()
        print(json.dumps(commands[name](*arguments)), flush=True)
