"""The peer of the tensor bench: PyTorch from Python, one command a line on stdin, one JSON line back.

threads N    how many threads from now on                                                            -> {"peer": "PyTorch x.y.z"}
add          ns for one c = a + b on 4 floats, mean of a short loop                                  -> {"ns", "sum"}
conv1d       ms for Conv1d(2048 -> 1024, kernel 3), relu, sum on (8, 2048, 400), and back to weight and bias
             -> {"ms", "sum"}, the sum of the bias gradient
"""
import json
import sys
import time

import torch

ADDS = 1_000  # about a millisecond: shorter than the slices in which a busy machine takes the processor away

state = {}


def threads(count):
    torch.set_num_threads(int(count))
    return {"peer": f"PyTorch {torch.__version__} from Python"}


def add():
    a, b = torch.tensor([1.0, 2.0, 3.0, 4.0]), torch.tensor([5.0, 6.0, 7.0, 8.0])
    start = time.perf_counter()
    for _ in range(ADDS):
        c = a + b
    return {"ns": (time.perf_counter() - start) * 1e9 / ADDS, "sum": float(c.sum())}


def conv1d():
    if not state:
        state["x"] = torch.sin(torch.arange(8 * 2048 * 400, dtype=torch.float32)).reshape(8, 2048, 400)
        state["w"] = (torch.cos(torch.arange(1024 * 2048 * 3, dtype=torch.float32)) / 100).reshape(1024, 2048, 3).requires_grad_()
        state["b"] = torch.zeros(1024, requires_grad=True)
    x, w, b = state["x"], state["w"], state["b"]
    w.grad = b.grad = None
    start = time.perf_counter()
    torch.nn.functional.conv1d(x, w, b, padding=1).relu().sum().backward()
    ms = (time.perf_counter() - start) * 1e3
    return {"ms": ms, "sum": float(b.grad.sum())}


commands = {"threads": threads, "add": add, "conv1d": conv1d}

for line in sys.stdin:
    name, *arguments = line.split()
    print(json.dumps(commands[name](*arguments)), flush=True)
