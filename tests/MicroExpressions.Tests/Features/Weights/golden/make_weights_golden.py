"""State dicts as torch.save writes them, base64. Run: /usr/bin/python3 make_weights_golden.py > weights.json"""
import base64
import collections
import io
import json
import os
import sys

import torch


def file(what, **options):
    out = io.BytesIO()
    torch.save(what, out, **options)
    return base64.b64encode(out.getvalue()).decode()


class Runs:
    def __reduce__(self):
        return os.system, ("true",)


network = torch.nn.Sequential(collections.OrderedDict(
    conv=torch.nn.Conv2d(2, 3, 2, bias=False), bn=torch.nn.BatchNorm2d(3)))
with torch.no_grad():
    for i, tensor in enumerate(network.state_dict().values()):
        tensor.copy_(torch.arange(tensor.numel()).view(tensor.shape) + i)

base = torch.arange(24, dtype=torch.float32).view(2, 3, 4)
kinds = {
    "transposed": base.transpose(0, 2),
    "part": base[1, 1:, ::2],
    "expanded": torch.tensor([7.0]).expand(3),
    "scalar": torch.tensor(2.5, dtype=torch.float64),
    "empty": torch.zeros(0, 4),
    "half": torch.tensor([0.5, -2, 65504], dtype=torch.float16),
    "bfloat16": torch.tensor([1.5, -3, 2.0**100], dtype=torch.bfloat16),
    "int64": torch.tensor([-(2**53), 5]),
    "int32": torch.tensor([-7, 2**31 - 1], dtype=torch.int32),
    "int16": torch.tensor([-300], dtype=torch.int16),
    "int8": torch.tensor([-128, 127], dtype=torch.int8),
    "uint8": torch.tensor([0, 255], dtype=torch.uint8),
    "bool": torch.tensor([True, False]),
    "parameter": torch.nn.Parameter(torch.tensor([1.0, 2.0])),
}
values = {name: dict(shape=list(t.shape), values=t.double().flatten().tolist()) for name, t in kinds.items()}
legacy = dict(_use_new_zipfile_serialization=False)
json.dump(dict(
    python=sys.version.split()[0], torch=torch.__version__, values=values,
    files=dict(
        zip=file(kinds), legacy=file(kinds, **legacy), zip_protocol_4=file(kinds, pickle_protocol=4),
        network_zip=file(network.state_dict()), network_legacy=file(network.state_dict(), **legacy),
        checkpoint=file({"epoch": 3, "best": 0.5, "state_dict": network.state_dict(), "names": ["a", ("b", None, True)]}),
        forbidden_zip=file({"a": Runs()}), forbidden_legacy=file({"a": Runs()}, **legacy),
        whole_module=file(network), number=file(5), list=file([base]))), sys.stdout)
print()
