"""Makes pictures.safetensors and pictures.json: whole pictures of the starter model by AUTOMATIC1111's rules.

    python3 make.py --starter DIR --compvis DIR --clip DIR --forge DIR --k-diffusion DIR

`--starter` is this repository's starter folder, the others are checkouts of CompVis/stable-diffusion, openai/CLIP,
lllyasviel/stable-diffusion-webui-forge and crowsonkb/k-diffusion. First the starter's own goldens must come out again.
"""
import argparse
import hashlib
import json
import pathlib
import sys

import torch
import yaml

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "networks"))

import webui  # noqa: E402
from kin import MORE_CHANNELS, alter  # noqa: E402
from orders import BASE, orders  # noqa: E402
from reference import Autoencoder, ClipText, build_unet  # noqa: E402
from toy_weights import one_line_lists, read_safetensors, safetensors_bytes  # noqa: E402


class Starter:
    """The starter checkpoint, or one of its kin, in the reference networks, in one precision."""

    def __init__(self, args, parts, dtype, kind="starter"):
        models = pathlib.Path(args.starter) / "models"
        self.file = models / "Stable-diffusion/starter-emoji.safetensors"
        params = yaml.safe_load(self.file.with_suffix(".yaml").read_text())["model"]["params"]
        weights = {k: torch.from_numpy(v.copy()) for k, v in alter(kind, read_safetensors(self.file)).items()}
        part = lambda root: {k[len(root):]: v.to(dtype) for k, v in weights.items() if k.startswith(root) and v.is_floating_point()}
        unet, _ = build_unet(args.compvis, None, params["unet_config"]["params"] | {"in_channels": 4 + MORE_CHANNELS.get(kind, 0)})
        unet.load_state_dict(part("model.diffusion_model."))
        unet.to(dtype).dtype = dtype
        self.dtype, self.scale, vae_params = dtype, params["scale_factor"], params["first_stage_config"]["params"]
        self.vae, self.second_vae = (Autoencoder(args.compvis, vae_params).to(dtype).eval() for _ in range(2))
        self.vae.load_state_dict(part("first_stage_model."))
        self.second_vae.load_state_dict({k: torch.from_numpy(v.copy()) for k, v in read_safetensors(models / "VAE/starter-emoji.vae.safetensors").items()})
        heads = params["cond_stage_config"]["params"]["num_attention_heads"]
        self.text = ClipText(args.clip, part("cond_stage_model.transformer."), heads)
        self.model = webui.LatentDiffusion(args.compvis, unet, params)
        self.parts = parts
        self.engine = webui.text_engine(self.parts, self.text)

    def paint(self, order):
        self.engine.clip_skip = order["clipSkip"]
        cond, uncond = self.engine([order["prompt"]]), self.engine([order["negativePrompt"]])
        return (*webui.paint(self.parts, self.model, order, cond, uncond, self.dtype), cond, uncond)

    def chunks(self, text):
        return [{"tokens": chunk.tokens, "weights": chunk.multipliers} for chunk in self.engine.tokenize_line(text)[0]]


def relative(a, b):
    return float(f"{((a - b).abs().max() / b.std()).item():.1e}")


def repeat_goldens(starter, folder):
    """The starter's goldens against this pipeline: largest difference over the golden's standard deviation."""
    errors = {}
    for file in sorted(folder.glob("*.json")):
        told = json.loads(file.read_text())
        golden = {k: torch.from_numpy(v.copy()) for k, v in read_safetensors(file.with_suffix(".safetensors")).items()}
        order = BASE | dict(prompt=told["prompt"], negativePrompt=told["negative"], seed=told["seed"], steps=told["steps"], cfgScale=told["cfg"])
        latent, sigmas, _, cond, uncond = starter.paint(order)
        assert starter.chunks(told["prompt"])[0]["tokens"] == golden["token_ids"][0].long().tolist()
        t0 = golden["t0"].float()
        ours = {"text_cond": cond, "text_uncond": uncond, "sigmas": sigmas, "final_latent": latent,
                "eps_cond": starter.model.apply_model(golden["model_in"], t0, cond),
                "eps_uncond": starter.model.apply_model(golden["model_in"], t0, uncond),
                "decoded": starter.vae.decode(golden["final_latent"] / starter.scale)}
        mean, logvar = starter.vae.encode(golden["decoded"].clamp(-1, 1)).chunk(2, 1)
        ours |= {"vae_encode_mean": mean, "vae_encode_logvar": logvar}
        errors[told["name"]] = {k: relative(v, golden[k]) for k, v in ours.items()}
    return errors


def pixels(decoded):
    """[1, 3, H, W] -> uint8 [H, W, 3]; A1111 cuts the fraction off."""
    return (((decoded[0] + 1) / 2).clamp(0, 1).permute(1, 2, 0) * 255).to(torch.uint8)


@torch.no_grad()
def main(args):
    parts = webui.import_parts(args.forge, args.k_diffusion, args.clip)
    starter, exact = Starter(args, parts, torch.float32), Starter(args, parts, torch.float64)
    again = repeat_goldens(starter, pathlib.Path(args.starter) / "golden")
    print(json.dumps(again, indent=1))
    tensors, pictures = {}, {}
    for name, order in orders().items():
        latent, walk, calls, cond, uncond = starter.paint(order)
        error = relative(latent.double(), exact.paint(order)[0])
        tensors[f"{name}.latent"] = ("F32", latent.numpy())
        pictures[name] = {"request": order, "modelCalls": calls, "std": round(latent.std().item(), 4), "float32Error": error,
                          "timesteps" if order["sampler"] == "DDIM" else "sigmas": walk.tolist()}
        if name in ("euler.automatic", "clip-skip-2"):
            tensors[f"{name}.cond"], tensors[f"{name}.uncond"] = ("F32", cond.numpy()), ("F32", uncond.numpy())
        if name == "euler.automatic":
            tensors[f"{name}.decodedBySecondVae"] = ("F32", starter.second_vae.decode(latent / starter.scale).numpy())
            tensors[f"{name}.pixels"] = ("U8", pixels(starter.vae.decode(latent / starter.scale)).numpy())
        print(name, tuple(latent.shape), calls, pictures[name]["std"], error, flush=True)
    texts = sorted({o[field] for o in orders().values() for field in ("prompt", "negativePrompt")})
    manifest = {
        "about": "Final latents (before the VAE, not divided by the scale factor) of the starter model by AUTOMATIC1111's rules, float32 on the CPU.",
        "tolerance": "max|ours - golden| / std(golden). float32Error is that figure for the golden against the same pipeline with float64 latents and networks.",
        "reference": {"unet, vae": "CompVis/stable-diffusion 21f890f", "text network, tokenizer": "openai/CLIP d05afc4", "samplers": "crowsonkb/k-diffusion 4601bf0",
                      "prompt, DDIM, Philox": "lllyasviel/stable-diffusion-webui-forge dfdcbab", "torch": torch.__version__},
        "checkpoint": {"file": "starter/models/Stable-diffusion/starter-emoji.safetensors", "sha256": hashlib.sha256(starter.file.read_bytes()).hexdigest()},
        "starterGoldens": again,
        "pictures": pictures,
        "chunks": {text: starter.chunks(text) for text in texts},
    }
    (HERE / "pictures.json").write_text(one_line_lists(json.dumps(manifest, indent=1)) + "\n")
    order = {"F32": 0, "U8": 1}
    (HERE / "pictures.safetensors").write_bytes(safetensors_bytes(dict(sorted(tensors.items(), key=lambda item: order[item[1][0]]))))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for flag in ("--starter", "--compvis", "--clip", "--forge", "--k-diffusion"):
        parser.add_argument(flag, required=True)
    main(parser.parse_args())
