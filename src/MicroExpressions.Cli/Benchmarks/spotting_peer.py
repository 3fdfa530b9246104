"""The peer of the spotting bench: PyTorch from Python, one command a line on stdin, one JSON line back.

threads N    how many threads from now on                                                   -> {"peer": "PyTorch x.y.z"}
step         ms for a training step of the spotting network on (8, 400, 2 x 1024)           -> {"ms"}
peak         the most memory the process has had, 10^6 bytes                                      -> {"mb"}
"""
import json
import resource
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F


class Gate(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.global_conv = nn.Conv1d(width, width, 3, padding=1)
        self.local_conv = nn.Conv1d(width, width, 3, padding=1)

    def forward(self, main, auxiliary):
        g = F.dropout(F.leaky_relu(self.global_conv(main.mean(2, keepdim=True)), 0.2), 0.5)
        return torch.sigmoid(F.dropout(F.leaky_relu(self.local_conv(auxiliary), 0.2), 0.5) * g) * main


class Attention(nn.Sequential):
    def __init__(self, width):
        super().__init__(
            nn.Conv1d(width, width // 2, 3, padding=1), nn.LeakyReLU(0.2), nn.Dropout(0.5),
            nn.Conv1d(width // 2, width // 2, 3, padding=1), nn.LeakyReLU(0.2), nn.Conv1d(width // 2, 1, 1), nn.Sigmoid())


class Spotter(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.gate_rgb, self.gate_flow = Gate(width), Gate(width)
        self.attention_rgb, self.attention_flow = Attention(width), Attention(width)
        self.fusion = nn.Sequential(nn.Conv1d(2 * width, 2 * width, 1), nn.LeakyReLU(0.2), nn.Dropout(0.7))
        self.classifier = nn.Sequential(
            nn.Dropout(0.7), nn.Conv1d(2 * width, 2 * width, 3, padding=1), nn.LeakyReLU(0.2), nn.Dropout(0.7),
            nn.Conv1d(2 * width, 3, 1), nn.Sigmoid())

    def forward(self, r, f):
        gr, gf = self.gate_rgb(r, f), self.gate_flow(f, r)
        x = self.fusion(torch.cat([gr, gf], 1))
        return self.attention_rgb(gr), self.attention_flow(gf), x, self.classifier(x)


state = {}


def threads(count):
    torch.set_num_threads(int(count))
    return {"peer": f"PyTorch {torch.__version__} from Python"}


def step():
    if not state:
        state["net"] = Spotter(1024)
        state["adam"] = torch.optim.Adam(state["net"].parameters(), 5e-4, weight_decay=5e-4)
        state["input"] = [torch.rand(8, 1024, 400), torch.rand(8, 1024, 400)]
    start = time.perf_counter()
    loss = sum(output.mean() for output in state["net"](*state["input"]))
    state["adam"].zero_grad()
    loss.backward()
    state["adam"].step()
    return {"ms": (time.perf_counter() - start) * 1e3}


def peak():
    return {"mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6}


commands = {"threads": threads, "step": step, "peak": peak}

for line in sys.stdin:
    name, *arguments = line.split()
    print(json.dumps(commands[name](*arguments)), flush=True)
