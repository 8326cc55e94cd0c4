"""Makes tiled.safetensors: what a reference UNet of this folder answers, call after call, with Hypertile in its attention.

    python3 make_tiled.py --compvis DIR --stability DIR --clip DIR --hypertile DIR

The folders are those of make.py, and one with `hypertile.py` of AUTOMATIC1111's `extensions-builtin/hypertile`.
"""
import argparse
import pathlib
import sys

import torch

from make import UNET, build, part
from toy_weights import safetensors_bytes

HERE = pathlib.Path(__file__).parent
# name: cells down and across, the seed, max depth, max tile, swap size
CASES = {"square": (32, 32, 7, 2, 128, 3), "oblong": (32, 64, 4294967293, 3, 128, 4), "shallow": (40, 24, 12, 0, 256, 2)}


@torch.no_grad()
def main(args):
    sys.path.insert(0, args.hypertile)
    import hypertile

    case, _, inputs, weights = build("sd15-tenth", args)
    unet = case["nets"]["unet"].float()
    unet.dtype = torch.float32
    unet.load_state_dict(part(weights, UNET, torch.float32))
    context, t = inputs["unet.oblong.context"][:1].float(), torch.tensor([500.0])
    tensors = {}
    for name, (height, width, seed, max_depth, max_tile, swap_size) in CASES.items():
        x = torch.randn(1, 4, height, width, generator=torch.Generator().manual_seed(height))
        hypertile.set_hypertile_seed(seed)
        hypertile.hypertile_hook_model(unet, 8 * width, 8 * height, enable=True, tile_size_max=max_tile, swap_size=swap_size, max_depth=max_depth)
        answers = [unet(x, timesteps=t, context=case["nets"]["contexts"](context)) for _ in range(2)]
        hypertile.hypertile_hook_model(unet, 8 * width, 8 * height, enable=False)
        plain = unet(x, timesteps=t, context=case["nets"]["contexts"](context))
        tensors |= {f"{name}.x": ("F32", x.numpy())} | {f"{name}.{i}": ("F32", out.numpy()) for i, out in enumerate(answers)}
        print(name, [((out - plain).abs().max() / plain.std()).item() for out in answers], flush=True)
    (HERE / "tiled.safetensors").write_bytes(safetensors_bytes(tensors))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for flag in ("--compvis", "--stability", "--clip", "--hypertile"):
        parser.add_argument(flag, required=True)
    main(parser.parse_args())
