"""What the authors' own code of LSSNet and LGSNet computes: outputs, losses, gradient, proposals and suppression, on weights given by a
formula that the tests repeat.

/usr/bin/python3 make_pyramid_golden.py lssnet <williamlee91/mer_spot at 789b5ba>/lib > lssnet.json
/usr/bin/python3 make_pyramid_golden.py lgsnet <williamlee91/LGSNet at fb38eb2>/LGSNet/lib > lgsnet.json
(made with PyTorch 1.13 and NumPy on a processor)

None of their code stands here; theirs is imported. It asks for pandas, einops and a graphics card, of which nothing here depends: they are
replaced by what does nothing.
"""
import json
import math
import sys
import types
from types import SimpleNamespace as Settings

import numpy as np
import torch

method, library = sys.argv[1:]
sys.path.insert(0, library)
torch.set_num_threads(1)
torch.Tensor.cuda = lambda self, *_: self
torch.nn.Module.cuda = lambda self, *_: self


class DataFrame(dict):
    pass


sys.modules["pandas"] = types.SimpleNamespace(DataFrame=DataFrame)
einops, layers = types.ModuleType("einops"), types.ModuleType("einops.layers.torch")
einops.rearrange = einops.repeat = einops.reduce = layers.Rearrange = None
sys.modules |= {"einops": einops, "einops.layers": types.ModuleType("einops.layers"), "einops.layers.torch": layers}

lss = method == "lssnet"
base = 64 if lss else 16        # their suppression by channels runs from 64 on
cfg = Settings(
    DATASET=Settings(DATASET_NAME="", NUM_CLASSES=2, WINDOW_SIZE=128, SAMPLE_STRIDE=2),
    MODEL=Settings(
        IN_FEAT_DIM=6, BASE_FEAT_DIM=base, REDU_CHA_DIM=base, HEAD_DIM=8, HEAD_LAYERS=2, NUM_LAYERS=4, LAYER_DIMS=[base, 16, 24, 24],
        LAYER_STRIDES=[1, 2, 2, 2], ASPECT_RATIOS=[0.5, 0.75, 1, 1.5, 2], TEMPORAL_LENGTH=[16, 8, 4, 2], TEMPORAL_STRIDE=[8, 16, 32, 64],
        NORM_ON_BBOX=True, RECEPTIVE_FUSION=[16], INHIBITION_INTERVAL=[16, 2] if lss else [16], GLOBAL_ENHANCEMENT=[], DROP_THRESHOLD=0.45, HEADS=8),
    TRAIN=Settings(
        FG_TH=0.5, BG_TH=0.4, REGRESS_RANGES=[[0, 8], [8, 32], [32, 64], [64, 128]] if lss else [[0, 10], [8, 32], [16, 64], [64, 128]],
        CENTER_SAMPLING=False, ALPHA=[[0.25, 0.25]], ENHANCE_FLAG=0, ENHANCE_TIMES=4, BETA_SEPARATE=True, BETA_AB=0.111, BETA_AB_LOC=0.111, BETA_AB_LEN=0.111,
        ANCHOR_BASED_LOSS_FLAG=0, ENHANCE_REG=1.0, ENHANCE_CLS=1.0),
    TEST=Settings(NMS_TH=0.01, TOP_K_RPOPOSAL=30))

from core import function, nms, utils_af, utils_box        # noqa: E402
from core.loss import loss_function_ab, loss_function_af   # noqa: E402

if lss:
    from models.fusemodel import FuseModel as Network
else:
    from models.a2net import A2Net as Network


def conv(mine, theirs):
    return {f"{mine}.{part}": f"{theirs}.{part}" for part in ("weight", "bias")}


names = conv("base1", "features.base_feature_net.conv1") | conv("base2", "features.base_feature_net.conv2")
for i in range(4):
    level = f"features.convs.{i}" if lss else f"features.convs.{i}.0"
    names |= conv(f"levels.{i}", level) | conv(f"reductions.{i}", f"loc_net.reduce_channels.convs.{i}")
for i, head in enumerate(("place_classes", "place_distances", "anchor_classes", "anchor_shifts")):
    branch = f"loc_net.pred.head_branches.{i}.convs"
    names |= conv(f"{head}.conv1", f"{branch}.0") | conv(f"{head}.conv2", f"{branch}.1") | conv(f"{head}.output", f"loc_net.pred.pred_heads.{i}")
block = "loc_net.pred.lgf"
if lss:
    pairs = dict(down="down", phi="phi", neighbours="g", merge="lcoal_global", mlp1="conv1", mlp2="conv2", up="up")
else:
    pairs = dict(theta="theta", phi="phi", g="g", local_scale="wl", global_mix="wg", mlp1="conv1", norm1="ln1", mlp2="conv2", norm2="ln2")
    fuse = "features.fuse.0"
    for mine, theirs in (("same", "enhance.0.cb.0"), ("finer1", "base.0.cb.0"), ("finer2", "base.0.cb.1"), ("both", "fuse")):
        for a, b in (("conv3", "conv3.0"), ("norm3", "conv3.1"), ("conv1", "conv1.0"), ("norm1", "conv1.1"), ("squeeze", "se.conv2.0")):
            names |= conv(f"fusion.{mine}.{a}", f"{fuse}.{theirs}.{b}")
        if mine in ("same", "finer1"):
            names |= conv(f"fusion.{mine}.norm", f"{fuse}.{theirs}.se.bn")
    names |= conv("fusion.same_norm", f"{fuse}.enhance.1") | conv("fusion.finer_norm", f"{fuse}.base.1")
for mine, theirs in pairs.items():
    names |= conv(f"suppression.{mine}", f"{block}.{theirs}")


def chirp(shape, phase):
    i = torch.arange(math.prod(shape), dtype=torch.float64)       # a chirp: unlike a wave's, its matrices have full rank
    return torch.sin(i * (i + 1) * 0.37 + phase).reshape(shape)


network = Network(cfg).eval()
state = network.state_dict()
with torch.no_grad():
    for k, mine in enumerate(sorted(names)):
        value = state[names[mine]]
        w = chirp(value.shape, k)
        one = 1 if mine.endswith("weight") else 0
        value.copy_(one + 0.1 * w if value.dim() == 1 else w * math.sqrt(2 / (value.numel() / value.shape[0])))

x = chirp((2, 64, 6), 0.3).float().requires_grad_()
(places_cls, places_reg), anchors = network(x.transpose(1, 2))
places_reg.retain_grad()

# frames of two windows' expressions; label 1 is their macro, 2 their micro; 0 is LGSNet's made-up background
boxes = torch.tensor([[[10, 26], [40, 98], [0, 0]], [[60, 76], [58, 90], [100, 124]]], dtype=torch.float32)
labels = torch.tensor([[2, 1, 0], [2, 1, 1 if lss else 0]])
counts = torch.tensor([2, 3])
targets = utils_af.get_targets_af(cfg, boxes, labels, counts)
pred_loc, target_loc = utils_box.reg2loc(cfg, places_reg), utils_box.reg2loc(cfg, targets[1])
extra = () if lss else (targets[2], targets[1])
cls_af, reg_af = loss_function_af(targets[0], places_cls, target_loc, pred_loc, *extra, cfg)
cls_ab, reg_ab = loss_function_ab(*function.ab_prediction_train(cfg, anchors, labels, boxes, counts), cfg)
(cls_af + reg_af + cls_ab + reg_ab).backward()

strides = torch.cat([torch.full((n,), s) for n, s in zip(cfg.MODEL.TEMPORAL_LENGTH, cfg.MODEL.TEMPORAL_STRIDE)])
located = utils_box.reg2loc(cfg, places_reg * strides[None, :, None])
anchor_cls, anchor_x, anchor_w = function.ab_predict_eval(cfg, anchors)
starts = torch.cat([located[..., 0], anchor_x - anchor_w / 2], 1).clamp(min=0).detach()
ends = torch.cat([located[..., 1], anchor_x + anchor_w / 2], 1).clamp(max=128).detach()
scores = torch.cat([places_cls, anchor_cls], 1).sigmoid().amax(2).detach()


def numbers(tensor):
    return [float(f"{v:.7g}") for v in tensor.detach().flatten().tolist()]


golden = dict(
    placeClasses=numbers(places_cls), placeDistances=numbers(places_reg), anchors=numbers(torch.cat(anchors, 1)),
    losses=numbers(torch.stack([cls_af, reg_af, cls_ab, reg_ab])), gradient=numbers(x.grad),
    starts=numbers(starts), ends=numbers(ends), scores=numbers(scores))
if not lss:
    def column(values):
        return Settings(values=np.array(values))

    s, e = np.array([3, 5, 4, 40, 42, 55, 80.]), np.array([9, 12, 20, 52, 50, 70, 81.])
    kept = nms.temporal_nms_all(Settings(xmin=column(s), xmax=column(e), conf=column([.3, .9, .5, .7, .6, .65, .1])), cfg)
    golden["kept"] = [kept["start"], kept["end"], list(map(float, kept["score"]))]
print(json.dumps(golden))
