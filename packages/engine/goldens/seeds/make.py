"""Noise of seeds that a double does not hold, and of seeds below 0: `python3 make.py WEBUI > seeds.json`.

WEBUI  checkout of AUTOMATIC1111/stable-diffusion-webui v1.10.1, whose `modules/rng_philox.py` draws as CUDA does
Needs torch (made with 1.13, CPU) and numpy. torch takes -2^63 ... 2^64 - 1 and remaps what is below 0.
"""

import importlib.util
import json
import sys

import torch

spec = importlib.util.spec_from_file_location("rng_philox", f"{sys.argv[1]}/modules/rng_philox.py")
philox = importlib.util.module_from_spec(spec)
spec.loader.exec_module(philox)

SEEDS = [2**53 + 1, 2**63 - 1, 2**63, 2**64 - 1, 12345678901234567890, -5, -(2**63), 2**32 + 7]
rows = []
for seed in SEEDS:
    cpu = torch.randn(6, generator=torch.Generator().manual_seed(seed)).tolist()
    nv = philox.Generator(seed % 2**64).randn((6,)).tolist()
    rows.append({"seed": str(seed), "cpu": [round(x, 7) for x in cpu], "nv": [round(float(x), 7) for x in nv]})
print(json.dumps(rows, indent=1))
