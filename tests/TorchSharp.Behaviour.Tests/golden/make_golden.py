#!/usr/bin/python3
"""What the kit uses of torch, computed by PyTorch (Debian's python3-torch 1.13.0, Python 3.11).

    /usr/bin/python3 make_golden.py > golden.json

Operators and layers are computed in float64 on distinct numbers of three decimals, so that no maximum has a tie. Gradients are those
of sum(w * output) over all outputs with w[i] = cos(i + 1). "after" are a layer's buffers after the call. An optimiser's case is a
path of parameters under given gradients. "seeded" are the float32 parameters that layers begin with after manual_seed(7).
"""
import json
import random

import torch
import torch.nn.functional as F
from torch import nn

random.seed(20261)


def real(*shape, low=-2.0, high=2.0, grad=True):
    grid = range(int(low * 1000) + 1, int(high * 1000))
    return torch.tensor([v / 1000 for v in random.sample(grid, torch.Size(shape).numel())], dtype=torch.float64).reshape(shape).requires_grad_(grad)


def positive(*shape):
    return real(*shape, low=0.2, high=3)


INDEX = torch.tensor([[2, 0], [1, 2]])
OPERATORS = {
    "add": ("x[0] + x[1]", real(2, 3), real(3)),
    "sub": ("x[0] - x[1]", real(2, 3), real(2, 1)),
    "mul": ("x[0] * x[1]", real(2, 3), real(3)),
    "div": ("x[0] / x[1]", real(2, 3), positive(3)),
    "number": ("1 - 2 * x[0] / 3", real(2, 3)),
    "neg, abs": ("(-x[0]).abs()", real(2, 3)),
    "square, sqrt": ("(x[0].square() + x[1]).sqrt()", real(2, 3), positive(2, 3)),
    "log, exp": ("x[0].log() + x[1].exp()", positive(2, 3), real(2, 3)),
    "sigmoid": ("x[0].sigmoid()", real(5, low=-8, high=8)),
    "relu": ("x[0].relu()", real(6)),
    "leaky_relu": ("F.leaky_relu(x[0], 0.2)", real(6)),
    "softplus": ("F.softplus(x[0])", real(5, low=-30, high=30)),
    "clamp": ("x[0].clamp(-0.5, 1) + x[0].clamp(min=0.3)", real(2, 5)),
    "maximum, minimum": ("x[0].maximum(x[1]).minimum(x[2])", real(4), real(4), real(4)),
    "floor": ("x[0].floor()", real(5, grad=False)),
    "where": ("torch.where(x[0] > 0.1, x[0], x[1])", real(5), real(5)),
    "comparisons": ("(x[0] > x[1]) & (x[0] <= 1) | (x[0] < -1).logical_not()", real(8, grad=False), real(8, grad=False)),
    "sum": ("x[0].sum() + x[0].sum(0) + x[0].sum(1, keepdim=True)", real(3, 3)),
    "mean": ("x[0].mean([1, 2], keepdim=True) + x[0].mean()", real(2, 3, 2)),
    "deviation of a population": ("x[0].std(0, unbiased=False)", real(4, 3)),
    "amax": ("x[0].amax([1])", real(3, 4)),
    "max, min": ("x[0].max() + x[0].min()", real(3, 4)),
    "argmax": ("x[0].argmax(1, keepdim=True)", real(3, 4, grad=False)),
    "topk": ("x[0].topk(2, 0)[0]", real(5)),
    "lowest": ("x[0].topk(2, 0, largest=False)[1]", real(5, grad=False)),
    "softmax": ("x[0].softmax(1)", real(2, 3)),
    "logsumexp": ("x[0].masked_fill(x[1] > 0, float('-inf')).logsumexp(1, keepdim=True)", real(2, 6), real(2, 6, grad=False)),
    "normalize": ("F.normalize(x[0], p=2.0, dim=1)", real(3, 4)),
    "matmul": ("x[0].matmul(x[1])", real(2, 3), real(3, 4)),
    "matmul of a vector": ("x[0].matmul(x[1])", real(2, 3), real(3)),
    "mm": ("x[0].mm(x[1].transpose(0, 1))", real(2, 3), real(4, 3)),
    "bmm": ("x[0].bmm(x[1])", real(2, 2, 3), real(2, 3, 2)),
    "singular values": ("torch.linalg.svd(x[0], full_matrices=False)[1]", real(4, 3)),
    "gather": ("x[0].gather(1, x[1])", real(2, 3), INDEX),
    "scatter": ("torch.zeros(2, 3, dtype=torch.float64).scatter_(1, x[1], x[0])", real(2, 2), INDEX),
    "index_select": ("x[0].index_select(0, x[1])", real(3, 2), torch.tensor([2, 0, 2])),
    "index_fill": ("(x[0] * 2).index_fill_(0, x[1], 1)", real(3, 2), torch.tensor([2, 0])),
    "select, narrow": ("x[0].select(1, 2) + x[0].narrow(1, 1, 1).squeeze(1)", real(2, 3)),
    "split": ("x[0].split(2, 0)[1]", real(3, 2)),
    "cat, stack": ("torch.cat([torch.stack([x[0], x[1]], 0), x[2]], 1)", real(3), real(3), real(2, 2)),
    "flip, repeat": ("x[0].flip(1).repeat(2, 1)", real(2, 3)),
    "shapes": ("x[0].transpose(0, 1).unsqueeze(0).expand(2, 3, 2).reshape(2, 6).view(3, 4).permute(1, 0).flatten()", real(2, 3)),
    "windows": ("F.pad(x[0], [1, 1, 1, 1], mode='replicate').unfold(2, 3, 1).unfold(3, 3, 1).sum([4, 5])", real(1, 1, 3, 4)),
    "pad": ("F.pad(x[0], [0, 0, 0, 2])", real(2, 3)),
    "linear": ("F.linear(x[0], x[1], x[2])", real(2, 3), real(4, 3), real(4)),
    "conv1d": ("F.conv1d(x[0], x[1], x[2], padding=1)", real(2, 3, 7), real(4, 3, 3), real(4)),
    "conv2d": ("F.conv2d(x[0], x[1], None, stride=2, padding=1)", real(1, 2, 5, 4), real(3, 2, 3, 3)),
    "conv3d": ("F.conv3d(x[0], x[1], None, stride=(2, 1, 1))", real(1, 2, 5, 3, 3), real(2, 2, 3, 2, 1)),
    "max_pool3d": ("F.max_pool3d(x[0], (2, 1, 3), (1, 2, 1))", real(1, 1, 3, 4, 5)),
    "no dropout": ("F.dropout(x[0], 0.5, False)", real(3)),
}
LAYERS = {
    "Linear": ("nn.Linear(3, 4)", real(2, 3)),
    "Conv1d": ("nn.Conv1d(3, 4, 3, padding=1)", real(2, 3, 7)),
    "Conv2d": ("nn.Conv2d(2, 3, 3, stride=2, padding=1, bias=False)", real(1, 2, 5, 4)),
    "Conv3d": ("nn.Conv3d(2, 2, (2, 3, 1), bias=False)", real(1, 2, 3, 4, 2)),
    "BatchNorm2d": ("nn.BatchNorm2d(2)", real(3, 2, 2, 3)),
    "BatchNorm3d": ("nn.BatchNorm3d(2, eps=1e-3, momentum=0.01)", real(2, 2, 2, 3, 2)),
    "MaxPool2d": ("nn.MaxPool2d(3, stride=2, padding=1)", real(1, 2, 6, 5)),
    "GRU": ("nn.GRU(3, 2, bidirectional=True, batch_first=True)", real(2, 4, 3)),
}
OPTIMISERS = {
    "Adam": "torch.optim.Adam(p, lr=0.05)",
    "Adam with weight decay": "torch.optim.Adam(p, lr=0.05, weight_decay=0.1)",
}
SEEDED = ("Linear(3, 4)", "Conv1d(3, 4, 3)", "Conv2d(2, 4, 3)", "Conv3d(2, 2, (2, 3, 1))", "GRU(3, 2, bidirectional=True, batch_first=True)", "BatchNorm2d(3)")


def stored(tensor):
    data = tensor.detach().reshape(-1).tolist()
    return {"dtype": str(tensor.dtype)[6:], "shape": list(tensor.shape), "data": [float("%.11g" % v) if tensor.is_floating_point() else int(v) for v in data]}


def with_gradient(tensor):
    return stored(tensor) if tensor.grad is None else {**stored(tensor), "grad": stored(tensor.grad)["data"]}


def backward(outputs):
    parts = [(o * torch.cos(torch.arange(1, o.numel() + 1, dtype=torch.float64)).reshape(o.shape)).sum() for o in outputs if o.requires_grad]
    if parts:
        sum(parts).backward()


def operator(name, expression, *x):
    outputs = [eval(expression, {"torch": torch, "F": F, "x": x})]
    backward(outputs)
    return {"name": name, "python": expression, "inputs": [with_gradient(t) for t in x], "outputs": [stored(o) for o in outputs]}


def layer(name, expression, x):
    module = eval(expression, {"nn": nn}).double()
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(real(*parameter.shape, low=-1, high=1))
    output = module(x)
    outputs = list(output) if isinstance(output, tuple) else [output]
    backward(outputs)
    return {"name": name, "python": expression, "state": {k: with_gradient(p) for k, p in module.named_parameters()}, "inputs": [with_gradient(x)],
            "outputs": [stored(o) for o in outputs], "after": {k: stored(b) for k, b in module.named_buffers()}}


def optimiser(name, expression):
    """Every third gradient of the second parameter is missing."""
    p = [nn.Parameter(real(2, 3)), nn.Parameter(real(4))]
    start, steps = [stored(t) for t in p], []
    optimizer = eval(expression, {"torch": torch, "p": p})
    for i in range(7):
        for t in p:
            t.grad = real(*t.shape, grad=False)
        if i % 3 == 1:
            p[1].grad = None
        optimizer.step()
        steps.append({"gradients": [None if t.grad is None else stored(t.grad) for t in p], "parameters": [stored(t) for t in p]})
    return {"name": name, "python": expression, "start": start, "steps": steps}


def seeded(expression):
    torch.manual_seed(7)
    return {"python": "nn." + expression, "parameters": {k: stored(p) for k, p in eval("nn." + expression, {"nn": nn}).named_parameters()}}


def section(title, rows):
    return '"%s":[\n' % title + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows) + "]"


print("{" + ",\n".join([
    '"torch":"%s"' % torch.__version__,
    section("operators", (operator(name, *case) for name, case in OPERATORS.items())),
    section("layers", (layer(name, *case) for name, case in LAYERS.items())),
    section("optimisers", (optimiser(*case) for case in OPTIMISERS.items())),
    section("seeded", map(seeded, SEEDED))]) + "}")
