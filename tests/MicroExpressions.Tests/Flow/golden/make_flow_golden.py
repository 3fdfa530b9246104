"""Writes flow.json: what OpenCV's DualTVL1OpticalFlow, with its own settings, finds between the pairs of frames of KnownMotion.

Run: /usr/bin/python3 make_flow_golden.py   (Debian: python3-opencv; the versions used are in the file's header)

The pairs are made anew here from KnownMotion's formulas, .NET's seeded random numbers included, so that no picture has to be kept.
"""
import json
import math
import pathlib
import platform

import cv2
import numpy as np

STEP = 12  # every so many pixels in both directions the flow is kept


class Random:
    """System.Random with a seed: Knuth's subtractive generator, as .NET has it."""

    MOST = 2**31 - 1

    def __init__(self, seed):
        a = [0] * 56
        a[55] = last = 161803398 - seed
        value, at = 1, 0
        for _ in range(1, 55):
            at = (at + 21) % 55
            a[at] = value
            value = last - value
            if value < 0:
                value += self.MOST
            last = a[at]
        for _ in range(4):
            for i in range(1, 56):
                a[i] -= a[1 + (i + 30) % 55]
                if a[i] < 0:
                    a[i] += self.MOST
        self.a, self.i, self.j = a, 0, 21

    def next(self):
        self.i, self.j = self.i % 55 + 1, self.j % 55 + 1
        value = self.a[self.i] - self.a[self.j]
        if value == self.MOST:
            value -= 1
        if value < 0:
            value += self.MOST
        self.a[self.i] = value
        return value * (1 / self.MOST)

    def uniform(self, low, high):
        return low + (high - low) * self.next()


def texture(random):
    waves = []
    for k in range(64):
        wavelength = 4 * 30 ** (k / 63)
        direction = random.uniform(0, 2 * math.pi)
        frequency = 2 * math.pi / wavelength
        waves.append((frequency * math.cos(direction), frequency * math.sin(direction), random.uniform(0, 2 * math.pi), 1.3 * wavelength**0.35))
    return waves


def grey(waves, x, y):
    value = np.full(x.shape, 128.0)
    for wx, wy, phase, amplitude in waves:
        value += amplitude * np.sin(wx * x + wy * y + phase)
    return value


def render(width, height, noise, random, motion):
    waves = texture(random)
    y, x = np.mgrid[0:height, 0:width].astype(float)
    u, v = motion(x, y)
    pictures = [grey(waves, x + u, y + v), grey(waves, x, y)]
    if noise > 0:
        for i in range(width * height):
            for picture in pictures:
                length = math.sqrt(-2 * math.log(1 - random.next()))
                picture.flat[i] += noise * length * math.cos(2 * math.pi * random.next())
    return [np.clip(np.rint(p), 0, 255).astype(np.uint8) for p in pictures], np.float32([u, v])


def local_bumps(width, height, noise, seed):
    random = Random(seed)
    shorter = min(width, height)
    bumps = [
        (width * random.uniform(0.2, 0.8), height * random.uniform(0.2, 0.8), shorter * random.uniform(0.05, 0.09), random.uniform(0, 2 * math.pi))
        for _ in range(5)
    ]

    def motion(x, y):
        u, v = np.zeros(x.shape), np.zeros(x.shape)
        for bx, by, radius, direction in bumps:
            distance = np.hypot(x - bx, y - by) / radius
            length = 0.5 * np.exp(-distance * distance / 2)
            u += length * math.cos(direction)
            v += length * math.sin(direction)
        return u, v

    return render(width, height, noise, random, motion)


def smooth(width, height, seed):
    return render(width, height, 0, Random(seed), lambda x, y: (
        1.5 * np.sin(2 * np.pi * y / height + 0.3) * np.cos(np.pi * x / width),
        1.1 * np.cos(2 * np.pi * x / width) + 0.3 * np.sin(2 * np.pi * y / height)))


cases = []
for width, height in [(224, 224), (340, 256)]:
    for kind, (pictures, truth) in {
        "noisy": local_bumps(width, height, 2, 1),
        "clean": local_bumps(width, height, 0, 1),
        "smooth": smooth(width, height, 1),
    }.items():
        flow = cv2.optflow.DualTVL1OpticalFlow_create().calc(*pictures, None).transpose(2, 0, 1)
        sample = flow[:, ::STEP, ::STEP]
        cases.append({
            "kind": kind, "width": width, "height": height,
            "sums": [int(p.astype(np.int64).sum()) for p in pictures],
            "error": round(float(np.hypot(*(flow - truth).astype(float)).mean()), 6),
            "u": [round(float(a), 4) for a in sample[0].ravel()],
            "v": [round(float(a), 4) for a in sample[1].ravel()],
        })

pathlib.Path(__file__).with_name("flow.json").write_text(json.dumps({
    "made_with": f"OpenCV {cv2.__version__}, numpy {np.__version__}, Python {platform.python_version()}",
    "step": STEP, "cases": cases,
}, separators=(",", ":")).replace('{"kind"', '\n{"kind"') + "\n")
