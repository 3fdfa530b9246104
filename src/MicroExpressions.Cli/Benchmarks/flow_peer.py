"""The peer of the flow bench: OpenCV's DualTVL1OpticalFlow, one command a line on stdin, one JSON line back.

load PATH WIDTH HEIGHT   two grey pictures of bytes, then the true u and v as little-endian floats
                         -> {"peer": "OpenCV x.y.z DualTVL1", "error"}: mean endpoint error in pixels, with OpenCV's own settings
pairs COUNT WORKERS      so many pairs in each of so many threads, one thread a call -> {"ms"}: milliseconds a pair
"""
import json
import sys
import threading
import time

import cv2
import numpy as np

cv2.setNumThreads(1)
pictures = None


def flow():
    return cv2.optflow.DualTVL1OpticalFlow_create().calc(*pictures, None)


def load(path, width, height):
    global pictures
    shape, size = (int(height), int(width)), int(width) * int(height)
    pictures = np.fromfile(path, np.uint8, 2 * size).reshape(2, *shape)
    truth = np.fromfile(path, "<f4", offset=2 * size).reshape(2, *shape)
    error = np.hypot(*(flow().transpose(2, 0, 1) - truth).astype(float)).mean()
    return {"peer": f"OpenCV {cv2.__version__} DualTVL1", "error": float(error)}


def pairs(count, workers):
    count, workers = int(count), int(workers)
    threads = [threading.Thread(target=lambda: [flow() for _ in range(count)]) for _ in range(workers)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"ms": (time.perf_counter() - start) * 1e3 / (count * workers)}


commands = {"load": load, "pairs": pairs}

for line in sys.stdin:
    name, *arguments = line.split()
    print(json.dumps(commands[name](*arguments)), flush=True)
