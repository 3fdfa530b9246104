"""Golden numbers for SfNetTests: the public code of Ma et al. (GitHub Flowerfan/SF-Net, commit a82bc04) on weights and videos given by the
formula that ScatteredNumbers repeats. Run in that checkout: /usr/bin/python3 make_sfnet_golden.py > sfnet.json
Made with Python 3.11, torch 1.13.0, numpy 1.24.2, scipy 1.10.1. The code knows 1024 features a modality by number: it is given an object that
answers its two slices. Background is its first class and the kit's last."""
import json, math, sys, types
import numpy as np
import torch

torch.set_default_tensor_type = lambda _: None
for name in ("tensorboard_logger", "classificationMAP", "eval_detection", "eval_frame"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["tensorboard_logger"].log_value = sys.modules["classificationMAP"].getClassificationMAP = None
sys.modules["eval_detection"].ANETdetection = sys.modules["eval_frame"].FrameDetection = None
sys.path.insert(0, ".")
import model, train
import eval as evaluation

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)
OURS, THEIRS = [2, 0, 1], [1, 2, 0]         # where background goes first, and back


def scattered(shape, phase):
    x = torch.sin(torch.arange(math.prod(shape), dtype=torch.float64) * 12.9898 + 78.233 * phase + 0.5) * 43758.5453
    return (2 * (x - x.floor()) - 1).reshape(shape)


class Video:
    def __init__(self, rgb, flow):
        self.rgb, self.flow = rgb, flow

    def __getitem__(self, place):
        return self.flow if place[2].start == 1024 else self.rgb


net = model.SFNET(8, 3)
names = []
for mine, side in (("flow", "f"), ("rgb", "r")):
    for layer in (f"{mine}_action", f"{mine}_act_layer.layer.1.0", f"{mine}_act_layer.layer.0.0", f"{mine}_classifier", f"{mine}_cls_layer.0.0", f"{mine}_cls_layer.1.0"):
        names += [f"{layer}.bias", f"{layer}.weight"]
    names += [f"act_{side}", f"mul_{side}"]
with torch.no_grad():
    for phase, name in enumerate(names):
        parameter = net.get_parameter(name)
        values = scattered(parameter.shape, phase) * (0.1 if parameter.dim() == 1 else math.sqrt(6 * parameter.shape[0] / parameter.numel()))
        parameter.copy_(values[OURS] if "classifier" in name or "mul" in name else values)
rgb, flow = 3 * scattered((2, 23, 4), 100), 3 * scattered((2, 23, 4), 101)
_, of_flow, _, of_rgb, tcam, act_flow, act_rgb, act = net(Video(rgb, flow), is_training=False)
frames, lengths = [[4, 15], [0, 6, 16]], np.array([23, 17])
labels = torch.tensor([[0, 1, 0], [0, 0, 1], [0, 0, 1], [0, 0.5, 0.5], [0, 0, 1]], dtype=torch.float64)
present = torch.tensor([[0, 1, 1], [0, 1, 1]], dtype=torch.float64)
streams = (("rgb", of_rgb, act_rgb), ("flow", of_flow, act_flow), ("fused", tcam, act))
out = {}
for name, scores, action in streams:
    out[name] = dict(scores=scores[..., THEIRS].flatten().tolist(), actionness=action.flatten().tolist(),
                     video=float(train.video_loss(scores, lengths, present, "cpu")),
                     frame=float(train.frame_loss(scores, frames, lengths, labels, "cpu", background=True, tm=2)),
                     action=float(train.act_loss(action, frames, lengths, "cpu", tm=2)))

expanded, found = [], []
for seed in range(6):
    random = np.random.default_rng(seed)
    scores = np.round(random.random((30, 1)) * 2 + 0.4 * random.random((30, 2)), 3)
    scores = (scores + np.roll(scores, 1, 0) + np.roll(scores, 2, 0)) / 3
    given = [[] for _ in range(30)]
    for t in random.choice(30, 4, replace=False):
        given[t] = [[0], [1], [0, 1]][random.integers(3)]
    grown = train.anchor_expand(scores, given, None, radious=3, pv=0.95)
    expanded.append(dict(scores=scores.flatten().tolist(), given=[int(c in given[t]) for t in range(30) for c in range(2)],
                         grown=[int(c in grown[t]) for t in range(30) for c in range(2)]))
    prediction, action = random.standard_normal((30, 2)) + 0.5, random.standard_normal((30, 1))
    segments, _ = evaluation.generate_segment(prediction, action, act_weight=2.0)
    found.append(dict(scores=prediction.flatten().tolist(), actionness=action.flatten().tolist(), segments=[[int(s[1]), int(s[2]) - 1, float(s[3])] for s in segments]))
print(json.dumps(dict(streams=out, expanded=expanded, found=found)))
