"""Golden numbers for CrrcNetTests: the public code of Fu, Gao and Xu (GitHub PHDJieFu/CRRC-NET, Apache-2.0, commit d0431a2) on weights and
videos given by the formula that ScatteredNumbers repeats. Run in that checkout: /usr/bin/python3 make_crrcnet_golden.py > crrcnet.json
Made with Python 3.11, torch 1.13.0, numpy 1.24.2. Layers are made narrower than the code has them, dropout is off, tensors stay on the CPU;
what the code reads from files that are not public is given to it; snippets that it draws are the first, or each in turn."""
import json, math, random, sys, types
import numpy as np
import torch

for name in ("fvcore", "fvcore.nn"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["fvcore.nn"].FlopCountAnalysis = sys.modules["fvcore.nn"].parameter_count_table = None
torch.Tensor.cuda = lambda self: self
np.random.randint = lambda first, end: first
drawn = [0]


def sample(places, count):
    if count > 1:
        return list(places)[:count]
    drawn[0] += 1
    return [(drawn[0] - 1) % len(places)]


random.sample, random.choice = sample, lambda items: items[0]
sys.path.insert(0, ".")
import model, train
from torch import nn

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)


def scattered(shape, phase):
    x = torch.sin(torch.arange(math.prod(shape), dtype=torch.float64) * 12.9898 + 78.233 * phase + 0.5) * 43758.5453
    return (2 * (x - x.floor()) - 1).reshape(shape)


T, W = 25, 4
model.Model.get_all_video_feat = lambda self, _: {"other": (3 * scattered((50, W), 110), 3 * scattered((50, W), 111))}
model.Model.get_class_cor_neg_vidname = lambda self, _: {0: ["other"], 1: ["other"]}
model.Model.get_class_point_feat_dict = lambda self, _: {c: (3 * scattered((30, W), 120 + c), 3 * scattered((30, W), 130 + c)) for c in range(2)}
net = model.Model(2 * W, 2, 8)
net.rgb_feat_encoder[0], net.flow_feat_encoder[0] = nn.Conv1d(W, W, 3, padding=1), nn.Conv1d(W, W, 3, padding=1)
for gate in (net.rgb_Attn, net.flow_Attn):
    gate.bit_wise_attn[0], gate.channel_conv[0] = nn.Conv1d(W, W, 3, padding=1), nn.Conv1d(W, W, 3, padding=1)
for attention in (net.attention_rgb, net.attention_flow):
    attention[0], attention[3], attention[5] = nn.Conv1d(W, W // 2, 3, padding=1), nn.Conv1d(W // 2, W // 2, 3, padding=1), nn.Conv1d(W // 2, 1, 1)
net.cls_module.conv_1[0] = nn.Conv1d(2 * W, 2 * W, 3, padding=1)
net.cls_module.classifier[0], net.cls_module.classifier[3] = nn.Conv1d(2 * W, 2 * W, 3, padding=1), nn.Conv1d(2 * W, 3, 1)
# the authors' names in the order of the names in CrrcNetNetwork
order = [f"attention_{m}.{i}" for m in ("flow", "rgb") for i in (0, 5, 3)] + ["cls_module.classifier.3", "flow_feat_encoder.0", "rgb_feat_encoder.0", "cls_module.conv_1.0"]
order += [f"{m}_Attn.{part}.0" for m in ("flow", "rgb") for part in ("channel_conv", "bit_wise_attn")] + ["cls_module.classifier.0"]
with torch.no_grad():
    for phase, name in enumerate(f"{layer}.{kind}" for layer in order for kind in ("bias", "weight")):
        parameter = net.get_parameter(name)
        parameter.copy_(scattered(parameter.shape, phase) * (0.1 if parameter.dim() == 1 else math.sqrt(6 * parameter.shape[0] / parameter.numel())))
net.eval()
videos = 3 * scattered((1, T, 2 * W), 100)
prototypes = scattered((1, 2, 2 * W), 101)
points, dense, label = torch.zeros(1, T, 2), torch.zeros(1, T, 2), torch.ones(1, 2)
points[0, 4, 0] = points[0, 19, 0] = points[0, 12, 1] = 1
dense[0, 3:7, 0] = dense[0, 18:21, 0] = dense[0, 10:14, 1] = 1
score, fused, features, mined, sums, counts, attention, rgb, flow, probabilities, logits, marks = net(videos, prototypes, points, label)
labels = ((points + mined) > 0).double()
terms = train.Total_loss([1, 0.5, 1, 1, 1])(score, fused, features, dict(new_dense_anno=dense), label, labels, 11, attention, rgb, flow, probabilities, logits, marks)[1]
moved = 0.9 * prototypes[0] + 0.1 * sums[0] / counts[0].clamp(min=1)[:, None]
flat = lambda t: t.flatten().tolist()
print(json.dumps(dict(probabilities=flat(probabilities), features=flat(features), rgb=flat(rgb), flow=flat(flow), mined=flat(mined), moved=flat(moved),
                      loss={name: float(value) for name, value in terms.items()})))
