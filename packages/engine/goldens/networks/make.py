"""Makes the goldens in this folder: what the reference networks answer for small checkpoints of every layout.

    python3 make.py --compvis DIR --stability DIR --clip DIR [--checkpoints DIR] [--sensitivity]

DIR are checkouts of CompVis/stable-diffusion, Stability-AI/stablediffusion and openai/CLIP. `--checkpoints` also writes the
checkpoints with their .yaml, to try by hand. `--sensitivity` says which tensors the outputs do not depend on, and writes nothing.
"""
import argparse
import hashlib
import json
import math
import pathlib

import numpy as np
import torch
import yaml

import reference
from cases import CASES, ldm_yaml
from toy_weights import one_line_lists, safetensors_bytes, toy_values

HERE = pathlib.Path(__file__).parent
UNET, VAE, TEXT = "model.diffusion_model.", "first_stage_model.", "cond_stage_model.transformer."
ORDER = ["I64", "F32", "BF16", "F16"]  # wide first, so that every tensor is aligned
SHARPER = ("to_q.weight", "to_k.weight", "q_proj.weight", "k_proj.weight", ".q.weight", ".k.weight")


def text_shapes(text):
    """HF's CLIPTextModel, name -> shape."""
    root, width = text.get("root", "text_model."), text["width"]
    shapes = {"embeddings.token_embedding.weight": [text["vocabulary"], width], "embeddings.position_embedding.weight": [77, width]}
    for n in range(text["layers"]):
        layer = f"encoder.layers.{n}."
        linears = [(f"self_attn.{x}_proj", width, width) for x in ("q", "k", "v", "out")]
        for name, rows, columns in linears + [("mlp.fc1", 4 * width, width), ("mlp.fc2", width, 4 * width)]:
            shapes |= {f"{layer}{name}.weight": [rows, columns], f"{layer}{name}.bias": [rows]}
        for name in ("layer_norm1", "layer_norm2"):
            shapes |= {f"{layer}{name}.weight": [width], f"{layer}{name}.bias": [width]}
    shapes |= {"final_layer_norm.weight": [width], "final_layer_norm.bias": [width]}
    return {root + name: shape for name, shape in shapes.items()}


def rule(name, shape):
    """[centre, amplitude] that keep activations near 1 and attention far from uniform."""
    if name.endswith("bias"):
        return [0, -2]
    if len(shape) == 1:
        return [1, -1]  # a norm's weight: 0.5 to 1.5
    if "embedding" in name:
        return [0, 0]
    gain = 1.2 if name.endswith(SHARPER) else 2 if "emb" in name else 0.9
    return [0, round(math.log2(gain * math.sqrt(3 / np.prod(shape[1:]))))]


def describe(case):
    """Every tensor of the checkpoint: name -> [dtype, shape, centre, amplitude], in file order."""
    nets = {UNET: shapes_of(case["nets"]["unet"]), VAE: shapes_of(case["nets"]["vae"]), TEXT: text_shapes(case["text"])}
    names = [(root + name, shape) for root, shapes in nets.items() for name, shape in shapes.items()]
    specs = {name: [case["dtypes"][i % len(case["dtypes"])], shape, *rule(name, shape)] for i, (name, shape) in enumerate(names)}
    if case.get("buffers"):
        specs[TEXT + "text_model.embeddings.position_ids"] = ["I64", [1, 77], "range"]
        specs["model_ema.decay"] = ["F32", [], 1, -1]
    return dict(sorted(specs.items(), key=lambda item: (ORDER.index(item[1][0]), item[0])))


def shapes_of(net):
    return {name: list(value.shape) for name, value in net.state_dict().items()}


def part(weights, root, dtype):
    return {k[len(root):]: torch.from_numpy(v).to(dtype) for k, v in weights.items() if k.startswith(root) and v.dtype != np.int64}


def draw_inputs(name, case):
    """Noise, contexts and pictures: torch's CPU generator, seeded with the case's place in the list."""
    torch.manual_seed(1 + list(CASES).index(name))
    text, inputs = case["text"], {}
    for label, (h, w) in zip(("unet.square", "unet.oblong"), case["sizes"]):
        inputs[f"{label}.x"] = torch.randn(2, case["unet"]["in_channels"], h, w)
        inputs[f"{label}.t"] = torch.tensor([981.0, 353.890411]) if label == "unet.square" else torch.tensor([10.382193, 1.0])
        inputs[f"{label}.context"] = torch.randn(2, case["tokens"] if label == "unet.square" else 9, case["unet"]["context_dim"])
    factor = 2 ** (len(case["vae"]["ddconfig"]["ch_mult"]) - 1)
    inputs["vae.image"] = torch.rand(1, 3, 2 * max(factor, 4), 3 * max(factor, 4)) * 2 - 1
    inputs["vae.latent"] = torch.randn(1, 4, 3, 5)
    ids = torch.randint(0, text["vocabulary"] - 2, (1, 77))
    ids[0, 0], ids[0, 12:] = text["vocabulary"] - 2, text["vocabulary"] - 1
    inputs["text.ids"] = ids
    return inputs


def answers(case, weights, inputs, clip, dtype=torch.float32, trace=None):
    """Every output of the three networks, computed in `dtype`."""
    unet, vae, out = case["nets"]["unet"].to(dtype), case["nets"]["vae"].to(dtype), {}
    unet.dtype = dtype
    unet.load_state_dict(part(weights, UNET, dtype))
    vae.load_state_dict(part(weights, VAE, dtype))
    text = reference.ClipText(clip, part(weights, TEXT, dtype), case["text"]["heads"], case["text"].get("root", "text_model."))
    cast = {k: v if k in ("text.ids",) or k.endswith(".t") else v.to(dtype) for k, v in inputs.items()}
    with torch.no_grad():
        for label in ("unet.square", "unet.oblong"):
            hooks = watch(unet, trace) if trace is not None and label == "unet.square" else []
            x, t, context = (cast[f"{label}.{part_}"] for part_ in ("x", "t", "context"))
            out[f"{label}.epsilon"] = unet(x, timesteps=t, context=case["nets"]["contexts"](context))
            for hook in hooks:
                hook.remove()
        out["vae.moments"], out["vae.decoded"] = vae.encode(cast["vae.image"]), vae.decode(cast["vae.latent"])
        for skip in (1, 2, 3):
            out[f"text.skip{skip}"] = text.encode(cast["text.ids"], skip)
    return out


def watch(unet, trace):
    """Notes mean and standard deviation after every block, to find the first one that goes wrong."""
    blocks = {"time_embed": unet.time_embed, "middle_block": unet.middle_block}
    blocks |= {f"input_blocks.{i}": block for i, block in enumerate(unet.input_blocks)}
    blocks |= {f"output_blocks.{i}": block for i, block in enumerate(unet.output_blocks)}
    def note(name):
        return lambda _layer, _args, y: trace.__setitem__(name, [round(y.mean().item(), 5), round(y.std().item(), 5)])
    return [block.register_forward_hook(note(name)) for name, block in blocks.items()]


def tune(name, case, specs, inputs, clip):
    """Moves the last convolutions by powers of two until the outputs' standard deviations are near 1."""
    ends = {UNET + "out.2.weight": "unet.square.epsilon", VAE + "decoder.conv_out.weight": "vae.decoded", VAE + "quant_conv.weight": "vae.moments"}
    out = answers(case, {k: toy_values(name, k, v) for k, v in specs.items()}, inputs, clip)
    for tensor, output in ends.items():
        specs[tensor][3] -= round(math.log2(out[output].std().item()))


def relative(a, b):
    return ((a - b).abs().max() / b.std()).item()


def build(name, args):
    case = dict(CASES[name])
    unet, contexts = reference.build_unet(args.compvis, args.stability, case["unet"])
    case["nets"] = {"unet": unet, "contexts": contexts, "vae": reference.Autoencoder(args.compvis, case["vae"]).eval()}
    specs, inputs = describe(case), draw_inputs(name, case)
    tune(name, case, specs, inputs, args.clip)
    return case, specs, inputs, {k: toy_values(name, k, v) for k, v in specs.items()}


def make(name, args):
    case, specs, inputs, weights = build(name, args)
    trace = {}
    out = answers(case, weights, inputs, args.clip, trace=trace)
    exact = answers(case, weights, inputs, args.clip, torch.float64)
    data = safetensors_bytes({k: (specs[k][0], v) for k, v in weights.items()})
    config = yaml.safe_dump(ldm_yaml(case), sort_keys=False)
    (HERE / f"{name}.yaml").write_text(config)
    if args.checkpoints:
        (pathlib.Path(args.checkpoints) / f"{name}.safetensors").write_bytes(data)
        (pathlib.Path(args.checkpoints) / f"{name}.yaml").write_text(config)
    golden = {k: ("I64" if k == "text.ids" else "F32", v.numpy()) for k, v in (inputs | out).items()}
    (HERE / f"{name}.safetensors").write_bytes(safetensors_bytes(dict(sorted(golden.items(), key=lambda item: item[1][0] != "I64"))))
    manifest = {
        "name": name, "about": case["about"],
        "reference": {"unet": "Stability-AI/stablediffusion cf1d67a" if "use_linear_in_transformer" in case["unet"] else "CompVis/stable-diffusion 21f890f",
                      "vae": "CompVis/stable-diffusion 21f890f", "text": "openai/CLIP d05afc4", "torch": torch.__version__, "precision": "float32"},
        "tolerance": "compare max|ours - golden| / std(golden); float32Error is the same figure for the golden against float64",
        "outputs": {k: {"std": round(v.std().item(), 4), "float32Error": float(f"{relative(v.double(), exact[k]):.1e}")} for k, v in out.items()},
        "trace": trace,
        "checkpoint": {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(), "tensors": specs},
    }
    (HERE / f"{name}.json").write_text(one_line_lists(json.dumps(manifest, indent=1)) + "\n")
    print(name, f"{len(data) / 1e6:.1f} MB, {len(specs)} tensors", {k: tuple(v.values()) for k, v in manifest["outputs"].items()})


def sensitivity(name, args):
    """How far the outputs move, relative to their std, when one tensor is scaled by 1.5 or turned round."""
    case, specs, inputs, weights = build(name, args)
    before = answers(case, weights, inputs, args.clip)
    weak = {}
    for tensor in specs:
        if specs[tensor][2] == "range" or tensor.startswith("model_ema"):
            continue
        changed = weights | {tensor: np.ascontiguousarray(weights[tensor][::-1] * np.float32(1.5))}
        after = answers(case, changed, inputs, args.clip)
        moved = max(relative(after[k], before[k]) for k in before)
        if moved < 0.01:
            weak[tensor] = moved
    print(name, len(weak), "of", len(specs), json.dumps(weak, indent=1))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for flag in ("--compvis", "--stability", "--clip"):
        parser.add_argument(flag, required=True)
    parser.add_argument("--checkpoints")
    parser.add_argument("--sensitivity", action="store_true")
    parser.add_argument("cases", nargs="*")
    arguments = parser.parse_args()
    for case_name in arguments.cases or CASES:
        (sensitivity if arguments.sensitivity else make)(case_name, arguments)
