"""Golden numbers for Co2NetTests: the authors' network and loss (GitHub harlanhong/MM2021-CO2-Net, commit e879687) on weights and videos
given by the formula that ScatteredNumbers repeats. Run in that checkout: /usr/bin/python3 make_co2net_golden.py > co2net.json
Made with Python 3.11, PyTorch 1.13.1. Its widths stand in the code as numbers: 1024, 2048 and 512 are read as 8, 16 and 4. What it asks of
CUDA is left out."""
import json, math, sys, types

import torch

torch.set_num_threads(1)
torch.set_default_tensor_type = lambda _: None
torch.Tensor.cuda = lambda self: self
torch.FloatTensor = lambda values: torch.tensor(values, dtype=torch.float64)
for name in ("utils", "utils.wsad_utils"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["utils"].wsad_utils = sys.modules["utils.wsad_utils"]
model = sys.modules["model"] = types.ModuleType("model")
exec(compile(open("model.py").read().replace("1024", "8").replace("2048", "16").replace("512", "4"), "model.py", "exec"), model.__dict__)


def scattered(shape, phase):
    x = torch.sin(torch.arange(math.prod(shape), dtype=torch.float64) * 12.9898 + 78.233 * phase + 0.5) * 43758.5453
    return (2 * (x - x.floor()) - 1).reshape(shape)


# the authors' names in the order of the names in ExpressionSpotter
LAYERS = [f"{m}.attention.{k}" for m in ("fAttn", "vAttn") for k in (0, 5, 3)] + [f"{m}.{g}.0" for m in ("fAttn", "vAttn") for g in ("channel_conv", "bit_wise_attn")]
ORDER = [f"{layer}.{kind}" for layer in LAYERS + ["classifier.4", "fusion.0", "classifier.1"] for kind in ("bias", "weight")]

options = types.SimpleNamespace(dropout_ratio=0.7, reduce_ratio=16, AWM="BWA_fusion_dropout_feat_v2", k=7, alpha1=0.8, alpha2=0.8, alpha3=1, alpha4=1)
net = model.CO2(16, 2, opt=options).double()
with torch.no_grad():
    for phase, name in enumerate(ORDER):
        parameter = net.get_parameter(name)
        parameter.copy_(scattered(parameter.shape, phase) * (0.1 if parameter.dim() == 1 else math.sqrt(6 * parameter.shape[0] / parameter.numel())))
net.eval()
videos = 3 * scattered((7, 15, 16), 100)    # B, T, D: appearance in the first half
labels = torch.tensor([[1, 0], [1, 1], [0, 1], [1, 1], [1, 1], [1, 1], [0, 1]], dtype=torch.float64)
out = net(videos)
total = net.criterion(out, labels, opt=options)
total.backward()
attended = net._multiply(out["cas"], out["attn"], include_min=True)
print(json.dumps({
    "rgb": out["v_atn"].flatten().tolist(), "flow": out["f_atn"].flatten().tolist(), "scores": out["cas"].flatten().tolist(), "features": out["feat"].norm(dim=2).flatten().tolist(),
    "mil": net.topkloss(out["cas"], labels, is_back=True, rat=7)[0].mean().item(), "attended": net.topkloss(attended, labels, is_back=False, rat=7)[0].mean().item(),
    "co": net.Contrastive(out["feat"], attended, labels).item(), "total": total.item(),
    "gradients": [net.get_parameter(name).grad.norm().item() for name in ORDER],
}))
