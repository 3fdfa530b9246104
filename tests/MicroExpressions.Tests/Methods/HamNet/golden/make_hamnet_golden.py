"""Golden numbers for HamNetTests: the authors' network and loss (GitHub asrafulashiq/hamnet, commit 7894e05) on weights and videos given by
the formula that ScatteredNumbers repeats. Run in that checkout: /usr/bin/python3 make_hamnet_golden.py > hamnet.json
Made with Python 3.11, PyTorch 1.13.1. Its imports of pytorch_lightning, loguru and the like are not needed by what is called here."""
import json, math, sys, types

import torch


class Anything(types.ModuleType):
    def __getattr__(self, name):
        return type(name, (torch.nn.Module,), {})


for name in ("pytorch_lightning", "colorama", "loguru", "pandas", "joblib", "scipy", "scipy.interpolate", "data_loader", "eval", "eval.eval_detection", "eval.utils_eval", "system"):
    sys.modules[name] = Anything(name)
sys.modules["system"].__path__ = ["system"]
sys.path.insert(0, ".")
from system.system_th import HAMNet, LightningSystem

torch.set_num_threads(1)


def scattered(shape, phase):
    x = torch.sin(torch.arange(math.prod(shape), dtype=torch.float64) * 12.9898 + 78.233 * phase + 0.5) * 43758.5453
    return (2 * (x - x.floor()) - 1).reshape(shape)


# the authors' names in the order of the names in HamNetNetwork
ORDER = [f"{layer}.{kind}" for layer in ("attention.0", "attention.4", "attention.2", "classifier.5", "classifier.0", "classifier.2") for kind in ("bias", "weight")]

hparams = types.SimpleNamespace(num_class=2, feature_size=8, drop_thres=0.2, drop_prob=0.2, adl_include_min="true", rat=10, lm_1=1, lm_2=1, alpha=0.8, beta=0.8)
net = HAMNet(hparams).double()
with torch.no_grad():
    for phase, name in enumerate(ORDER):
        parameter = net.get_parameter(name)
        parameter.copy_(scattered(parameter.shape, phase) * (0.1 if parameter.dim() == 1 else math.sqrt(6 * parameter.shape[0] / parameter.numel())))
for module in net.modules():
    if isinstance(module, torch.nn.Dropout):
        module.p = 0.0
net.train()
videos = 3 * scattered((2, 23, 8), 100)     # B, T, D: appearance in the first half
labels = torch.tensor([[1.0, 0.0], [1.0, 1.0]], dtype=torch.float64)
system = types.SimpleNamespace(net=net, hparams=hparams)
system._multiply = types.MethodType(LightningSystem._multiply, system)
system.topkloss = types.MethodType(LightningSystem.topkloss, system)
scores, _, dropped, attention = net(videos)
total, terms = LightningSystem._loss_fn(system, (videos, labels, None, None, None))
total.backward()
print(json.dumps({
    "attention": attention.flatten().tolist(), "scores": scores.flatten().tolist(), "dropped": dropped.flatten().tolist(),
    "loss1": terms["loss_1"].item(), "loss2": terms["loss_2"].item(), "norm": terms["loss_norm"].item(), "guide": terms["loss_guide"].item(), "total": total.item(),
    "gradients": [net.get_parameter(name).grad.norm().item() for name in ORDER],
}))
