"""The peer of the sequences bench: what LACP and FTCL compute snippet by snippet, as Python loops, one command a line on stdin, one JSON line back.

loops              who computes what follows                           -> {"peer"}
search FILE        LACP's best sequences                               -> {"ms", "results"}: ms for one, score and labels of each
subsequence FILE   FTCL's common subsequences                          -> the same, length and its gradient
alignment FILE     FTCL's alignments                                   -> the same, score and its gradients
"""
import json
import sys
import time

import numpy as np
import torch


def part_completeness(scores, first, last):
    quarter = 0.25 * (last - first + 1)
    before, after = max(0, int(first - quarter)), min(len(scores) - 1, int(last + quarter))
    around = list(range(before, first)) + list(range(last + 1, after + 1))
    return np.mean(scores[first:last + 1]) - (np.mean(scores[around]) if around else 0)


def best_sequence(scores, own, other, background, budget, least):
    """A beam over the boundaries between the seeds' parts: beginnings in a dictionary by the path they took, and its cuts as text."""
    length = len(scores)
    by_label = [1 - scores, scores]
    parts = []      # [label, first seed, last seed]
    for t in range(length):
        if own[t] or other[t] or background[t]:
            if parts and parts[-1][0] == int(own[t]):
                parts[-1][2] = t
            else:
                parts.append([int(own[t]), t, t])
    if not any(label for label, _, _ in parts):
        return [0.0] + [0] * length
    beginnings = {((parts[0][0],), 1, "0"): (float("inf"), (parts[0][0], None))}
    for t in range(1, length):
        longer = {}
        for (labels, lasting, cuts), (score, path) in beginnings.items():
            part = len(labels) - 1
            following = parts[part + 1][1] if part + 1 < len(parts) else length
            if t != following:
                keep(longer, (labels, lasting + 1, cuts), score, (labels[-1], path))
            if t == following or following < length and t > parts[part][2]:
                start = sum(int(cut) for cut in cuts.split(","))
                complete = part_completeness(by_label[labels[-1]], start, t - 1)
                mean = complete if part == 0 else (score * part + complete) / (part + 1)
                label = parts[part + 1][0]
                keep(longer, (labels + (label,), 1, cuts + "," + str(t - start)), mean, (label, path))
        beginnings = pruned(longer, budget, least)
    best_score, best_labels = -float("inf"), None
    for _, path in beginnings.values():
        labels = []
        while path is not None:
            labels.append(path[0])
            path = path[1]
        labels = np.array(labels[::-1])
        complete = []
        for label in (1, 0):
            where = np.where(labels == label)[0]
            if len(where):
                for run in np.split(where, np.where(np.diff(where) != 1)[0] + 1):
                    complete.append(part_completeness(by_label[label], run[0], run[-1]))
        score = sum(complete) / len(complete)
        if score >= best_score:
            best_score, best_labels = score, labels
    return [float(best_score)] + best_labels.tolist()


def keep(beginnings, key, score, path):
    if key not in beginnings or beginnings[key][0] <= score:
        beginnings[key] = (score, path)


def pruned(beginnings, budget, least):
    ordered = sorted((score, key) for key, (score, _) in beginnings.items())
    ordered = [entry for entry in ordered if entry[0] >= least] or ordered[-1:]
    if len(ordered) > budget:
        lowest = ordered[-budget][0]
        ordered = [entry for entry in ordered if entry[0] >= lowest]
    return {key: beginnings[key] for _, key in ordered}


def common_subsequence(similarity, threshold):
    rows, columns = similarity.shape
    length = torch.zeros(rows + 1, columns + 1)
    for i in range(1, rows + 1):
        for j in range(1, columns + 1):
            if similarity[i - 1, j - 1] > threshold:
                length[i, j] = length[i - 1, j - 1] + similarity[i - 1, j - 1]
            else:
                length[i, j] = max(length[i - 1, j], length[i, j - 1])
    return length[-1, -1]


def alignment(match, gap, gamma):
    rows, columns = match.shape
    cost = [[torch.zeros(()) for _ in range(columns + 1)] for _ in range(rows + 1)]
    for i in range(1, rows + 1):
        for j in range(1, columns + 1):
            ways = torch.stack([cost[i - 1][j - 1], gap[i - 1, j - 1] + cost[i - 1][j], gap[i - 1, j - 1] + cost[i][j - 1]])
            cost[i][j] = match[i - 1, j - 1] + gamma * torch.logsumexp(ways / gamma, 0)
    return cost[-1][-1]


def loops():
    torch.set_num_threads(1)
    return {"peer": f"loops in Python {sys.version.split()[0]}, PyTorch {torch.__version__}"}


def measured(path, prepare, compute):
    with open(path) as file:
        task = json.load(file)
    inputs = [prepare(one, task["settings"]) for one in task["inputs"]]
    start = time.perf_counter()
    results = [compute(*one, task["settings"]) for one in inputs]
    return {"ms": (time.perf_counter() - start) * 1e3 / len(inputs), "results": results}


def search(path):
    return measured(path, lambda one, _: (np.array(one["scores"]), one["own"], one["other"], one["background"]),
                    lambda scores, own, other, background, s: best_sequence(scores, own, other, background, s["budget"], s["least"]))


def matrix(values, settings):
    return torch.tensor(values).view(-1, settings["columns"]).requires_grad_()


def gradients(value, *of):
    value.backward()
    return [value.item()] + [number for one in of for number in one.grad.flatten().tolist()]


def subsequence(path):
    return measured(path, lambda one, s: (matrix(one["similarity"], s),),
                    lambda similarity, s: gradients(common_subsequence(similarity, s["threshold"]), similarity))


def alignments(path):
    return measured(path, lambda one, s: (matrix(one["match"], s), matrix(one["gap"], s)),
                    lambda match, gap, s: gradients(alignment(match, gap, s["gamma"]), match, gap))


commands = {"loops": loops, "search": search, "subsequence": subsequence, "alignment": alignments}

for line in sys.stdin:
    name, *arguments = line.split()
    print(json.dumps(commands[name](*arguments)), flush=True)
