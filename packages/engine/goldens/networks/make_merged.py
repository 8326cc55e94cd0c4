"""Makes merged.safetensors: what the reference UNets of this folder answer when tomesd merges their tokens.

    python3 make_merged.py --compvis DIR --stability DIR --clip DIR --tomesd DIR

The folders are those of make.py, and a checkout of dbolya/tomesd. Called as AUTOMATIC1111's `apply_token_merging` does.
"""
import argparse
import pathlib
import sys

import torch

from make import UNET, build, part
from toy_weights import safetensors_bytes

HERE = pathlib.Path(__file__).parent
CASES = {"sd15-tenth": (0.3, 0.5, 0.9), "two-levels": (0.5,), "middle-attention": (0.4,)}


@torch.no_grad()
def main(args):
    sys.path.insert(0, args.tomesd)
    import tomesd

    tensors = {}
    for name, ratios in CASES.items():
        case, _, inputs, weights = build(name, args)
        unet = case["nets"]["unet"].float()
        unet.dtype = torch.float32
        unet.load_state_dict(part(weights, UNET, torch.float32))
        for size in ("square", "oblong"):
            x, t, context = (inputs[f"unet.{size}.{part_}"].float() for part_ in ("x", "t", "context"))
            for ratio in ratios:
                patched = tomesd.apply_patch(Holder(unet), ratio=ratio, use_rand=False, merge_attn=True, merge_crossattn=False, merge_mlp=False)
                out = unet(x, timesteps=t, context=case["nets"]["contexts"](context))
                tomesd.remove_patch(patched)
                plain = unet(x, timesteps=t, context=case["nets"]["contexts"](context))
                tensors[f"{name}.{size}.{ratio}"] = ("F32", out.numpy())
                print(name, size, tuple(x.shape), ratio, ((out - plain).abs().max() / plain.std()).item(), flush=True)
    (HERE / "merged.safetensors").write_bytes(safetensors_bytes(tensors))


class Holder(torch.nn.Module):
    """What tomesd looks for in a model."""

    def __init__(self, unet):
        super().__init__()
        self.model = torch.nn.Module()
        self.model.diffusion_model = unet


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for flag in ("--compvis", "--stability", "--clip", "--tomesd"):
        parser.add_argument(flag, required=True)
    main(parser.parse_args())
