"""Kin of the starter model: its weights with few of them changed, in ways that lose no bit. `starter-kin.ts` does the same.

inpainting, edit: the first convolution sees five (four) channels more, with `toy_weights` of amplitude 2^-3.
refiner: signs are turned in the middle block and in the text encoder's last norm.
"""
import sys
import pathlib

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "networks"))
from toy_weights import toy_values  # noqa: E402

FIRST = "model.diffusion_model.input_blocks.0.0.weight"
TURNED = ("model.diffusion_model.middle_block.", "cond_stage_model.transformer.text_model.final_layer_norm.")
MORE_CHANNELS = {"inpainting": 5, "edit": 4}


def alter(kind, weights):
    if kind == "refiner":
        return {k: -v if k.startswith(TURNED) else v for k, v in weights.items()}
    if kind in MORE_CHANNELS:
        out, _, h, w = weights[FIRST].shape
        more = toy_values(kind, FIRST, ["F16", [out, MORE_CHANNELS[kind], h, w], 0, -3])
        return weights | {FIRST: np.concatenate([weights[FIRST], more], 1)}
    return weights
