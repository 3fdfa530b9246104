"""What the authors' own code of GIM computes: heads, pseudo labels, loss and gradient in each of its phases, on weights and features given by
a formula that the tests repeat.

/usr/bin/python3 make_gim_golden.py <KinopioIsAllIn/GIM at 92f5e28> > gim.json      (made with PyTorch 1.13 on a processor)

None of their code stands here; theirs is imported. It asks for a graphics card by default, which is switched off.
"""
import json
import math
import sys
import types

import torch

sys.path.insert(0, sys.argv[1])
torch.set_num_threads(1)
torch.set_default_tensor_type = lambda _: None
torch.concat = torch.cat
from model import CO2        # noqa: E402

FRAMES, WIDTH = 90, 256
heads = CO2(WIDTH, 2).eval()
names = {"attended": "attn_feature_extractor.0", "attention": "attention.0", "apex": "apex_classifier.0"}


def chirp(shape, phase):
    i = torch.arange(math.prod(shape), dtype=torch.float64)
    return torch.sin(i * (i + 1) * 0.37 + phase).reshape(shape)


state = heads.state_dict()
with torch.no_grad():
    for k, name in enumerate(sorted(f"{mine}.{part}" for mine in names for part in ("bias", "weight"))):
        mine, part = name.split(".")
        value = state[f"{names[mine]}.{part}"]
        w = chirp(value.shape, k)
        value.copy_(0.1 * w if part == "bias" else w * math.sqrt(2 / (value.numel() / value.shape[0])))

# neighbouring frames are alike, as in a video
t = torch.arange(FRAMES, dtype=torch.float64).unsqueeze(1)
basis = chirp((6, WIDTH), 0.3)
features = sum(torch.sin(t / (3 + 2 * j) + j) * basis[j] for j in range(6)).float() * 2
labels = torch.zeros(1, FRAMES, dtype=torch.int64)
labels[0, 5], labels[0, 41], labels[0, 77] = 2, 1, 1        # theirs: 1 macro, 2 micro

golden = {"losses": {}, "gradients": {}, "intensities": {}}


def numbers(tensor):
    return [float(f"{v:.7g}") for v in tensor.detach().flatten().tolist()]


for pass_ in (0, 2, 3, 10, 40):
    x = features.clone().unsqueeze(0).requires_grad_()
    output = heads(x)
    settings = types.SimpleNamespace(dataset_name="CASME2")
    mask = torch.tensor([FRAMES])
    loss = heads.criterion(pass_, output, None, labels, mask, device="cpu", opt=settings)
    loss.backward()
    golden["losses"][pass_] = numbers(loss)
    golden["gradients"][pass_] = numbers(x.grad[0, :, :4])
    make = heads.soft_pseudo_label_attention_individual_init3 if pass_ < 1 else None
    if make is not None:
        made = make(output["feat"], output["attn"], labels, mask, "cpu")
    elif pass_ < 5:
        made = heads.soft_pseudo_label_attention_individual_medium(pass_, output["attn_feat"], output["attn"], labels, mask, "cpu")
    else:
        made = heads.soft_pseudo_label_attention_individual_adaptive(pass_, output["attn_feat"], output["attn"], labels, mask, "cpu")
        golden["apex"] = numbers(made[1][0])
    golden["intensities"][pass_] = numbers(made[0][0][:, 1:])
golden["attention"] = numbers(output["attn"])
golden["apexScores"] = numbers(output["apex"])
print(json.dumps(golden))
