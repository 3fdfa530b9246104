"""The peer of the rivals bench: published methods in plain PyTorch, one command a line on stdin, one JSON line back.

timed FOLDER N     the task of FOLDER/rival.json with random weights and features, N threads         -> {"peer": "PyTorch x.y.z"}
exact FOLDER N     the same from the weights and features of FOLDER/rival.safetensors; no dropout, and where a snippet is
                   drawn from several always the first                                               -> {"peer"}
step               a training step                                     -> {"loss", "forward", "backward", "adam"}, the last three in ms
peak               the most memory the process has had, 10^6 bytes                                   -> {"mb"}
"""
import json
import os
import random
import resource
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


class HamNet(nn.Module):
    """Classes and an attention; the task: video labels."""

    def __init__(self, task, features):
        super().__init__()
        width, narrow = task["widths"]
        self.first = nn.Conv1d(features, width, 3, padding=1)
        self.second = nn.Conv1d(width, width, 3, padding=1)
        self.classifier = nn.Conv1d(width, 3, 1)
        self.attention_first = nn.Conv1d(features, narrow, 3, padding=1)
        self.attention_second = nn.Conv1d(narrow, narrow, 3, padding=1)
        self.attention_score = nn.Conv1d(narrow, 1, 1)
        self.dropout = nn.Dropout(task["dropouts"][0])
        self.presence = torch.tensor(task["presence"], dtype=torch.float32)

    def forward(self, x):
        x = x.transpose(1, 2)
        scores = F.leaky_relu(self.second(F.leaky_relu(self.first(x), 0.2)), 0.2)
        scores = self.classifier(self.dropout(scores))
        attention = F.leaky_relu(self.attention_second(F.leaky_relu(self.attention_first(x), 0.2)), 0.2)
        attention = torch.sigmoid(self.attention_score(attention))
        return scores.transpose(1, 2), attention.transpose(1, 2)

    def loss(self, x):
        scores, attention = self(x)
        dropped = attention * (attention < 0.2 * attention.amax(1, keepdim=True))
        least = scores.amin(2, keepdim=True)
        with_background = 0.8 * self.classes(scores, 1) + 0.2 * self.classes((dropped > 0).float() * (scores - least) + least, 1)
        without = 0.8 * self.classes(attention * scores, 0) + 0.2 * self.classes(dropped * (scores - least) + least, 0)
        guide = (1 - attention - scores.softmax(2)[..., 2:]).abs().mean()
        return with_background + without + 0.8 * attention.mean() + 0.8 * guide

    def classes(self, scores, background):
        labels = torch.cat([self.presence, torch.full_like(self.presence[:, :1], background)], 1)
        labels = labels / (labels.sum(1, keepdim=True) + 1e-4)
        best = scores.topk(max(1, scores.shape[1] // 10), dim=1)[0].mean(1)
        return -(labels * F.log_softmax(best, 1)).sum(1).mean()


class Lacp(nn.Module):
    """One convolution; the task: points, and best sequences that were found before."""

    def __init__(self, task, features):
        super().__init__()
        width, = task["widths"]
        self.convolution = nn.Conv1d(features, width, 3, padding=1)
        self.classifier = nn.Conv1d(width, 3, 1, bias=False)
        self.dropout = nn.Dropout(task["dropouts"][0])
        self.presence = torch.tensor(task["presence"], dtype=torch.float32)
        self.sequences = torch.tensor(task["sequences"])
        self.marks = torch.zeros(len(self.presence), task["shape"][1], 3)
        for b, points in enumerate(task["points"]):
            for snippet, c in points:
                self.marks[b, snippet, c] = 1
        self.draw = random.randrange

    def forward(self, x):
        features = F.relu(self.convolution(x.transpose(1, 2)))
        p = torch.sigmoid(self.classifier(self.dropout(features))).transpose(1, 2)
        fused = torch.cat([p[..., :2] * (1 - p[..., 2:]), p[..., 2:]], 2)
        return p, fused, features.transpose(1, 2)

    def loss(self, x):
        p, fused, features = self(x)
        best = p.sort(dim=1, descending=True)[0][:, :x.shape[1] // 8, :2].mean(1)
        video = F.binary_cross_entropy(best * self.presence + p[..., :2].mean(1) * (1 - self.presence), self.presence)
        seeds = torch.stack([self.background_seeds(b, m) for b, m in zip(fused[..., 2].detach(), self.marks)])
        outside = torch.zeros_like(self.marks)
        outside[..., 2] = 1
        point, background = self.focal(fused, self.marks, self.marks.amax(2)), self.focal(fused, outside, seeds)
        score = feature = 0
        for b in range(len(x)):
            parts = [(c, self.parts(self.sequences[b, c])) for c in range(2) if self.presence[b, c] > 0]
            score = score + self.contrast_of_scores(fused[b], parts)
            feature = feature + self.contrast_of_features(features[b], parts)
        return video + 0.5 * point + background + score / len(x) + feature / len(x)

    @staticmethod
    def focal(p, labels, chosen):
        weight = ((1 - p) * labels + p * (1 - labels)) ** 2
        each = (weight * F.binary_cross_entropy(p, labels, reduction="none")).sum(2)
        return ((each * chosen).sum(1) / chosen.sum(1)).mean()

    @staticmethod
    def background_seeds(background, marks):
        length = len(background)
        seeds = torch.zeros(length)
        borders = [-1] + marks.amax(1).nonzero().flatten().tolist() + [length]
        for before, after in zip(borders, borders[1:]):
            if after - before < 2:
                continue
            gap = background[before + 1:after]
            sure = (gap >= 0.95).nonzero().flatten()
            first, last = (sure[0].item(), sure[-1].item()) if len(sure) else [gap.argmax().item()] * 2
            first, last = 0 if before < 0 else first, len(gap) - 1 if after == length else last
            seeds[before + 1 + first:before + 2 + last] = 1
        return seeds

    @staticmethod
    def parts(labels):
        """[(is an expression, first, last)], the video's last snippet left out."""
        changes = (labels[1:] != labels[:-1]).nonzero().flatten().tolist()
        if not changes:
            return []
        starts, ends = [0] + [c + 1 for c in changes], changes + [len(labels) - 2]
        return [(bool(labels[s]), s, e) for s, e in zip(starts, ends) if e >= s]

    @staticmethod
    def completeness(scores, first, last):
        quarter = 0.25 * (last - first + 1)
        before, after = max(0, int(first - quarter)), min(len(scores) - 1, int(last + quarter))
        around = list(range(before, first)) + list(range(last + 1, after + 1))
        return scores[first:last + 1].mean() - (scores[around].mean() if around else 0)

    def contrast_of_scores(self, fused, parts):
        incomplete = 0
        for expressions in (True, False):
            each = [1 - self.completeness(fused[:, c] if expressions else 1 - fused[:, c], first, last)
                    for c, ofclass in parts for is_expression, first, last in ofclass if is_expression == expressions]
            if each:
                incomplete = incomplete + sum(each) / len(each)
        return incomplete ** 2

    def contrast_of_features(self, features, parts):
        loss = 0
        for _, ofclass in parts:
            label = torch.tensor([float(is_expression) for is_expression, _, _ in ofclass])
            if label.sum() < 2:
                continue
            x = torch.stack([self.sampled(features, first, last) for _, first, last in ofclass])
            x = x / x.norm(dim=1, keepdim=True)
            similar = torch.exp(x @ x.t() / 0.1) * (1 - torch.eye(len(x)))
            share = (similar * label.unsqueeze(1)).sum(0) / similar.sum(0)
            loss = -(label * torch.log(share)).sum() / label.sum()
        return loss

    def sampled(self, features, first, last):
        third = (last - first + 1) / 3
        drawn = []
        for i in range(3):
            start, end = int(first + third * i), int(first + third * (i + 1))
            drawn.append(features[self.draw(start, max(end, start + 1))])
        return torch.stack(drawn).mean(0)


class Block(nn.Module):
    """Two receptive fields, weighted over time; `halve` is None, "time" or "channels"."""

    def __init__(self, width, length, halve):
        super().__init__()
        self.halve = halve
        out, after = width // 2 if halve == "channels" else width, length // 2 if halve == "time" else length
        self.conv3 = nn.Conv1d(width, out, 3, stride=length // after, padding=1)
        self.norm3 = nn.GroupNorm(8, out)
        self.conv1 = nn.Conv1d(width, out, 1)
        self.norm1 = nn.GroupNorm(8, out)
        self.squeeze = nn.Conv1d(length, after, 1)
        if halve is None:
            self.norm = nn.GroupNorm(8, width)

    def weights(self, x):
        return torch.sigmoid(self.squeeze(x.mean(1).unsqueeze(2))).transpose(1, 2)

    def forward(self, x):
        wide = self.norm3(self.conv3(x))
        if self.halve is None:
            normed = self.norm(x)
            return F.mish(wide + self.norm1(self.conv1(x)) + self.weights(normed) * normed)
        larger = F.max_pool1d(x, 2, 2) if self.halve == "time" else F.max_pool1d(F.pad(x, (0, 1)), 2, 1)
        return F.mish(self.weights(x) * (wide + self.norm1(self.conv1(larger))))


class Fusion(nn.Module):
    def __init__(self, width, length):
        super().__init__()
        self.same, self.same_norm = Block(width, length, None), nn.GroupNorm(8, width)
        self.finer1, self.finer2 = Block(width, 2 * length, None), Block(width, 2 * length, "time")
        self.finer_norm = nn.GroupNorm(8, width)
        self.both = Block(2 * width, length, "channels")

    def forward(self, level, finer):
        return self.both(torch.cat([self.finer_norm(self.finer2(self.finer1(finer))), self.same_norm(self.same(level))], 1))


class Suppression(nn.Module):
    def __init__(self, width, attention_dropout, dropout):
        super().__init__()
        self.theta, self.phi, self.g = nn.Conv1d(width, width, 1), nn.Conv1d(width, width, 1), nn.Conv1d(width, width, 1)
        self.local_scale, self.global_mix = nn.Conv1d(1, 1, 1), nn.Conv1d(width, width, 1)
        self.mlp1, self.mlp2 = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attention_dropout, self.dropout = nn.Dropout(attention_dropout), nn.Dropout(dropout)

    def forward(self, x):
        scale, near = x.shape[1] ** -0.5, x.shape[2] // 4
        theta, phi, g = self.theta(x), self.phi(x), self.g(x)
        around = F.pad(g, (near // 2, near - 1 - near // 2)).unfold(2, near, 1)                  # (B, C, T, near)
        attention = ((phi.unsqueeze(3) * around).sum(1, keepdim=True) * scale).softmax(3).expand_as(around)
        local = (self.attention_dropout(attention) * around).sum(3).mean(1, keepdim=True)
        local = torch.sigmoid(self.local_scale(local))
        attention = (phi.transpose(1, 2) @ theta * scale).softmax(2)
        everywhere = self.global_mix((self.attention_dropout(attention) @ g.transpose(1, 2)).transpose(1, 2))
        y = self.norm1((self.dropout(everywhere * local) + x).transpose(1, 2))
        more = self.mlp2(self.dropout(F.mish(self.dropout(self.mlp1(y)))))
        return self.norm2(self.dropout(more) + y).transpose(1, 2)


class Head(nn.Module):
    def __init__(self, width, hidden, outputs):
        super().__init__()
        self.conv1 = nn.Conv1d(width, hidden, 3, padding=1)
        self.conv2 = nn.Conv1d(hidden, hidden, 3, padding=1)
        self.output = nn.Conv1d(hidden, outputs, 3, padding=1)

    def forward(self, x):
        return self.output(F.mish(self.conv2(F.mish(self.conv1(x)))))


class LgsNet(nn.Module):
    """A pyramid over windows; the task: expressions with onset and offset. What places and anchors should say is found beforehand."""

    ratios = [0.5, 0.75, 1, 1.5, 2]
    ranges = [(0, 5), (4, 16), (8, 32), (32, 64)]

    def __init__(self, task, features):
        super().__init__()
        base, reduced, hidden, *widths = task["widths"]
        window = task["shape"][1]
        self.base1, self.base2 = nn.Conv1d(features, base, 9, padding=4), nn.Conv1d(base, base, 9, padding=4)
        self.levels = nn.ModuleList(nn.Conv1d(i, o, 3, stride=1 if level == 0 else 2, padding=1)
                                    for level, (i, o) in enumerate(zip([base] + widths, widths)))
        self.reductions = nn.ModuleList(nn.Conv1d(w, reduced, 1) for w in widths)
        self.fusion, self.suppression = Fusion(base, window // 4), Suppression(reduced, *task["dropouts"])
        self.place_classes, self.place_distances = Head(reduced, hidden, 2), Head(reduced, hidden, 2)
        self.anchor_classes, self.anchor_shifts = Head(reduced, hidden, 10), Head(reduced, hidden, 10)
        self.targets(task["expressions"], window)

    def forward(self, x):
        first = F.max_pool1d(F.mish(self.base1(x.transpose(1, 2))), 2)
        x = F.max_pool1d(F.mish(self.base2(first)), 2)
        maps = []
        for level in self.levels:
            x = F.mish(level(x))
            maps.append(x)
        maps[0] = self.fusion(maps[0], first)
        outputs = []
        for level, (reduction, x) in enumerate(zip(self.reductions, maps)):
            x = F.mish(reduction(x))
            if level == 0:
                x = self.suppression(x)
            outputs.append((self.place_classes(x).transpose(1, 2), F.relu(self.place_distances(x)).transpose(1, 2),
                            self.by_anchor(self.anchor_classes(x)), self.by_anchor(self.anchor_shifts(x))))
        return [torch.cat(kind, 1) for kind in zip(*outputs)]

    @staticmethod
    def by_anchor(x):
        return x.view(len(x), 5, 2, -1).permute(0, 3, 1, 2).flatten(1, 2)

    def targets(self, windows, length):
        places = [((i + 0.5) * stride, stride, r) for stride, r in zip([4, 8, 16, 32], self.ranges) for i in range(length // stride)]
        anchors = [(centre, ratio * stride) for centre, stride, _ in places for ratio in self.ratios]
        shape = (len(windows), len(anchors))
        self.place_labels, self.distances = torch.zeros(len(windows), len(places), 2), torch.zeros(len(windows), len(places), 2)
        self.anchor_labels, self.shifts = torch.zeros(*shape, 2), torch.zeros(*shape, 2)
        self.matched, self.taught = torch.zeros(shape, dtype=torch.bool), torch.zeros(shape, dtype=torch.bool)
        for w, expressions in enumerate(windows):
            expressions = [(max(s, 0), min(e, length), int(c)) for s, e, c in expressions]
            for p, (centre, stride, (nearest, farthest)) in enumerate(places):
                inside = [(e - s, s, e, c) for s, e, c in expressions if s < centre < e and nearest <= max(centre - s, e - centre) < farthest]
                if inside:
                    _, s, e, c = min(inside)
                    self.place_labels[w, p, c] = 1
                    self.distances[w, p] = torch.tensor([(centre - s) / stride, (e - centre) / stride])
            for a, (centre, width) in enumerate(anchors):
                overlaps = []
                for s, e, c in expressions:
                    common = max(0, min(e, centre + width / 2) - max(s, centre - width / 2))
                    overlaps.append((common / (e - s + width - common), s, e, c))
                overlap, s, e, c = max(overlaps)
                self.matched[w, a], self.taught[w, a] = overlap > 0.5, overlap > 0.5 or overlap < 0.4
                if overlap > 0.5:
                    self.anchor_labels[w, a, c] = 1
                    self.shifts[w, a] = torch.tensor([((s + e) / 2 - centre) / width, np.log((e - s) / width)])

    @staticmethod
    def focal(logits, labels):
        p = torch.sigmoid(logits)
        right = (p * labels + (1 - p) * (1 - labels)).clamp(min=1e-6)
        return -(0.25 * labels + 0.75 * (1 - labels)) * (1 - right) ** 2 * torch.log(right)

    def loss(self, x):
        place_classes, distances, anchor_classes, shifts = self(x)
        found = self.place_labels.sum(2) > 0
        loss = self.focal(place_classes, self.place_labels).sum() / (found.sum() + len(x))
        loss = loss + self.focal(anchor_classes, self.anchor_labels)[self.taught].sum() / (self.matched.sum() + len(x))
        if found.any():
            said, label = distances[found], self.distances[found]
            common = torch.min(said, label).sum(1)
            overlap = common / ((said + label).sum(1) - common)
            loss = loss + ((1 + 3 * self.place_labels[found][:, 0]) * (1 - overlap)).mean()
        if self.matched.any():
            said, label = shifts[self.matched], self.shifts[self.matched]
            loss = loss + F.smooth_l1_loss(said[:, 0], label[:, 0]) + F.smooth_l1_loss(said[:, 1].clamp(max=5), label[:, 1])
        return loss


state = {}


def blas():
    """The library of matrix products, which a distribution may put into torch's place for it."""
    with open("/proc/self/maps") as maps:
        names = {os.path.basename(os.path.realpath(line.split()[-1])) for line in maps if "blas" in line}
    return "OpenBLAS" if any("openblas" in n for n in names) else "reference BLAS, which is slow" if names else "its own BLAS"


def start(folder, threads, exact):
    torch.set_num_threads(int(threads))
    with open(os.path.join(folder, "rival.json")) as file:
        task = json.load(file)
    if exact:
        task["dropouts"] = [0.0] * len(task["dropouts"])
    network = {"ham-net": HamNet, "lacp": Lacp, "lgsnet": LgsNet}[task["method"]](task, task["shape"][2])
    features = torch.rand(task["shape"])
    if exact:
        weights = safetensors(os.path.join(folder, "rival.safetensors"))
        features = weights.pop("features")
        if features.shape[1] != task["shape"][1]:       # one for several steps
            features = F.interpolate(features.transpose(1, 2), size=task["shape"][1], mode="linear").transpose(1, 2).contiguous()
        network.load_state_dict({name.split(".", 1)[1]: tensor for name, tensor in weights.items()})
        network.draw = lambda start, end: start
    state.update(network=network, features=features, adam=torch.optim.Adam(network.parameters(), task["rate"], weight_decay=task["decay"]))
    return {"peer": f"PyTorch {torch.__version__} from Python, {blas()}"}


def safetensors(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        data = bytearray(file.read())
    header.pop("__metadata__", None)
    return {name: torch.frombuffer(data, dtype=torch.float32, offset=entry["data_offsets"][0], count=int(np.prod(entry["shape"]))).view(entry["shape"])
            for name, entry in header.items()}


def step():
    times = [time.perf_counter()]
    state["adam"].zero_grad()
    loss = state["network"].loss(state["features"])
    value = loss.item()
    times.append(time.perf_counter())
    loss.backward()
    times.append(time.perf_counter())
    state["adam"].step()
    times.append(time.perf_counter())
    forward, backward, adam = ((after - before) * 1e3 for before, after in zip(times, times[1:]))
    return {"loss": value, "forward": forward, "backward": backward, "adam": adam}


def peak():
    return {"mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6}


commands = {
    "timed": lambda folder, threads: start(folder, threads, exact=False), "exact": lambda folder, threads: start(folder, threads, exact=True),
    "step": step, "peak": peak,
}

for line in sys.stdin:
    name, *arguments = line.split()
    print(json.dumps(commands[name](*arguments)), flush=True)
