"""Golden numbers for FtclTests: the authors' network and loss (GitHub MengyuanChen21/CVPR2022-FTCL, MIT, commit cf607d6) on weights and
videos given by the formula that ScatteredNumbers repeats. Run in that checkout: /usr/bin/python3 make_ftcl_golden.py > ftcl.json
Made with Python 3.11, PyTorch 1.13.1. "cuda" in its code is read as "cpu"."""
import json, math, sys, types

import torch

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)
sys.modules["tqdm"] = types.ModuleType("tqdm")
sys.modules["tqdm"].tqdm = lambda x: x
sys.modules["utils"] = types.ModuleType("utils")


def load(path, name):
    module = sys.modules[name] = types.ModuleType(name)
    exec(compile(open(path).read().replace('"cuda"', '"cpu"'), path, "exec"), module.__dict__)
    return module


utils = load("utils/net_utils.py", "utils.net_utils")
criterion, network = load("utils/ftcl_criterion.py", "utils.ftcl_criterion"), load("model/FTCLNet.py", "model.FTCLNet")


def scattered(shape, phase):
    x = torch.sin(torch.arange(math.prod(shape)) * 12.9898 + 78.233 * phase + 0.5) * 43758.5453
    return (2 * (x - x.floor()) - 1).reshape(shape)


# the authors' names in the order of the names in FtclNetwork
ORDER = [f"{layer}.{kind}" for layer in ("feature_trans", "att_branch", "snippet_cls", "feature_embedding.0") for kind in ("bias", "weight")]
args = types.SimpleNamespace(
    dataset="THUMOS", feature_dim=8, action_cls_num=2, dropout=0.0, ins_topk_seg=8, con_topk_seg=3, bak_topk_seg=3, lcs_len=6, fsd_len=3, batch_size=3, fc_dim=6,
    loss_lamb_1=2e-3, loss_lamb_2=5e-5, loss_lamb_3=2e-4, loss_lamb_lcs=0.1, loss_lamb_fsd=0.8, thres=0.8, without_lcs=False, without_fsd=False)
net = network.FTCLNet(args)
with torch.no_grad():
    for phase, name in enumerate(ORDER):
        parameter = net.get_parameter(name)
        parameter.copy_(scattered(parameter.shape, phase) * (0.1 if parameter.dim() == 1 else math.sqrt(6 * parameter.shape[0] / parameter.numel())))
videos = 3 * scattered((6, 17, 8), 100)     # the first of each pair, then the second; T, D: appearance in the first half
labels = torch.tensor([[1, 0], [1, 1], [1, 0], [1, 0], [1, 1], [0, 1]], dtype=torch.float64)
first, second = net(True, videos[:3], videos[3:])


def once(o):
    return o[0], o[1], o[2], o[6], o[3], o[4], o[5], o[7], o[11], o[12], o[13]


def given(o, y):
    inst, cont, back, att, f_inst, f_cont, f_back, cas, lcs, act, bak = once(o)
    return inst, cont, back, y, att, f_inst, f_cont, f_back, cas, lcs, act, bak


loss = criterion.FTCLLoss(args)
total, terms = loss(*given(first, labels[:3]), args, *given(second, labels[3:]))
total.backward()
candidates, others = first[11], second[11]
print(json.dumps({
    "attention": torch.cat([first[6], second[6]]).flatten().tolist(), "attended": torch.cat([first[7], second[7]]).flatten().tolist(), "told": torch.cat([first[0], second[0]]).flatten().tolist(),
    "fsd": [loss.dp_for_fsd(first[12][i], second[12 if i < 2 else 13][i]).item() for i in range(3)], "lcs": loss.dp_for_lcs(candidates, others).tolist(),
    "exp": terms["act_inst_loss"], "con": terms["act_cont_loss"], "bak": terms["act_back_loss"], "guide": terms["guide_loss"], "feat": terms["feat_loss"], "sparse": terms["sparse_loss"],
    "fsdLoss": terms["fsd_loss"], "lcsLoss": terms["lcs_loss"], "total": total.item(), "gradients": [net.get_parameter(name).grad.norm().item() for name in ORDER],
}))
