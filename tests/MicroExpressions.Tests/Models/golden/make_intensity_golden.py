"""PyTorch's values for ResNet18, the GRU head and both together, on weights given by a formula that the tests repeat.

/usr/bin/python3 make_intensity_golden.py > intensity.json      (made with PyTorch 1.13.1)

The reference ResNet18 is written out here: layers and names are torchvision's (torchvision.models.resnet18).
"""
import json
import math

import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, channels_in, channels, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels_in, channels, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.downsample = None
        if stride != 1 or channels_in != channels:
            self.downsample = nn.Sequential(nn.Conv2d(channels_in, channels, 1, stride, bias=False), nn.BatchNorm2d(channels))

    def forward(self, x):
        shortcut = x if self.downsample is None else self.downsample(x)
        return torch.relu(self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x))))) + shortcut)


class ResNet18(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        self.layer1 = nn.Sequential(Block(64, 64, 1), Block(64, 64, 1))
        self.layer2 = nn.Sequential(Block(64, 128, 2), Block(128, 128, 1))
        self.layer3 = nn.Sequential(Block(128, 256, 2), Block(256, 256, 1))
        self.layer4 = nn.Sequential(Block(256, 512, 2), Block(512, 512, 1))
        self.fc = nn.Linear(512, classes)

    def embed(self, x):
        x = nn.functional.max_pool2d(torch.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        return self.layer4(self.layer3(self.layer2(self.layer1(x)))).mean((2, 3))

    def forward(self, x):
        return self.fc(self.embed(x))


def wave(count, phase):
    return torch.sin(torch.arange(count, dtype=torch.float64) * 1.7 + phase)


def set_by_formula(module):
    state = module.state_dict()
    for k, name in enumerate(sorted(state)):
        value = state[name]
        if not value.is_floating_point():
            continue
        w = wave(value.numel(), k).reshape(value.shape)
        if name.endswith("running_var"):
            w = 1 + 0.2 * w
        elif value.dim() == 1:
            w = (1 if name.endswith("weight") and "gru" not in name else 0) + 0.1 * w
        else:
            w = w * math.sqrt(2 / (value.numel() / value.shape[0]))
        value.copy_(w)


class Head(nn.Module):
    def __init__(self, features, hidden):
        super().__init__()
        self.gru = nn.GRU(features, hidden, batch_first=True, bidirectional=True)
        self.regressor = nn.Linear(2 * hidden, 1)

    def forward(self, z):
        return self.regressor(self.gru(z)[0]).squeeze(-1)


def listed(tensor):
    return [float(v) for v in tensor.detach().flatten()]


net = ResNet18(10)
set_by_formula(net)
images = wave(2 * 3 * 64 * 64, 0.5).float().reshape(2, 3, 64, 64)
net.eval()
embedded, scores = net.embed(images), net(images)
net.double().train()  # waves leave batch norm so little variance that in float32 rounding alone decides the gradient
training = net.embed(images.double())
(training * wave(1024, 2).float().double().reshape(2, 512)).sum().backward()

head = Head(6, 4)
set_by_formula(head)
z = wave(2 * 5 * 6, 0.25).float().reshape(2, 5, 6).requires_grad_()
curve = head(z)
(curve * wave(10, 3).float().reshape(2, 5)).sum().backward()

print(json.dumps({
    "pytorch": torch.__version__,
    "shapes": {name: list(value.shape) for name, value in ResNet18(1000).state_dict().items()},
    "embedded": listed(embedded[0]), "scores": listed(scores),
    "training": listed(training[1][:64]), "conv1Gradient": listed(net.conv1.weight.grad[3]),
    "headShapes": {name: list(value.shape) for name, value in head.state_dict().items()},
    "curve": listed(curve), "zGradient": listed(z.grad),
}))
