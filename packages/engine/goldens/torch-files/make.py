"""Writes the text encoder of the toy checkpoint `middle-attention` as PyTorch itself would, in each of its formats.

    python3 make.py

`transposed.ckpt`: matrices that lie column by column, as trainers leave them. `odd.legacy.ckpt`: float32 numbers that begin
at no multiple of four. What the encoder answers is in ../networks/middle-attention.safetensors, whichever file it is from.
"""
import json
import pathlib
import sys

import torch

HERE = pathlib.Path(__file__).parent
NETWORKS = HERE.parent / "networks"
sys.path.insert(0, str(NETWORKS))

from toy_weights import toy_values  # noqa: E402

NAME, ROOT = "middle-attention", "cond_stage_model."
specs = json.loads((NETWORKS / f"{NAME}.json").read_text())["checkpoint"]["tensors"]
weights = {k: torch.from_numpy(toy_values(NAME, k, spec)) for k, spec in specs.items() if k.startswith(ROOT)}
half = {k: v.half() if v.is_floating_point() else v for k, v in weights.items()}
transposed = {k: v.t().contiguous().t() if v.dim() == 2 else v for k, v in half.items()}

torch.save({"state_dict": half, "global_step": 1}, HERE / "zip.ckpt")
torch.save({"state_dict": transposed}, HERE / "transposed.ckpt")
for padding in range(4):
    torch.save({"note": "x" * padding, "state_dict": weights}, HERE / "odd.legacy.ckpt", _use_new_zipfile_serialization=False)
    first = weights[next(iter(weights))].numpy().tobytes()
    if (HERE / "odd.legacy.ckpt").read_bytes().index(first) % 4 == 1:
        break
