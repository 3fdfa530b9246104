"""Golden numbers for the tests of LACP: the public code of Lee and Byun (github Pilhyeon/Learning-Action-Completeness-from-Points,
MIT, commit 1ef066a) on made-up weights, features, points and scores.
Run with that checkout in the working folder: /usr/bin/python3 make_lacp_golden.py OUTPUT_FOLDER; with "time" behind it the search is timed.
Made with Python 3.11, torch 1.13.0, numpy 1.24.2, scipy 1.10.1. Layers are made narrower than the code has them, tensors stay on the CPU,
features are drawn at the first snippet of each third, scores are in double precision."""
import json, sys, time, types
import numpy as np
import torch

joblib = types.ModuleType("joblib")
joblib.Parallel = joblib.delayed = None
sys.modules["joblib"] = joblib
torch.Tensor.cuda = lambda self: self
np.random.randint = lambda first, end: first
sys.path.insert(0, ".")
import model, search, train, utils

torch.set_num_threads(1)
folder = sys.argv[1]


def wave(shape, phase):
    n = int(np.prod(shape))
    return torch.tensor(np.sin(1.7 * np.arange(n) + phase).reshape(shape))


def seeds_and_sequence(random, length, points):
    # scores are 1024ths: their sums are exact, in whatever order
    curve = lambda: np.convolve(random.random(length + 8), np.hanning(11)[1:-1] / 5, "valid")
    cas = np.stack([np.round(1024 * np.clip(2.2 * curve() - 0.6, 0, 1)) / 1024 for _ in range(3)], 1)
    cas[:, 2] = np.round(1024 * np.clip(1.1 - cas[:, :2].max(1), 0, 1)) / 1024
    point = np.zeros((length, 2))
    for t in random.choice(length, points, replace=False):
        point[t, random.integers(2)] = 1
        cas[t, :2] = np.maximum(cas[t, :2], 0.5)
    cas, point = torch.tensor(cas)[None], torch.tensor(point)[None]
    act, bkg = utils.select_seed(cas, point)
    return cas, point, act, bkg


def text(marks):
    return "".join(str(int(m)) for m in marks)


if sys.argv[2:] == ["time"]:
    random = np.random.default_rng(5)
    cases = [seeds_and_sequence(random, 600, 8) for _ in range(4)]
    json.dump([dict(scores=(1024 * cas[0]).long().t().tolist(), points=[text(point[0, :, c]) for c in range(2)]) for cas, point, _, _ in cases],
              open(f"{folder}/timed.json", "w"))
    begin = time.process_time()
    for cas, _, act, bkg in cases:
        search.greedy_search_with_id(25, cas[0], act[0], bkg[0])
    print(f"{1000 * (time.process_time() - begin) / len(cases):.1f} ms a video of 600 snippets and 8 points")
    sys.exit()

cases = []
for seed in range(40):
    random = np.random.default_rng(seed)
    cas, point, act, bkg = seeds_and_sequence(random, int(random.integers(6, 120)), int(random.integers(1, 6)))
    scores = []
    for c in range(2):
        one = act[0].clone()
        one[:, 1 - c] = 0                      # the other class stays a seed that is no expression of this one
        other = ((act[0, :, 1 - c] - act[0, :, c]) > 0).to(bkg.dtype)
        scores.append(float(search.greedy_search_with_id(25, cas[0], one, torch.clamp(bkg[0] + other, max=1))[1]))
    labels, score = search.greedy_search_with_id(25, cas[0], act[0], bkg[0])
    cases.append(dict(scores=(1024 * cas[0]).long().t().tolist(), points=[text(point[0, :, c]) for c in range(2)], background=text(bkg[0]),
                      seeds=[text(act[0, :, c]) for c in range(2)], labels=[text(labels[:, c]) for c in range(2)], each=scores, score=float(score)))
json.dump(cases, open(f"{folder}/sequences.json", "w"))

torch.set_default_dtype(torch.float64)
D, H, T = 6, 5, 23
net = model.Model(D, 2, 8)
net.cls_module.conv_1[0] = torch.nn.Conv1d(D, H, 3, padding=1)
net.cls_module.classifier[0] = torch.nn.Conv1d(H, 3, 1, bias=False)
net.eval()
with torch.no_grad():
    net.cls_module.conv_1[0].weight.copy_(0.4 * wave((H, D, 3), 0.1))
    net.cls_module.conv_1[0].bias.copy_(0.2 * wave((H,), 0.5))
    net.cls_module.classifier[0].weight.copy_(wave((3, H, 1), 0.9))
x = 1.5 * wave((1, T, D), 0.3)
out = []
for marks, dense in (([(4, 0), (15, 1)], [("00011111000000000000000", "00000000000000111100000")]),
                     ([(3, 0), (9, 0), (18, 0)], [("00111100111111000111111", None)]),
                     ([(0, 1), (8, 0), (12, 1), (22, 1)], [("00000011110000000000000", "11100000000111110000001")])):
    point, new = torch.zeros(1, T, 2), torch.zeros(1, T, 2)
    label = torch.zeros(1, 2)
    for t, c in marks:
        point[0, t, c] = label[0, c] = 1
    for c in range(2):
        if dense[0][c] is not None:
            new[0, :, c] = torch.tensor([float(m) for m in dense[0][c]])
    video, fused, features = net(x, label)
    loss = train.Total_loss([1, 0.5, 1, 1, 1])(video, fused, features, dict(new_dense_anno=new), label, point, 11)[1]
    tested = net(x)[0]
    out.append(dict(points=marks, labels=dense[0], loss={name: float(value) for name, value in loss.items()}, video=video[0].tolist(), tested=tested[0].tolist()))
json.dump(dict(fused=fused[0].tolist(), features=features[0].tolist(), videos=out), open(f"{folder}/network.json", "w"))

# what test.py does with one video's scores before suppression, by its own helpers
found = []
for seed in range(3):
    random = np.random.default_rng(100 + seed)
    T = 9 + seed
    cas = random.random((T, 2)) * random.integers(0, 2, (T, 1))
    foreground = random.random((T, 1)) * 0.5 + 0.3
    score = [[0.7, 0.6], [0.2, 0.9], [0.3, 0.1]][seed]
    chosen = [c for c in range(2) if score[c] >= 0.5] or [int(np.argmax(score))]
    fine = utils.upgrade_resolution(cas[:, chosen].reshape(T, -1, 1), 24)
    fine_foreground = utils.upgrade_resolution(np.repeat(foreground, len(chosen), 1).reshape(T, -1, 1), 24)
    proposals = []
    for thresholds, cut, masked in ((np.arange(0.0, 0.25, 0.025), fine, True), (np.arange(0.5, 0.725, 0.025), fine_foreground, False)):
        for threshold in thresholds:
            high = np.where(cut < threshold, 0, cut)
            places = [np.where(high[:, i, 0] > 0) for i in range(len(chosen))]
            # with 1/16 as "scale" and 1 as rate a place is a place
            for of_class in utils.get_proposal_oic(places, high if masked else fine, score, chosen, 16, 1, 1, 1):
                proposals += [(int(round(p[2])), int(round(p[3])) - 1, float(p[1])) for p in of_class]
    found.append(dict(micro=cas[:, 0].tolist(), macro=cas[:, 1].tolist(), foreground=foreground[:, 0].tolist(), score=score, proposals=proposals))
json.dump(found, open(f"{folder}/proposals.json", "w"))
