"""What PyTorch computes of MESNet's (2+1)D convolution, in training and in evaluation, on weights and maps given by the formula of
ScatteredNumbers.cs.

/usr/bin/python3 make_mesnet_golden.py > mesnet.json      (made with PyTorch 1.13 on a processor)

The publication has no public code: the block is written down here once more, from Tran et al. 2018.
"""
import json
import math
import sys

import torch

torch.set_num_threads(1)
IN, OUT = 3, 4


def scattered(shape, phase):
    x = torch.sin(torch.arange(math.prod(shape), dtype=torch.float64) * 12.9898 + 78.233 * phase + 0.5) * 43758.5453
    return (2 * (x - torch.floor(x)) - 1).reshape(shape)


class Block(torch.nn.Module):
    def __init__(self, stride, dilation):
        super().__init__()
        middle = 27 * IN * OUT // (9 * IN + 3 * OUT)
        self.spatial = torch.nn.Conv3d(IN, middle, (1, 3, 3), stride=(1, stride, stride), padding=(0, 1, 1), bias=False)
        self.between = torch.nn.BatchNorm3d(middle)
        self.temporal = torch.nn.Conv3d(middle, OUT, (3, 1, 1), padding=(dilation, 0, 0), dilation=(dilation, 1, 1), bias=False)
        self.after = torch.nn.BatchNorm3d(OUT)

    def forward(self, x):
        return torch.relu(self.after(self.temporal(torch.relu(self.between(self.spatial(x))))))


def numbers(tensor):
    return [float(f"{v:.7g}") for v in tensor.detach().flatten().tolist()]


block = Block(stride=2, dilation=2)
with torch.no_grad():
    for phase, (_, parameter) in enumerate(sorted(block.named_parameters())):
        scale = 0.1 if parameter.dim() == 1 else math.sqrt(6.0 * parameter.shape[0] / parameter.numel())
        parameter.copy_(scattered(parameter.shape, phase) * scale)
maps = scattered((2, IN, 5, 5, 5), 9).float().requires_grad_()
golden = {"training": numbers(block(maps))}
(block(maps) ** 2).sum().backward()
golden["gradient"] = numbers(maps.grad)
block.eval()        # with what two passes in training have left of means and variances
golden["evaluation"] = numbers(block(maps))
golden["parameters"] = sum(p.numel() for p in block.parameters())
json.dump(golden, sys.stdout)
