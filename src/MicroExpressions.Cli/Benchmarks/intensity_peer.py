"""The peer of the intensity bench: PyTorch from Python, one command a line on stdin, one JSON line back.

threads N            how many threads from now on                                                -> {"peer": "PyTorch x.y.z"}
step SIZE CLIPS T    ms for one Adam step of ResNet18 + BiGRU(128) + linear on CLIPS clips of T frames of SIZE x SIZE,
                     squared error against a triangle                                            -> {"ms", "loss"}
peak                 the most memory the process has had, 10^6 bytes                             -> {"mb"}
"""
import json
import resource
import sys
import time

import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, channels_in, channels, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels_in, channels, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.relu = nn.ReLU(inplace=True)
        self.downsample = None
        if stride != 1 or channels_in != channels:
            self.downsample = nn.Sequential(nn.Conv2d(channels_in, channels, 1, stride, bias=False), nn.BatchNorm2d(channels))

    def forward(self, x):
        shortcut = x if self.downsample is None else self.downsample(x)
        y = self.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        y += shortcut
        return self.relu(y)


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        layers = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1)]
        for channels_in, channels, stride in [(64, 64, 1), (64, 128, 2), (128, 256, 2), (256, 512, 2)]:
            layers += [Block(channels_in, channels, stride), Block(channels, channels, 1)]
        self.encoder = nn.Sequential(*layers)
        self.gru = nn.GRU(512, 128, batch_first=True, bidirectional=True)
        self.regressor = nn.Linear(256, 1)

    def forward(self, x):
        z = self.encoder(x.flatten(0, 1)).mean((2, 3)).view(x.shape[0], x.shape[1], -1)
        return self.regressor(self.gru(z)[0]).squeeze(-1)


state = {}


def threads(count):
    torch.set_num_threads(int(count))
    return {"peer": f"PyTorch {torch.__version__} from Python"}


def step(size, clips, length):
    size, clips, length = int(size), int(clips), int(length)
    if not state:
        state["model"] = Model()
        state["adam"] = torch.optim.Adam(state["model"].parameters(), lr=1e-4)
        state["x"] = torch.sin(torch.arange(clips * length * 3 * size * size, dtype=torch.float32)).view(clips, length, 3, size, size)
        state["y"] = (1 - torch.linspace(-1, 1, length).abs()).expand(clips, length)
    start = time.perf_counter()
    state["adam"].zero_grad()
    loss = (state["model"](state["x"]) - state["y"]).square().mean()
    loss.backward()
    state["adam"].step()
    return {"ms": (time.perf_counter() - start) * 1e3, "loss": float(loss)}


def peak():
    return {"mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6}


commands = {"threads": threads, "step": step, "peak": peak}

for line in sys.stdin:
    name, *arguments = line.split()
    print(json.dumps(commands[name](*arguments)), flush=True)
