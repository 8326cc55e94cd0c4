"""Makes the goldens in this folder: toy networks answered by the reference with A1111's networks merged into its weights.

    python3 make.py --compvis DIR --stability DIR --clip DIR --forge DIR [case…]

DIR are checkouts of CompVis/stable-diffusion, Stability-AI/stablediffusion, openai/CLIP and
lllyasviel/stable-diffusion-webui-forge (whose packages_3rdparty holds A1111's network modules and ComfyUI's table of names).
"""
import argparse
import importlib.util
import json
import math
import pathlib
import sys

import numpy as np
import torch
import yaml

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "networks"))
from lora_cases import CASES  # noqa: E402
from toy_weights import one_line_lists, read_safetensors, safetensors_bytes, toy_values  # noqa: E402

import webui_networks  # noqa: E402


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


toys = load("toys", HERE.parent / "networks" / "make.py")
TOKENS = 16  # of the text's 77: enough to see every layer


def diffusers_names(forge, unet):
    """Name of a module in LDM's UNet -> diffusers' name, by ComfyUI's table."""
    utils = load("comfy_utils", f"{forge}/packages_3rdparty/comfyui_lora_collection/utils.py")
    levels, blocks, depth = len(unet["channel_mult"]), unet["num_res_blocks"], unet["transformer_depth"]
    at = [depth if 2 ** level in unet["attention_resolutions"] else 0 for level in range(levels)]
    table = utils.unet_to_diffusers({
        "num_res_blocks": [blocks] * levels, "channel_mult": unet["channel_mult"],
        "transformer_depth": [d for d in at for _ in range(blocks)], "transformer_depth_middle": depth,
        "transformer_depth_output": [d for d in at for _ in range(blocks + 1)]})
    return {ldm[:-len(".weight")]: name[:-len(".weight")] for name, ldm in table.items() if ldm.endswith(".weight")}


def file_name(dialect, part, name, diffusers):
    """What a trainer calls a module, up to the part."""
    if part == "text":
        root = f"text_model.{name}"
        return {"kohya": "lora_te_" + root.replace(".", "_"), "peft": f"base_model.model.text_encoder.{root}",
                "processors": f"text_encoder.{root}"}[dialect]
    path = diffusers.get(name, name)
    return {"kohya": "lora_unet_" + path.replace(".", "_"), "peft": f"base_model.model.unet.{path}",
            "processors": "unet." + path.replace(".to_", ".processor.to_").replace("to_out.0", "to_out"),
            "lycoris": "lycoris_" + path.replace(".", "_"), "ldm": f"diffusion_model.{name}"}[dialect]


def part_name(dialect, part, name):
    """What a trainer calls a part of a module, with what stands before it."""
    renamed = {"peft": {"lora_up.weight": ".lora_B.default.weight", "lora_down.weight": ".lora_A.default.weight"},
               "ldm": {"lora_up.weight": ".lora_B.weight", "lora_down.weight": ".lora_A.weight"},
               "processors": {"lora_up.weight": "_lora.up.weight", "lora_down.weight": "_lora.down.weight"} if part == "unet"
               else {"lora_up.weight": ".lora_linear_layer.up.weight", "lora_down.weight": ".lora_linear_layer.down.weight"}}
    return renamed.get(dialect, {}).get(name, f".{name}")


def describe(case, index, network, weights, diffusers):
    """The network's file, name -> spec, and for the reference: part of the model -> name of weight -> parts."""
    file, parts_of = {}, {"unet": {}, "text": {}}
    for part in ("unet", "text"):
        for kind, rank, names in network[part]:
            for i, name in enumerate(names):
                weight = weights[part][f"{name}.weight"]
                found = {}
                for suffix, spec in kind(list(weight.shape), rank, i).items():
                    if spec[2] == "length":  # of the columns, near what they are
                        spec[2] = round(weight.transpose(0, 1).flatten(1).norm(dim=1).mean().item(), 2)
                    full = file_name(network["dialect"], part, name, diffusers) + part_name(network["dialect"], part, suffix)
                    file[full] = spec
                    found[suffix] = torch.from_numpy(toy_values(f"{case}-{index}", full, spec))
                if "on_input" in found:
                    found["on_input"] = found["on_input"].float()
                parts_of[part][f"{name}.weight"] = found
    return file, parts_of


def make(name, args, network, kinds):
    toy, networks = CASES[name]
    case, _, inputs, stored = toys.build(toy, args)
    weights = {"unet": toys.part(stored, toys.UNET, torch.float32), "text": toys.part(stored, toys.TEXT + "text_model.", torch.float32)}
    before = {part: dict(found) for part, found in weights.items()}
    diffusers, files = diffusers_names(args.forge, case["unet"]), []
    for index, one in enumerate(networks):
        file, parts_of = describe(name, index, one, weights, diffusers)
        files.append({"name": f"{name}-{index}", "strengths": one["strengths"], **({"dyn": one["dyn"]} if one["dyn"] else {}), "tensors": file})
        for part, strength in zip(("unet", "text"), one["strengths"]):
            webui_networks.apply_network(network, kinds, weights[part], parts_of[part], strength, part == "text", one["dyn"])
    out, moved = {}, {}
    for label, found in (("after", weights), ("before", before)):
        unet = case["nets"]["unet"]
        unet.load_state_dict(found["unet"])
        text = toys.reference.ClipText(args.clip, {f"text_model.{k}": v for k, v in found["text"].items()}, case["text"]["heads"])
        with torch.no_grad():
            x, t, context = (inputs[f"unet.square.{part}"] for part in ("x", "t", "context"))
            answers = {"unet": unet(x, timesteps=t, context=case["nets"]["contexts"](context)), "text": text.encode(inputs["text.ids"], 1)[:, :TOKENS]}
        for part, value in answers.items():
            if label == "after":
                out[f"{name}.{part}"] = value
            elif any(one[part] for one in networks):
                moved[part] = round(((out[f"{name}.{part}"] - value).abs().max() / value.std()).item(), 3)
    out = {k: v for k, v in out.items() if k.split(".")[1] in moved}
    print(name, moved, {k: round(v.std().item(), 3) for k, v in out.items()})
    return {"checkpoint": toy, "moved": moved, "networks": files}, out


def make_starter(args, network, kinds):
    """The embedded checkpoint with the LoRA that was trained for it: what people do, from text to epsilon."""
    models = HERE.parents[3] / "starter" / "models"
    stored = read_safetensors(models / "Stable-diffusion" / "starter-emoji.safetensors")
    config = yaml.safe_load((models / "Stable-diffusion" / "starter-emoji.yaml").read_text())["model"]["params"]
    parts_of = {"unet": {}, "text": {}}
    weights = {"unet": toys.part(stored, toys.UNET, torch.float32), "text": toys.part(stored, toys.TEXT + "text_model.", torch.float32)}
    params = {k: v for k, v in config["unet_config"]["params"].items() if k != "use_checkpoint"}
    diffusers = diffusers_names(args.forge, dict(params, transformer_depth=1))
    for part, found in weights.items():
        owners = {file_name("kohya", part, name[:-7], diffusers): name for name in found if name.endswith(".weight")}
        for key, value in read_safetensors(models / "Lora" / "made-of-gold.safetensors").items():
            module, _, suffix = key.partition(".")
            if module in owners:
                parts_of[part].setdefault(owners[module], {})[suffix] = torch.from_numpy(np.array(value))
    assert sum(map(len, parts_of.values())) == 102, {k: len(v) for k, v in parts_of.items()}
    for part, strength in (("unet", 0.8), ("text", 0.6)):
        webui_networks.apply_network(network, kinds, weights[part], parts_of[part], strength, part == "text")
    unet, contexts = toys.reference.build_unet(args.compvis, args.stability, params)
    unet.load_state_dict(weights["unet"])
    heads = config["cond_stage_config"]["params"]["num_attention_heads"]
    text = toys.reference.ClipText(args.clip, {f"text_model.{k}": v for k, v in weights["text"].items()}, heads)
    torch.manual_seed(7)
    ids = torch.cat([torch.tensor([49406]), torch.randint(0, 49406, (10,)), torch.full((66,), 49407)])[None]
    x = torch.randn(1, 4, 8, 8)
    with torch.no_grad():
        state = text.encode(ids, 1)
        epsilon = unet(x, timesteps=torch.tensor([600.0]), context=contexts(state))
    return {"starter.ids": ("F32", ids.float().numpy()), "starter.x": ("F32", x.numpy()),
            "starter.text": ("F32", state[:, :TOKENS].numpy()), "starter.unet": ("F32", epsilon.numpy())}


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for flag in ("--compvis", "--stability", "--clip", "--forge"):
        parser.add_argument(flag, required=True)
    parser.add_argument("cases", nargs="*")
    arguments = parser.parse_args()
    reference_network, module_kinds = webui_networks.import_networks(arguments.forge)
    manifest, goldens = {}, {}
    for case_name in arguments.cases or CASES:
        manifest[case_name], answers_ = make(case_name, arguments, reference_network, module_kinds)
        goldens |= {k: ("F32", v.numpy()) for k, v in answers_.items()}
    if not arguments.cases:
        goldens |= make_starter(arguments, reference_network, module_kinds)
        (HERE / "lora.json").write_text(one_line_lists(json.dumps({"torch": torch.__version__, "cases": manifest}, indent=1)) + "\n")
        (HERE / "lora.safetensors").write_bytes(safetensors_bytes(goldens))
