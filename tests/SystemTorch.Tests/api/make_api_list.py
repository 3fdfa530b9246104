#!/usr/bin/env python3
"""The public declarations of TorchSharp 0.106.0 that the conformance test compares with.

    python3 make_api_list.py torchsharp-api-0.106.0.tsv > torchsharp-0.106.0.txt

The source has one declaration a line: qualified name, kind, declaration, file. Left out is what SystemTorch does not offer at all
(so that any of it, offered one day, is reported as unknown until this list is made anew).
"""
import sys

ABSENT = ("Distributions/", "JIT/", "Hub.cs", "FFT.cs", "Transformers", "Utils/tensorboard", "Data/", "Utils/Native", "Utils/Pinned",
          "Utils/Histogram", "Optimizers/LBFGS", "Utils/Fasta", "Utils/LEB", "Utils/Unwrap")
TYPES = ("TorchSharp.Utils.tensorboard", "TorchSharp.torch.utils.tensorboard", "TorchSharp.torch.Storage")

for line in open(sys.argv[1], encoding="utf-8"):
    name, kind, declaration, file = line.rstrip("\n").split("\t")
    if not file.startswith(ABSENT) and not name.startswith(TYPES):
        print(name, kind, " ".join(declaration.split()), sep="\t")
