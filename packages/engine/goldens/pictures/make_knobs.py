"""Makes knobs.safetensors and knobs.json: pictures with the knobs turned that few people turn, by AUTOMATIC1111's rules.

    python3 make_knobs.py --starter DIR --compvis DIR --clip DIR --forge DIR --k-diffusion DIR --soft FILE --blendmodes DIR [--only NAME…]

The folders are those of make.py. With `--only`, just those are painted, and nothing is written.
"""
import hashlib
import json
import pathlib

import torch

from make_ways import Painter, parser  # before the others: those put a folder with another make.py first

import way_parts
import webui_knobs
from knob_orders import orders
from toy_weights import one_line_lists, safetensors_bytes
from way_pictures import pictures

HERE = pathlib.Path(__file__).parent


@torch.no_grad()
def main(args):
    parts = way_parts.import_parts(args.forge, args.k_diffusion, args.clip, args.soft, args.blendmodes)
    webui_knobs.import_knobs(parts, args.forge)
    painters = {kind: Painter(args, parts, kind) for kind in ("starter", "refiner")}
    given = pictures()
    used = {order["init"]["image"] for order in orders().values() if "init" in order}
    tensors = {f"picture.{name}": ("U8", image) for name, image in given.items() if name in used}
    told = {}
    for name, order in orders().items():
        if args.only and name not in args.only:
            continue
        run = webui_knobs.Run(parts, painters["starter"], order, given, painters["refiner"] if "refiner" in order else None)
        latent, _ = run.paint()
        tensors[f"{name}.latent"] = ("F32", latent.float().numpy())
        told[name] = {"order": order, "modelCalls": run.calls, "std": round(latent.std().item(), 4)}
        print(name, tuple(latent.shape), run.calls, told[name]["std"], flush=True)
    if args.only:
        return
    manifest = {
        "about": "Final latents (before the VAE, not divided by the scale factor) by AUTOMATIC1111's rules, float32 on the CPU.",
        "reference": {"as": "ways.json", "schedules, padding of prompts": "lllyasviel/stable-diffusion-webui-forge dfdcbab"},
        "checkpoint": {"file": "starter/models/Stable-diffusion/starter-emoji.safetensors",
                       "sha256": hashlib.sha256(painters["starter"].file.read_bytes()).hexdigest()},
        "ways": told,
    }
    (HERE / "knobs.json").write_text(one_line_lists(json.dumps(manifest, indent=1)) + "\n")
    rank = {"F32": 0, "U8": 1}
    (HERE / "knobs.safetensors").write_bytes(safetensors_bytes(dict(sorted(tensors.items(), key=lambda item: rank[item[1][0]]))))


if __name__ == "__main__":
    main(parser("--soft", "--blendmodes").parse_args())
