#!/usr/bin/python3
"""Golden values and gradients of layers and losses, paths of optimisers and rates of schedules, from PyTorch
(Debian's python3-torch 1.13.0, Python 3.11).

    /usr/bin/python3 make_nn_golden.py > nn.json

All in float64. A layer's case is a name, a Python expression that makes it, its state, its inputs and outputs, and the gradients
of sum(w * output) over all outputs with the fixed weights w[i] = cos(i + 1), for inputs and parameters; "after" are the buffers
that the call changed, "eval" the outputs of a second call in evaluation mode. A function's case is an expression over x[0], x[1] ...
"seeded" are the parameters that layers begin with after manual_seed(7).
"""
import json
import platform
import random
import sys
import warnings

import torch
import torch.nn.functional as F  # noqa: F401 (for the expressions)
from torch import nn

warnings.filterwarnings("ignore")
random.seed(20261)
torch.set_default_dtype(torch.float64)
LAYERS, FUNCTIONS = [], []
DTYPES = {torch.float64: "float64", torch.float32: "float32", torch.int64: "int64", torch.bool: "bool"}


def real(*shape, low=-2.0, high=2.0, grad=True):
    """Distinct numbers of three decimals, so that no maximum has a tie."""
    count = int(torch.Size(shape).numel())
    grid = list(range(int(low * 1000) + 1, int(high * 1000)))
    return torch.tensor([v / 1000 for v in random.sample(grid, count)]).reshape(shape).requires_grad_(grad)


def fixed(*shape, low=-2.0, high=2.0):
    return real(*shape, low=low, high=high, grad=False)


def whole(*values):
    return torch.tensor(values)


def layer(name, expression, *inputs):
    LAYERS.append((name, expression, inputs))


def function(name, expression, *inputs):
    FUNCTIONS.append((name, expression, inputs))


def layers():
    layer("Linear", "nn.Linear(3, 4)", real(2, 3))
    layer("Linear without bias", "nn.Linear(3, 2, bias=False)", real(2, 5, 3))
    layer("Bilinear", "nn.Bilinear(2, 3, 2)", real(4, 2), real(4, 3))
    layer("Conv1d", "nn.Conv1d(3, 4, 3, padding=1)", real(2, 3, 7))
    layer("Conv1d strided, dilated, in groups", "nn.Conv1d(4, 6, 3, stride=2, padding=2, dilation=2, groups=2, bias=False)", real(2, 4, 9))
    layer("Conv1d same", "nn.Conv1d(2, 3, 4, padding='same', dilation=1)", real(1, 2, 6))
    layer("Conv1d reflect", "nn.Conv1d(2, 2, 3, padding=1, padding_mode='reflect')", real(1, 2, 5))
    layer("Conv1d circular same", "nn.Conv1d(2, 2, 4, padding='same', padding_mode='circular')", real(1, 2, 6))
    layer("Conv2d", "nn.Conv2d(2, 3, (3, 2), stride=(2, 1), padding=(1, 0))", real(1, 2, 5, 4))
    layer("Conv2d replicate same", "nn.Conv2d(2, 2, 2, padding='same', padding_mode='replicate')", real(1, 2, 4, 4))
    layer("Conv2d unbatched", "nn.Conv2d(2, 2, 2)", real(2, 4, 4))
    layer("Conv3d", "nn.Conv3d(2, 2, (2, 3, 1), padding=(0, 1, 0))", real(1, 2, 3, 4, 2))
    layer("ConvTranspose1d", "nn.ConvTranspose1d(3, 2, 3, stride=2, padding=1, output_padding=1)", real(2, 3, 4))
    layer("ConvTranspose2d", "nn.ConvTranspose2d(2, 4, (2, 3), stride=(2, 3), output_padding=1, groups=2)", real(1, 2, 3, 2))
    layer("ConvTranspose3d", "nn.ConvTranspose3d(2, 2, 2, dilation=2)", real(1, 2, 2, 2, 2))
    layer("BatchNorm1d", "nn.BatchNorm1d(3)", real(4, 3))
    layer("BatchNorm1d of sequences", "nn.BatchNorm1d(3, eps=1e-3, momentum=0.3)", real(2, 3, 5))
    layer("BatchNorm1d without affine", "nn.BatchNorm1d(3, affine=False)", real(4, 3))
    layer("BatchNorm1d without running statistics", "nn.BatchNorm1d(3, track_running_stats=False)", real(4, 3))
    layer("BatchNorm2d", "nn.BatchNorm2d(2)", real(3, 2, 2, 3))
    layer("BatchNorm3d", "nn.BatchNorm3d(2)", real(2, 2, 2, 3, 2))
    layer("InstanceNorm1d", "nn.InstanceNorm1d(3)", real(2, 3, 5))
    layer("InstanceNorm1d affine, tracked", "nn.InstanceNorm1d(3, affine=True, track_running_stats=True)", real(2, 3, 5))
    layer("InstanceNorm2d unbatched", "nn.InstanceNorm2d(2)", real(2, 3, 4))
    layer("InstanceNorm3d", "nn.InstanceNorm3d(2, affine=True)", real(2, 2, 2, 3, 2))
    layer("LayerNorm", "nn.LayerNorm(5)", real(2, 3, 5))
    layer("LayerNorm over two dimensions", "nn.LayerNorm((3, 4), eps=1e-3)", real(2, 3, 4))
    layer("LayerNorm without affine", "nn.LayerNorm(4, elementwise_affine=False)", real(3, 4))
    layer("GroupNorm", "nn.GroupNorm(2, 4)", real(2, 4, 3))
    layer("Embedding", "nn.Embedding(5, 3)", whole([0, 2], [4, 2]))
    layer("Embedding with padding", "nn.Embedding(5, 3, padding_idx=2)", whole([0, 2], [4, 2]))
    layer("PReLU", "nn.PReLU(3)", real(2, 3, 4))
    for kind in ("GRU", "LSTM", "RNN"):
        layer(kind, f"nn.{kind}(3, 2)", real(4, 2, 3))
        layer(kind + " batch first without bias", f"nn.{kind}(2, 3, bias=False, batch_first=True)", real(2, 4, 2))
        layer(kind + " of two layers, both directions", f"nn.{kind}(3, 2, num_layers=2, bidirectional=True, batch_first=True)", real(2, 3, 3))
        states = [real(4, 2, 2)] + ([real(4, 2, 2)] if kind == "LSTM" else [])
        layer(kind + " from a state", f"nn.{kind}(3, 2, num_layers=2, bidirectional=True, batch_first=True)", real(2, 3, 3), *states)
    layer("RNN with ReLU", "nn.RNN(3, 2, nonlinearity='relu')", real(4, 2, 3))
    layer("GRUCell", "nn.GRUCell(3, 2)", real(2, 3), real(2, 2))
    layer("GRUCell from zero", "nn.GRUCell(3, 2, bias=False)", real(2, 3))
    layer("LSTMCell", "nn.LSTMCell(3, 2)", real(2, 3), real(2, 2), real(2, 2))
    layer("LSTMCell from zero", "nn.LSTMCell(3, 2)", real(2, 3))
    layer("MultiheadAttention", "nn.MultiheadAttention(4, 2)", real(3, 2, 4), real(2, 2, 4), real(2, 2, 4))
    layer("MultiheadAttention of other sizes, with more places", "nn.MultiheadAttention(4, 2, bias=False, add_bias_kv=True, add_zero_attn=True, kdim=3, vdim=2)",
          real(2, 2, 4), real(3, 2, 3), real(3, 2, 2), torch.tensor([[False, True, False], [False, False, True]]), fixed(2, 3))
    layer("TransformerEncoderLayer", "nn.TransformerEncoderLayer(4, 2, 3, dropout=0)", real(3, 2, 4))
    layer("TransformerEncoderLayer masked", "nn.TransformerEncoderLayer(2, 1, 3, dropout=0, activation='gelu')", real(3, 2, 2),
          torch.ones(3, 3).triu(1).bool(), torch.tensor([[False, False, True], [False, False, False]]))
    layer("Sequential", "nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.BatchNorm1d(4), nn.Linear(4, 2))", real(5, 3))


def activations():
    for expression in ("ReLU()", "ReLU6()", "LeakyReLU(0.2)", "ELU(0.7)", "CELU(1.3)", "SELU()", "GELU()", "SiLU()", "Mish()", "Sigmoid()", "LogSigmoid()",
                       "Tanh()", "Tanhshrink()", "Softplus(2, 1)", "Softsign()", "Softshrink(0.4)", "Hardshrink(0.4)", "Hardtanh(-0.5, 1)",
                       "Hardsigmoid()", "Hardswish()", "Threshold(0.3, -1)"):
        function(expression, f"nn.{expression}(x[0])", real(8, low=-8, high=8))
    for expression in ("Softmax(1)", "LogSoftmax(0)", "GLU(1)"):
        function(expression, f"nn.{expression}(x[0])", real(3, 4))


def pooling():
    line, image, volume = real(2, 2, 7), real(1, 2, 5, 6), real(1, 2, 4, 3, 4)
    for expression, x in (
            ("MaxPool1d(2)", line), ("MaxPool1d(3, 2, 1, 2, ceil_mode=True)", line), ("AvgPool1d(3, 2, 1)", line), ("AvgPool1d(3, 2, 1, True, False)", line),
            ("AdaptiveAvgPool1d(3)", line), ("AdaptiveMaxPool1d(3)", line),
            ("MaxPool2d(2)", image), ("MaxPool2d((3, 2), (2, 1), (1, 0))", image), ("AvgPool2d((2, 3))", image), ("AvgPool2d(2, 1, 1, False, False, 3)", image),
            ("AdaptiveAvgPool2d((2, 3))", image), ("AdaptiveMaxPool2d((2, 3))", image),
            ("MaxPool3d(2)", volume), ("MaxPool3d((2, 1, 3), (1, 2, 1))", volume), ("AvgPool3d(2)", volume), ("AvgPool3d((2, 3, 2), (1, 1, 2), (0, 1, 0))", volume),
            ("AdaptiveAvgPool3d((2, 1, 3))", volume), ("AdaptiveMaxPool3d((2, 1, 3))", volume)):
        function(expression, f"nn.{expression}(x[0])", x.detach().clone().requires_grad_())


def resampling():
    for expression, x in (
            ("ConstantPad1d((1, 2), 0.5)", real(1, 2, 3)), ("ConstantPad2d(1, -1)", real(1, 1, 2, 3)), ("ConstantPad3d((1, 0, 0, 1, 2, 0), 3)", real(1, 1, 2, 2, 2)),
            ("ZeroPad2d((1, 0, 2, 1))", real(1, 1, 2, 3)), ("ReflectionPad1d(2)", real(1, 1, 4)), ("ReflectionPad2d((1, 0, 2, 1))", real(1, 1, 3, 3)),
            ("ReplicationPad1d((1, 2))", real(1, 1, 3)), ("ReplicationPad2d(1)", real(1, 1, 2, 2)), ("ReplicationPad3d(1)", real(1, 1, 1, 2, 2)),
            ("Upsample(scale_factor=2)", real(1, 2, 3)), ("Upsample(size=(5, 4), mode='bilinear', align_corners=True)", real(1, 1, 3, 2)),
            ("Upsample(scale_factor=1.5, mode='trilinear')", real(1, 1, 2, 2, 2)), ("Flatten()", real(2, 3, 2)), ("Unflatten(1, (2, 3))", real(2, 6)),
            ("Identity()", real(2, 2))):
        function(expression, f"nn.{expression}(x[0])", x)
    function("pad circular", "F.pad(x[0], (1, 2), mode='circular')", real(1, 1, 4))
    for mode, x in (("nearest", real(1, 1, 3)), ("nearest-exact", real(1, 1, 3, 3)), ("linear", real(1, 1, 4)), ("bilinear", real(1, 1, 3, 3)), ("bicubic", real(1, 1, 4, 4)),
                    ("trilinear", real(1, 1, 2, 2, 2)), ("area", real(1, 1, 4, 4))):
        function(f"interpolate {mode} by factor", f"F.interpolate(x[0], scale_factor=1.7, mode='{mode}')", x)
        function(f"interpolate {mode} to size", f"F.interpolate(x[0], size=5, mode='{mode}')", x.detach().clone().requires_grad_())
    function("interpolate recomputed factor", "F.interpolate(x[0], scale_factor=1.7, mode='linear', recompute_scale_factor=True)", real(1, 1, 4))
    function("interpolate bilinear antialias", "F.interpolate(x[0], size=(2, 2), mode='bilinear', antialias=True)", real(1, 1, 5, 4))


def comparing():
    function("cosine_similarity", "F.cosine_similarity(x[0], x[1])", real(3, 4), real(3, 4))
    function("cosine_similarity along 0", "F.cosine_similarity(x[0], x[1], dim=0, eps=1e-3)", real(3, 4), real(3, 4))
    function("pairwise_distance", "F.pairwise_distance(x[0], x[1], p=3, keepdim=True)", real(3, 4), real(3, 4))
    function("normalize", "F.normalize(x[0])", real(3, 4))
    function("normalize p 1 along 0", "F.normalize(x[0], p=1, dim=0)", real(3, 4))
    function("one_hot", "F.one_hot(x[0], 4)", whole(0, 3, 1))
    function("dropout off", "F.dropout(x[0], 0.5, False)", real(3))
    function("attention", "torch.softmax(x[0] @ x[1].transpose(-2, -1) / 2, -1) @ x[2]", real(2, 3, 4), real(2, 5, 4), real(2, 5, 2))
    function("attention masked", "torch.softmax(x[0] @ x[1].T / 2 + x[3], -1) @ x[2]", real(3, 4), real(3, 4), real(3, 2), torch.full((3, 3), -1e30).triu(1))
    function("unfold", "F.unfold(x[0], (2, 3), dilation=(1, 2), padding=(1, 0), stride=(2, 1))", real(1, 2, 3, 6))
    function("fold", "F.fold(x[0], (3, 3), 2)", real(1, 4, 4))
    function("instance_norm", "F.instance_norm(x[0])", real(2, 2, 4))
    function("group_norm", "F.group_norm(x[0], 2)", real(2, 4, 3))
    function("batch_norm by running statistics", "F.batch_norm(x[0], x[1], x[2])", real(3, 2), fixed(2), fixed(2, low=0.5))


def losses():
    a, b = real(3, 4), fixed(3, 4)
    unit, target = real(3, 4, low=0.05, high=0.95), fixed(3, 4, low=0.05, high=0.95)
    classes = whole(2, 0, 3)

    def again(t):
        return t.detach().clone().requires_grad_(t.requires_grad)

    for reduction in ("mean", "sum", "none"):
        r = f"reduction='{reduction}'"
        for name, expression, x in (
                ("MSELoss", f"nn.MSELoss({r})(x[0], x[1])", (a, b)), ("L1Loss", f"nn.L1Loss({r})(x[0], x[1])", (a, b)),
                ("SmoothL1Loss", f"nn.SmoothL1Loss({r}, beta=0.5)(x[0], x[1])", (a, b)), ("HuberLoss", f"nn.HuberLoss({r}, delta=0.7)(x[0], x[1])", (a, b)),
                ("BCELoss", f"nn.BCELoss({r})(x[0], x[1])", (unit, target)),
                ("BCEWithLogitsLoss", f"nn.BCEWithLogitsLoss({r})(x[0], x[1])", (a, target)),
                ("CrossEntropyLoss", f"nn.CrossEntropyLoss({r})(x[0], x[1])", (a, classes)),
                ("NLLLoss", f"nn.NLLLoss({r})(F.log_softmax(x[0], 1), x[1])", (a, classes)),
                ("KLDivLoss", f"nn.KLDivLoss({r}, log_target=True)(x[0], x[1])", (a, b)),
                ("PoissonNLLLoss", f"nn.PoissonNLLLoss({r}, full=True)(x[0], x[1])", (a, fixed(3, 4, low=0, high=5))),
                ("SoftMarginLoss", f"nn.SoftMarginLoss({r})(x[0], x[1])", (a, torch.sign(b))),
                ("HingeEmbeddingLoss", f"nn.HingeEmbeddingLoss({r})(x[0], x[1])", (a, torch.sign(b))),
                ("MarginRankingLoss", f"nn.MarginRankingLoss(0.3, {r})(x[0], x[1], x[2])", (real(5), real(5), torch.sign(fixed(5)))),
                ("CosineEmbeddingLoss", f"nn.CosineEmbeddingLoss(0.2, {r})(x[0], x[1], x[2])", (a, real(3, 4), torch.tensor([1.0, -1.0, 1.0]))),
                ("TripletMarginLoss", f"nn.TripletMarginLoss(1.5, 2, swap=True, {r})(x[0], x[1], x[2])", (a, real(3, 4), real(3, 4)))):
            function(f"{name} {reduction}", expression, *[again(t) for t in x])
    w = fixed(4, low=0.2)
    function("BCELoss weighted", "F.binary_cross_entropy(x[0], x[1], weight=x[2])", again(unit), again(target), w)
    function("BCEWithLogitsLoss weighted", "F.binary_cross_entropy_with_logits(x[0], x[1], weight=x[2], pos_weight=x[3])", again(a), again(target), w, fixed(4, low=0.5))
    function("CrossEntropyLoss weighted, one ignored", "F.cross_entropy(x[0], x[1], weight=x[2], ignore_index=0)", again(a), classes, w)
    function("CrossEntropyLoss smoothed", "F.cross_entropy(x[0], x[1], label_smoothing=0.2)", again(a), classes)
    function("CrossEntropyLoss of probabilities", "F.cross_entropy(x[0], x[1])", again(a), torch.softmax(b, 1))
    function("CrossEntropyLoss of sequences", "F.cross_entropy(x[0], x[1])", real(2, 3, 4), whole([0, 2, 1, 1], [2, 0, 0, 1]))
    function("KLDivLoss of probabilities", "F.kl_div(x[0], x[1], reduction='mean', log_target=False)", again(a), again(target))


OPTIMISERS = {
    "Adam": "torch.optim.Adam(g, lr=0.05)",
    "Adam with weight decay": "torch.optim.Adam(g, lr=0.05, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.1)",
    "Adam amsgrad": "torch.optim.Adam(g, lr=0.05, amsgrad=True)",
    "Adam maximize": "torch.optim.Adam(g, lr=0.05, maximize=True)",
    "AdamW": "torch.optim.AdamW(g, lr=0.05, weight_decay=0.1)",
    "AdamW amsgrad": "torch.optim.AdamW(g, lr=0.05, weight_decay=0.2, amsgrad=True)",
    "AdamW maximize": "torch.optim.AdamW(g, lr=0.05, weight_decay=0.1, maximize=True)",
    "SGD": "torch.optim.SGD(g, lr=0.05)",
    "SGD with momentum": "torch.optim.SGD(g, lr=0.05, momentum=0.9, dampening=0.2, weight_decay=0.1)",
    "SGD nesterov": "torch.optim.SGD(g, lr=0.05, momentum=0.9, nesterov=True)",
    "SGD maximize": "torch.optim.SGD(g, lr=0.05, momentum=0.5, maximize=True)",
    "RMSProp": "torch.optim.RMSprop(g, lr=0.05)",
    "RMSProp centered": "torch.optim.RMSprop(g, lr=0.05, alpha=0.9, momentum=0.5, centered=True, weight_decay=0.1)",
}
SCHEDULES = {
    "StepLR": "S.StepLR(o, 4, 0.3)",
    "MultiStepLR": "S.MultiStepLR(o, [3, 5, 11], 0.5)",
    "ExponentialLR": "S.ExponentialLR(o, 0.9)",
    "ConstantLR": "S.ConstantLR(o, 0.25, 6)",
    "LinearLR": "S.LinearLR(o, 0.2, 0.9, 7)",
    "LambdaLR": "S.LambdaLR(o, lambda e: 1 / (1 + e))",
    "MultiplicativeLR": "S.MultiplicativeLR(o, lambda e: 0.95)",
    "CosineAnnealingLR": "S.CosineAnnealingLR(o, 6, 0.001)",
    "OneCycleLR": "S.OneCycleLR(o, 0.5, total_steps=20)",
    "OneCycleLR linear in three phases": "S.OneCycleLR(o, 0.5, epochs=4, steps_per_epoch=5, pct_start=0.4, anneal_strategy='linear', three_phase=True, div_factor=10)",
    "SequentialLR": "S.SequentialLR(o, [S.ConstantLR(o, 0.1, 4), S.ExponentialLR(o, 0.8)], [4])",
}


def optimiser(name, expression):
    """Two groups, the second with a rate of its own; gradients given, every third missing for one parameter."""
    p = [torch.nn.Parameter(fixed(2, 3)), torch.nn.Parameter(fixed(4)), torch.nn.Parameter(fixed(2))]
    g = [{"params": p[:2]}, {"params": p[2:], "lr": 0.1}]
    start = [stored(t) for t in p]
    optimizer = eval(expression, {"torch": torch, "g": g})
    steps = []
    for i in range(7):
        gradients = [fixed(*t.shape) for t in p]
        for t, grad in zip(p, gradients):
            t.grad = grad.clone()
        if i % 3 == 1:
            p[1].grad = gradients[1] = None
        optimizer.step()
        steps.append({"gradients": [None if grad is None else stored(grad) for grad in gradients], "parameters": [stored(t) for t in p]})
    return {"name": name, "python": expression, "start": start, "steps": steps}


def schedule(name, expression, kind):
    groups = [{"params": [torch.nn.Parameter(fixed(2))]}, {"params": [torch.nn.Parameter(fixed(2))], "lr": 0.3}]
    o = torch.optim.Adam(groups, lr=0.1) if kind == "Adam" else torch.optim.SGD(groups, lr=0.1, momentum=0.9)
    s = eval(expression, {"S": torch.optim.lr_scheduler, "o": o})
    rates, momenta = [], []
    for _ in range(20):
        rates.append([group["lr"] for group in o.param_groups])
        momenta.append([group["betas"][0] if kind == "Adam" else group["momentum"] for group in o.param_groups])
        o.step()
        s.step()
    return {"name": name, "optimiser": kind, "python": expression, "rates": rates, "momenta": momenta}


def plateau():
    p = torch.nn.Parameter(fixed(2))
    o = torch.optim.SGD([p], lr=1.0)
    s = torch.optim.lr_scheduler.ReduceLROnPlateau(o, "min", factor=0.5, patience=2, threshold=0.01, cooldown=1, min_lr=0.1)
    measures = [1.0, 0.9, 0.899, 0.9, 0.95, 0.8, 0.81, 0.82, 0.83, 0.84, 0.85, 0.86, 0.87, 0.88, 0.89, 0.9, 0.9, 0.9, 0.9]
    rates = []
    for m in measures:
        s.step(m)
        rates.append(o.param_groups[0]["lr"])
    return {"measures": measures, "rates": rates}


SEEDED = ("nn.Linear(3, 4)", "nn.Bilinear(2, 3, 2)", "nn.Conv1d(3, 4, 3)", "nn.Conv2d(2, 4, 3, groups=2)", "nn.ConvTranspose1d(3, 2, 3)", "nn.Embedding(4, 3, padding_idx=1)",
          "nn.GRU(3, 2, num_layers=2, bidirectional=True)", "nn.LSTM(3, 2)", "nn.GRUCell(3, 2)", "nn.LayerNorm(3)", "nn.GroupNorm(2, 4)")


def seeded(expression):
    """Single precision, as layers are made by default."""
    torch.manual_seed(7)
    torch.set_default_dtype(torch.float32)
    module = eval(expression, {"nn": nn})
    torch.set_default_dtype(torch.float64)
    return {"python": expression, "parameters": [[key, stored(value)] for key, value in module.named_parameters()]}


def stored(tensor):
    tensor = tensor.detach()
    flat = [int(v) if isinstance(v, bool) else v for v in tensor.reshape(-1).tolist()]
    if tensor.is_floating_point():
        flat = [float("%.11g" % v) for v in flat]
    return {"dtype": DTYPES[tensor.dtype], "shape": list(tensor.shape), "data": flat}


def with_gradient(tensor):
    entry = stored(tensor)
    if tensor.grad is not None:
        entry["grad"] = stored(tensor.grad)["data"]
    return entry


def weights(tensor):
    return torch.cos(torch.arange(1, tensor.numel() + 1, dtype=torch.float64)).reshape(tensor.shape)


def flattened(output):
    return [output] if isinstance(output, torch.Tensor) else [t for part in output for t in flattened(part)]


def called(module, inputs):
    if isinstance(module, nn.MultiheadAttention):
        return flattened(module(*inputs[:3], *inputs[3:4], attn_mask=inputs[4] if len(inputs) > 4 else None))
    if isinstance(module, (nn.LSTM, nn.LSTMCell)):
        inputs = (inputs[0], None if len(inputs) == 1 else tuple(inputs[1:]))
    return flattened(module(*inputs))


def run_layer(name, expression, inputs):
    module = eval(expression, {"nn": nn})
    with torch.no_grad():
        for key, value in module.state_dict().items():
            if value.is_floating_point():
                value.copy_(fixed(*value.shape, low=0.5, high=1.5) if "running_var" in key else fixed(*value.shape, low=-1, high=1))
    state = {key: stored(value) for key, value in module.state_dict().items()}
    outputs = called(module, inputs)
    sum((o * weights(o)).sum() for o in outputs).backward()
    for key, parameter in module.named_parameters():
        state[key] = with_gradient(parameter) if parameter.grad is None else {**state[key], "grad": stored(parameter.grad)["data"]}
    result = {"name": name, "python": expression, "state": state, "inputs": [with_gradient(i) for i in inputs], "outputs": [stored(o) for o in outputs],
              "after": {key: stored(value) for key, value in module.named_buffers()}}
    module.eval()
    if result["after"]:
        result["eval"] = [stored(o) for o in called(module, inputs)]
    return result


def run_function(name, expression, x):
    output = eval(expression, {"torch": torch, "nn": nn, "F": F, "x": x})
    if output.requires_grad:
        (output * weights(output)).sum().backward()
    return {"name": name, "python": expression, "inputs": [with_gradient(t) for t in x], "outputs": [stored(output)]}


def section(title, rows):
    rows = list(rows)
    print(len(rows), title, file=sys.stderr)
    return '"%s":[\n' % title + ",\n".join("  " + json.dumps(row, separators=(",", ":")) for row in rows) + "]"


def main():
    for group in (layers, activations, pooling, resampling, comparing, losses):
        group()
    header = {"made by": "make_nn_golden.py", "torch": torch.__version__, "python": platform.python_version()}
    schedules = [(name, e, kind) for name, e in SCHEDULES.items() for kind in (("Adam", "SGD") if "OneCycle" in name else ("SGD",))]
    print('{"header":' + json.dumps(header) + ",\n" + ",\n".join([
        section("layers", (run_layer(*c) for c in LAYERS)), section("functions", (run_function(*c) for c in FUNCTIONS)),
        section("optimisers", (optimiser(*c) for c in OPTIMISERS.items())), section("schedules", (schedule(*c) for c in schedules)),
        section("seeded", map(seeded, SEEDED)), '"plateau":' + json.dumps(plateau())]) + "}")


main()
