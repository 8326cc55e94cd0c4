"""Makes ways.safetensors and ways.json: the starter model and its kin in every way to paint, by AUTOMATIC1111's rules.

    python3 make_ways.py --starter DIR --compvis DIR --clip DIR --forge DIR --k-diffusion DIR --soft FILE --blendmodes DIR [--only NAME…]

The folders are those of make.py, FILE is extensions-builtin/soft-inpainting/scripts/soft_inpainting.py of the WebUI 1.10.1
(Forge e26abf87 has it, later Forge's edges differ), and FHPythonUtils/BlendModes is as of 2022. With `--only`, just those are painted, and nothing is written.
"""
import argparse
import hashlib
import json
import pathlib

import numpy as np
import torch

from make import Starter  # before the others: those put a folder with another make.py first

import way_parts
import webui_ways as ways
from kin import MORE_CHANNELS
from reference import import_ldm
from toy_weights import one_line_lists, safetensors_bytes
from way_orders import orders
from way_pictures import pictures

HERE = pathlib.Path(__file__).parent
WITH_PIXELS = {"inpaint.original", "inpaint.crop", "inpaint.soft", "inpaint.masked.original", "inpaint.masked.border", "img2img.fill",
               "hires.lanczos-cut", "tiling.euler", "img2img.colors", "inpaint.colors", "inpaint.latent-mask", "several.masked", "soft.whole", "soft.masked",
               "soft.influence", "soft.batch"}


class CatOfAnySize:
    """torch for the UNet: what is joined with a skip connection of another size is resized to it, as the WebUI does it."""

    def __getattr__(self, name):
        return getattr(torch, name)

    def cat(self, tensors, dim):
        a, b = tensors
        return torch.cat([a if a.shape[2:] == b.shape[2:] else torch.nn.functional.interpolate(a, b.shape[2:], mode="nearest"), b], dim)


class Painter(Starter):
    """A model that may see something beside the latent."""

    def __init__(self, args, parts, kind):
        super().__init__(args, parts, torch.float32, kind)
        self.kind, unet = kind, self.model.unet
        self.model.beside = None
        type(unet).forward.__globals__["th"] = CatOfAnySize()

        def apply_model(x, t, cond):
            beside = self.model.beside
            return unet(x if beside is None else torch.cat([x, beside], 1), timesteps=t, context=cond.expand(len(x), -1, -1))

        self.model.apply_model = apply_model

    def encode(self, texts):
        self.engine.clip_skip = 1
        return self.engine(texts)

    def wrap_around(self, does):
        for net in (self.model.unet, self.vae):
            for layer in net.modules():
                if isinstance(layer, torch.nn.Conv2d):
                    layer.padding_mode = "circular" if does else "zeros"


@torch.no_grad()
def main(args):
    parts = way_parts.import_parts(args.forge, args.k_diffusion, args.clip, args.soft, args.blendmodes)
    painters = {kind: Painter(args, parts, kind) for kind in ("starter", "refiner", *MORE_CHANNELS)}
    given = pictures()
    tensors = {f"picture.{name}": ("U8", image) for name, image in given.items()}
    told = {}
    for name, order in orders().items():
        if args.only and name not in args.only:
            continue
        painter = painters[order["checkpoint"]]
        painter.wrap_around(order.get("tiling", False))
        run = ways.Run(parts, painter, order, given, painters["refiner"] if "refiner" in order else None)
        latent, images = run.paint()
        painter.wrap_around(False)
        tensors[f"{name}.latent"] = ("F32", latent.numpy())
        if name in WITH_PIXELS:
            tensors[f"{name}.pixels"] = ("U8", np.stack([np.array(image) for image in images]))
        told[name] = {"order": order, "modelCalls": run.calls, "std": round(latent.std().item(), 4)}
        print(name, tuple(latent.shape), images[0].size, run.calls, told[name]["std"], flush=True)
    if args.only:
        return
    manifest = {
        "about": "Final latents (before the VAE, not divided by the scale factor) by AUTOMATIC1111's rules, float32 on the CPU.",
        "reference": {"unet, vae": "CompVis/stable-diffusion 21f890f", "text network, tokenizer": "openai/CLIP d05afc4",
                      "samplers": "crowsonkb/k-diffusion 4601bf0", "torch": torch.__version__,
                      "prompts, noise, masks, pictures, timestep samplers": "lllyasviel/stable-diffusion-webui-forge dfdcbab"},
        "checkpoint": {"file": "starter/models/Stable-diffusion/starter-emoji.safetensors",
                       "sha256": hashlib.sha256(painters["starter"].file.read_bytes()).hexdigest()},
        "ways": told,
    }
    (HERE / "ways.json").write_text(one_line_lists(json.dumps(manifest, indent=1)) + "\n")
    rank = {"F32": 0, "U8": 1}
    (HERE / "ways.safetensors").write_bytes(safetensors_bytes(dict(sorted(tensors.items(), key=lambda item: rank[item[1][0]]))))


def parser(*more):
    options = argparse.ArgumentParser()
    for flag in ("--starter", "--compvis", "--clip", "--forge", "--k-diffusion", *more):
        options.add_argument(flag, required=True)
    options.add_argument("--only", nargs="*")
    return options


if __name__ == "__main__":
    main(parser("--soft", "--blendmodes").parse_args())
