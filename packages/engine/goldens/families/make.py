"""Makes the goldens in this folder: what the reference networks answer for toy checkpoints of each family.

    python3 make.py --compvis DIR --stability DIR --sgm DIR --clip DIR --open-clip DIR --forge DIR --k-diffusion DIR [case…]

DIR are checkouts of CompVis/stable-diffusion, Stability-AI/stablediffusion, Stability-AI/generative-models, openai/CLIP,
mlfoundations/open_clip, lllyasviel/stable-diffusion-webui-forge and crowsonkb/k-diffusion.
"""
import argparse
import hashlib
import json
import math
import pathlib

import numpy as np
import torch

import family_reference as reference
from family_cases import CASES, CFG, SEED, STEPS, VAE, VOCABULARY
from family_reference import networks
from toy_weights import one_line_lists, safetensors_bytes, toy_values

HERE = pathlib.Path(__file__).parent
UNET, FIRST_STAGE = "model.diffusion_model.", "first_stage_model."
ORDER = ["F32", "BF16", "F16"]
SHARPER = ("to_q.weight", "to_k.weight", "q_proj.weight", "k_proj.weight", "in_proj_weight", ".q.weight", ".k.weight")


def is_xl(case):
    return any(root.startswith("conditioner") for root in case["roots"])


def clip_shapes(text):
    width, layers = text["width"], text["layers"]
    shapes = {"embeddings.token_embedding.weight": [VOCABULARY, width], "embeddings.position_embedding.weight": [77, width]}
    for n in range(layers):
        layer = f"encoder.layers.{n}."
        linears = [(f"self_attn.{x}_proj", width, width) for x in ("q", "k", "v", "out")]
        for name, rows, columns in linears + [("mlp.fc1", 4 * width, width), ("mlp.fc2", width, 4 * width)]:
            shapes |= {f"{layer}{name}.weight": [rows, columns], f"{layer}{name}.bias": [rows]}
        for name in ("layer_norm1", "layer_norm2"):
            shapes |= {f"{layer}{name}.weight": [width], f"{layer}{name}.bias": [width]}
    return shapes | {"final_layer_norm.weight": [width], "final_layer_norm.bias": [width]}


def open_clip_shapes(text):
    width = text["width"]
    shapes = {"token_embedding.weight": [VOCABULARY, width], "positional_embedding": [77, width]}
    for n in range(text["layers"]):
        layer = f"transformer.resblocks.{n}."
        shapes |= {f"{layer}attn.in_proj_weight": [3 * width, width], f"{layer}attn.in_proj_bias": [3 * width]}
        for name, rows, columns in (("attn.out_proj", width, width), ("mlp.c_fc", 4 * width, width), ("mlp.c_proj", width, 4 * width)):
            shapes |= {f"{layer}{name}.weight": [rows, columns], f"{layer}{name}.bias": [rows]}
        for name in ("ln_1", "ln_2"):
            shapes |= {f"{layer}{name}.weight": [width], f"{layer}{name}.bias": [width]}
    shapes |= {"ln_final.weight": [width], "ln_final.bias": [width]}
    if "projection" in text:
        shapes |= {"text_projection": [width, text["projection"]], "logit_scale": []}
    return shapes


def rule(name, shape, is_xl):
    """[centre, amplitude] that keep activations near 1 and attention far from uniform. XL's text is not normed, and so four times as large."""
    if name.endswith("bias"):
        return [0, -2]
    if len(shape) < 2:
        return [1, -1]
    if "embedding" in name:
        return [0, 0]
    gain = 1.2 if name.endswith(SHARPER) else 2 if "emb" in name else 0.9
    loud = 2 if is_xl and name.endswith(("attn2.to_k.weight", "attn2.to_v.weight")) else 0
    return [0, round(math.log2(gain * math.sqrt(3 / np.prod(shape[1:])))) - loud]


def describe(case, unet, vae):
    shapes_of = lambda net: {k: list(v.shape) for k, v in net.state_dict().items()}
    parts = {UNET: shapes_of(unet), FIRST_STAGE: shapes_of(vae)}
    parts |= {root: (clip_shapes if text["kind"] == "clip" else open_clip_shapes)(text) for root, text in case["roots"].items()}
    names = [(root + name, shape) for root, shapes in parts.items() for name, shape in shapes.items()]
    specs = {name: [case["dtypes"][i % len(case["dtypes"])], shape, *rule(name, shape, is_xl(case))] for i, (name, shape) in enumerate(names)}
    return dict(sorted(specs.items(), key=lambda item: (ORDER.index(item[1][0]), item[0])))


def part(weights, root):
    return {k[len(root):]: torch.from_numpy(v) for k, v in weights.items() if k.startswith(root)}


def draw_chunks(counts):
    """Chunks of 77 ids with weights: start, so many tokens, end tokens; some tokens emphasised."""
    chunks = []
    for count in counts:
        ids = torch.randint(1, VOCABULARY - 2, (77,))
        ids[0], ids[count + 1:] = VOCABULARY - 2, VOCABULARY - 1
        weights = torch.ones(77)
        weights[2:5], weights[5] = 1.3, 0.7
        chunks.append((ids, weights))
    return chunks


def encode(parts, encoders, chunks):
    """(context [1, 77 * chunks, C], pooled [1, P] or None): each encoder alone, then side by side."""
    states, pooled = [], None
    for kind, encoder in encoders:
        own = []
        for index, (ids, weights) in enumerate(chunks):
            tokens = ids.clone()
            if kind == "open-clip":
                tokens[tokens.tolist().index(VOCABULARY - 1) + 1:] = 0
            z, vector = encoder(tokens[None])
            pooled = vector if vector is not None and index == 0 else pooled
            emphasis = parts.emphasis.EmphasisOriginal()
            emphasis.z, emphasis.multipliers = z, weights[None]
            emphasis.after_transformers()
            own.append(emphasis.z)
        states.append(torch.cat(own, 1))
    return torch.cat(states, 2), pooled


def label(parts, case, pooled, role):
    """SGM's vector: pooled prompt, (height, width), (top, left), then (height, width) again or the aesthetic score."""
    height, width = (8 * n for n in case["size"])
    embed = parts.encoders.ConcatTimestepEmbedderND(256)
    last = [height, width] if case["target"] == "size" else [6.0 if role == "cond" else 2.5]
    return torch.cat([pooled, *(embed(torch.tensor([numbers], dtype=torch.float32)) for numbers in ([height, width], [0, 0], last))], 1)


class Model:
    """What k-diffusion's wrappers know of a model: ᾱ and `apply_model`."""

    def __init__(self, compvis, unet, contexts):
        schedule = networks.import_ldm(compvis, "ldm.modules.diffusionmodules.util").make_beta_schedule
        self.alphas_cumprod = torch.tensor((1 - schedule("linear", 1000, 0.00085, 0.012)).cumprod(0), dtype=torch.float32)
        self.unet, self.contexts = unet, contexts

    def apply_model(self, x, t, cond):
        context, y, beside = cond
        x = x if beside is None else torch.cat([x, beside], 1)
        return self.unet(x, timesteps=t, context=self.contexts(context), **({} if y is None else {"y": y}))


class Guidance(torch.nn.Module):
    def __init__(self, inner, cond, uncond, image_cfg):
        super().__init__()
        self.inner, self.cond, self.uncond, self.image_cfg = inner, cond, uncond, image_cfg

    def forward(self, x, sigma):
        d_cond, d_uncond = (self.inner(x, sigma, cond=c) for c in (self.cond, self.uncond))
        if self.image_cfg is None:
            return d_uncond + CFG * (d_cond - d_uncond)
        blank = (*self.uncond[:2], torch.zeros_like(self.uncond[2]))
        d_blank = self.inner(x, sigma, cond=blank)
        return d_blank + CFG * (d_cond - d_uncond) + self.image_cfg * (d_uncond - d_blank)


def paint(parts, model, case, painting, cond, uncond, dtype=torch.float32):
    wrapper = parts.external.CompVisVDenoiser if painting["prediction"] == "v" else parts.external.CompVisDenoiser
    denoiser = wrapper(model)
    sigmas = denoiser.get_sigmas(STEPS)
    noise = torch.randn((1, 4, *case["size"]), generator=torch.Generator().manual_seed(SEED)).to(dtype)
    cond, uncond = (tuple(None if part is None else part.to(dtype) for part in prompt) for prompt in (cond, uncond))
    guided = Guidance(denoiser, cond, uncond, painting.get("image_cfg"))
    return parts.sampling.sample_euler(guided, noise * sigmas[0], sigmas, disable=True)


@torch.no_grad()
def make(name, args, parts):
    case = CASES[name]
    torch.manual_seed(100 + list(CASES).index(name))
    unet, contexts = reference.build_unet(parts, args, case["unet"])
    vae = networks.Autoencoder(args.compvis, VAE)
    specs = describe(case, unet, vae)
    weights_of = lambda: {k: toy_values(name, k, v) for k, v in specs.items()}

    h, w = case["size"]
    inputs = {"unet.x": torch.randn(2, case["unet"]["in_channels"], h, w), "unet.t": torch.tensor([981.0, 353.890411]),
              "unet.context": torch.randn(2, 77, case["unet"]["context_dim"])}
    if "adm_in_channels" in case["unet"]:
        inputs["unet.y"] = torch.randn(2, case["unet"]["adm_in_channels"])
    ask = lambda: unet(inputs["unet.x"], timesteps=inputs["unet.t"], context=contexts(inputs["unet.context"]),
                       **({"y": inputs["unet.y"]} if "unet.y" in inputs else {}))
    unet.load_state_dict(part(weights_of(), UNET))
    specs[UNET + "out.2.weight"][3] -= round(math.log2(ask().std().item()))
    weights = weights_of()
    unet.load_state_dict(part(weights, UNET))
    out = {"unet.out": ask()}

    encoders = [(text["kind"], reference.ClipText(args, part(weights, root), text, is_xl(case)) if text["kind"] == "clip"
                 else reference.OpenClipText(parts, part(weights, root), text)) for root, text in case["roots"].items()]
    prompts = {}
    for role in ("cond", "uncond"):
        chunks = draw_chunks(case[role] or [0])
        context, pooled = encode(parts, encoders, chunks)
        if not case[role]:  # an empty negative prompt is zeros to XL
            context, pooled = torch.zeros_like(context), torch.zeros_like(pooled)
        inputs[f"{role}.ids"], inputs[f"{role}.weights"] = torch.stack([c[0] for c in chunks]), torch.stack([c[1] for c in chunks])
        out[f"{role}.context"] = context
        y = None
        if pooled is not None:
            out[f"{role}.pooled"] = pooled
            y = out[f"{role}.label"] = label(parts, case, pooled, role)
        prompts[role] = [context, y, None]
    beside = case["unet"]["in_channels"] - 4
    if beside:
        inputs["beside"] = torch.randn(1, beside, h, w)
        if beside == 5:
            inputs["beside"][:, 0] = (inputs["beside"][:, 0] > 0).float()
        for prompt in prompts.values():
            prompt[2] = inputs["beside"]
    model = Model(args.compvis, unet, contexts)
    for label_, painting in case["paintings"].items():
        out[f"latent.{label_}"] = paint(parts, model, case, painting, prompts["cond"], prompts["uncond"])
    errors = {}
    unet.to(torch.float64).dtype = torch.float64
    for label_, painting in case["paintings"].items():
        exact = paint(parts, model, case, painting, prompts["cond"], prompts["uncond"], torch.float64)
        errors[label_] = float(f"{((out[f'latent.{label_}'] - exact).abs().max() / exact.std()).item():.1e}")

    golden = {k: ("I64" if k.endswith("ids") else "F32", v.numpy()) for k, v in (inputs | out).items()}
    (HERE / f"{name}.safetensors").write_bytes(safetensors_bytes(dict(sorted(golden.items(), key=lambda item: item[1][0] != "I64"))))
    data = safetensors_bytes({k: (specs[k][0], v) for k, v in weights.items()})
    manifest = {
        "name": name, "about": case["about"], "size": [8 * w, 8 * h], "steps": STEPS, "cfgScale": CFG, "seed": SEED,
        "paintings": {k: {"prediction": p["prediction"], "float32Error": errors[k], **({"imageCfgScale": p["image_cfg"]} if "image_cfg" in p else {})} for k, p in case["paintings"].items()},
        "outputs": {k: round(v.std().item(), 4) for k, v in out.items()},
        "checkpoint": {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(), "tensors": specs},
    }
    (HERE / f"{name}.json").write_text(one_line_lists(json.dumps(manifest, indent=1)) + "\n")
    print(name, errors, f"{len(data) / 1e6:.1f} MB, {len(specs)} tensors", manifest["outputs"], flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for flag in ("--compvis", "--stability", "--sgm", "--clip", "--open-clip", "--forge", "--k-diffusion"):
        parser.add_argument(flag, required=True)
    parser.add_argument("cases", nargs="*")
    arguments = parser.parse_args()
    imported = reference.import_parts(arguments.sgm, arguments.open_clip, arguments.forge, arguments.k_diffusion)
    for case_name in arguments.cases or CASES:
        make(case_name, arguments, imported)
