"""Makes the hypernetworks and goldens in this folder: what AUTOMATIC1111's own code makes of hypernetworks and embeddings.

    python3 make.py --starter DIR --compvis DIR --clip DIR --forge DIR --k-diffusion DIR

DIR as in ../pictures/README.md. `hypernetworks/*.pt` are written by AUTOMATIC1111's `Hypernetwork.save` or, where they stand
for older files, by torch.save. `goldens.safetensors` holds inputs and outputs, `goldens.json` says what was asked.
"""
import argparse
import importlib
import json
import pathlib
import sys
import types

import torch

HERE = pathlib.Path(__file__).parent
FILES = HERE / "hypernetworks"
for folder in ("networks", "pictures"):
    sys.path.insert(0, str(HERE.parent / folder))

import webui  # noqa: E402
from cases import CASES  # noqa: E402
from reference import build_unet, stub  # noqa: E402
from toy_weights import one_line_lists, read_safetensors, safetensors_bytes, toy_values  # noqa: E402

ACTIVATIONS = ["linear", "relu", "leakyrelu", "elu", "swish", "tanh", "sigmoid", "celu", "gelu", "hardshrink", "hardsigmoid",
               "hardswish", "hardtanh", "logsigmoid", "logsoftmax", "mish", "prelu", "relu6", "rrelu", "selu", "silu", "softmax",
               "softmax2d", "softmin", "softplus", "softshrink", "softsign", "tanhshrink"]

STRUCTURES = {
    "layer-norm": dict(layer_structure=[1, 2, 1], activation_func="relu", add_layer_norm=True, activate_output=True),
    "no-output-activation": dict(layer_structure=[1, 2, 1], activation_func="elu", add_layer_norm=True, activate_output=False),
    "deep-with-dropout": dict(layer_structure=[1, 1.5, 2, 1], activation_func="mish", add_layer_norm=True, activate_output=True,
                              use_dropout=True, last_layer_dropout=True),
    "dropout-structure": dict(layer_structure=[1, 2, 2, 1], activation_func="tanh", dropout_structure=[0, 0.1, 0.2, 0]),
    "one-layer": dict(layer_structure=[1, 1], activation_func="sigmoid", activate_output=True),
    "two-widths": dict(enable_sizes=[4, 6], layer_structure=[1, 2, 1], activation_func="swish", activate_output=True),
}


def import_hypernetworks(forge):
    stub("modules.devices", device="cpu", torch_npu_set_device=lambda: None, cond_cast_unet=lambda x: x, cond_cast_float=lambda x: x)
    options = types.SimpleNamespace(print_hypernet_extra=False, save_optimizer_state=False, emphasis="Original")
    stub("modules.shared", opts=options, loaded_hypernetworks=[], hypernetworks={})
    stub("modules.hashes", sha256=lambda *_: None)
    for name in ("sd_models", "sd_samplers", "sd_hijack_checkpoint", "errors"):
        stub(f"modules.{name}")
    stub("modules.textual_inversion"), stub("modules.textual_inversion.textual_inversion")
    sys.modules["modules.textual_inversion"].textual_inversion = None
    stub("backend.nn"), stub("backend.nn.unet", default=lambda value, other: other if value is None else value)
    webui.package("modules.hypernetworks", f"{forge}/modules/hypernetworks")
    return importlib.import_module("modules.hypernetworks.hypernetwork")


def new(module, seed, enable_sizes=(4,), scale=0.8, **fields):
    torch.manual_seed(seed)
    made = module.Hypernetwork(name=f"no. {seed}", enable_sizes=list(enable_sizes), weight_init="Normal", **fields)
    for weight in made.weights():
        weight.data.normal_(0, scale)
    return made


def load(module, file):
    made = module.Hypernetwork()
    made.load(str(file))
    return made


def save_cases(module):
    """Names of the files that were written, those of today and those of older versions."""
    FILES.mkdir(exist_ok=True)
    for seed, name in enumerate(ACTIVATIONS):
        new(module, seed, layer_structure=[1, 2, 1], activation_func=name, activate_output=seed % 2 == 0).save(FILES / f"{name}.pt")
    for seed, (name, fields) in enumerate(STRUCTURES.items()):
        new(module, 100 + seed, **fields).save(FILES / f"{name}.pt")
    made = new(module, 200, layer_structure=[1, 2, 1], activation_func="relu", activate_output=True)
    pair = tuple(half.state_dict() for half in made.layers[4])
    torch.save({4: pair, "layer_structure": [1, 2, 1], "activation_func": "relu"}, FILES / "says-little.pt")
    made = new(module, 201, layer_structure=[1, 2, 1])
    rename = lambda state: {k.replace("linear.0", "linear1").replace("linear.1", "linear2"): v for k, v in state.items()}
    old = {4: tuple(rename(half.state_dict()) for half in made.layers[4])}
    torch.save(old, FILES / "oldest.pt", _use_new_zipfile_serialization=False)
    return ACTIVATIONS + list(STRUCTURES) + ["says-little", "oldest"]


def answer(module, uses, x):
    chain = []
    for name, weight in uses:
        chain.append(load(module, FILES / f"{name}.pt").set_multiplier(weight))
    return module.apply_hypernetworks(chain, x)


def hijack(module, unet):
    """Puts AUTOMATIC1111's attention in the place of CompVis'."""
    for layer in unet.modules():
        if type(layer).__name__ == "CrossAttention":
            type(layer).forward = module.attention_CrossAttention_forward


def through_unet(module, args, tensors):
    """A whole toy UNet, whose attention is AUTOMATIC1111's."""
    name, uses = "two-levels", [["unet-text-and-cells", 0.7], ["unet-text", 1.3]]
    new(module, 300, [32, 64], 0.2, layer_structure=[1, 1], activation_func="tanh", activate_output=True).save(FILES / "unet-text-and-cells.pt")
    new(module, 301, [32], 0.2, layer_structure=[1, 2, 1], activation_func="swish", activate_output=False).save(FILES / "unet-text.pt")
    unet, _ = build_unet(args.compvis, None, CASES[name]["unet"])
    manifest = json.loads((HERE.parent / "networks" / f"{name}.json").read_text())
    root = "model.diffusion_model."
    unet.load_state_dict({k[len(root):]: torch.from_numpy(toy_values(name, k, spec)) for k, spec in manifest["checkpoint"]["tensors"].items() if k.startswith(root)})
    unet.dtype = torch.float32
    inputs = read_safetensors(HERE.parent / "networks" / f"{name}.safetensors")
    x, t, context = (torch.from_numpy(inputs[f"unet.square.{part}"].copy()) for part in ("x", "t", "context"))
    hijack(module, unet)
    shared = sys.modules["modules.shared"]
    shared.loaded_hypernetworks = [load(module, FILES / f"{file}.pt").set_multiplier(weight) for file, weight in uses]
    tensors["unet.epsilon"] = unet(x, timesteps=t, context=context)
    for made in shared.loaded_hypernetworks:
        for pair in made.layers.values():
            [half.double() for half in pair]
    unet.double().dtype = torch.float64
    exact = unet(x.double(), timesteps=t, context=context.double())
    shared.loaded_hypernetworks = []
    error = (tensors["unet.epsilon"] - exact).abs().max() / exact.std()
    return {"toy": name, "uses": uses, "float32Error": float(f"{error.item():.1e}")}


PICTURES = {
    "embedding": dict(prompt="red heart, (blue-ink:1.2) on white", hypernetworks=[]),
    "embedding-in-both": dict(prompt="Blue-Ink car", negativePrompt="3d style, blue-ink", hypernetworks=[]),
    "hypernetwork": dict(prompt="red heart", hypernetworks=[["graphite", 1]]),
    "hypernetwork-and-embedding": dict(prompt="red heart, blue-ink", hypernetworks=[["graphite", 0.6]]),
}


def import_embeddings(folder, tokenizer):
    """Forge's embedding database over a folder."""
    del sys.modules["backend.text_processing.textual_inversion"]
    stub("safetensors.torch"), stub("PIL", Image=None)
    module = importlib.import_module("backend.text_processing.textual_inversion")
    tokens = lambda texts, **_: {"input_ids": [tokenizer.encode(text) for text in texts]}
    database = module.EmbeddingDatabase(tokens, 128)
    database.add_embedding_dir(folder)
    database.load_textual_inversion_embeddings()
    return module, database


class Table:
    """Token vectors as ClipText takes them, with those of embeddings put in by Forge's own layer."""

    def __init__(self, module, weights, database):
        table = torch.nn.Embedding(*weights.shape)
        table.weight.data = weights
        self.layer = sys.modules["backend.text_processing.classic_engine"].CLIPEmbeddingForTextualInversion(table, database)

    def __getitem__(self, ids):
        return self.layer(ids)


def paint_pictures(module, parts, args, tensors):
    make = importlib.util.spec_from_file_location("pictures_make", HERE.parent / "pictures" / "make.py")
    pictures = importlib.util.module_from_spec(make)
    make.loader.exec_module(pictures)
    starter = pictures.Starter(args, parts, torch.float32)
    folder = pathlib.Path(args.starter)
    layer, database = import_embeddings(str(folder / "embeddings"), parts.tokenizer.SimpleTokenizer())
    starter.text.tokens = Table(layer, starter.text.tokens, database)
    starter.engine.embeddings, starter.engine.embedding_key = database, "clip_l"
    sys.modules["backend.text_processing.classic_engine"].last_extra_generation_params = {}
    hijack(module, starter.model.unet)
    shared, told = sys.modules["modules.shared"], {}
    for name, fields in PICTURES.items():
        order = pictures.BASE | dict(steps=6) | {k: v for k, v in fields.items() if k != "hypernetworks"}
        shared.loaded_hypernetworks = [load(module, folder / f"models/hypernetworks/{file}.pt").set_multiplier(weight) for file, weight in fields["hypernetworks"]]
        latent, _, _, cond, _ = starter.paint(order)
        tensors[f"{name}.latent"] = latent
        if name == "embedding":
            tensors[f"{name}.cond"] = cond
        told[name] = {"request": order, "hypernetworks": fields["hypernetworks"], "chunks": starter.chunks(order["prompt"])}
    return told


@torch.no_grad()
def main(args):
    parts = webui.import_parts(args.forge, args.k_diffusion, args.clip)
    module = import_hypernetworks(args.forge)
    torch.manual_seed(7)
    tensors = {"x4": torch.randn(2, 5, 4) * 2, "x6": torch.randn(2, 3, 6)}
    names = save_cases(module)
    asked = {name: {"input": "x4", "uses": [[name, 0.7]]} for name in names}
    asked["chain"] = {"input": "x4", "uses": [["layer-norm", 0.7], ["two-widths", -0.4], ["says-little", 1.3]]}
    asked["another-width"] = {"input": "x6", "uses": [["layer-norm", 0.7], ["two-widths", 1.5]]}
    for name, ask in asked.items():
        tensors[f"{name}.k"], tensors[f"{name}.v"] = answer(module, ask["uses"], tensors[ask["input"]])
    told = {"torch": torch.__version__, "modules": asked, "unet": through_unet(module, args, tensors), "pictures": paint_pictures(module, parts, args, tensors)}
    (HERE / "goldens.json").write_text(one_line_lists(json.dumps(told, indent=1)) + "\n")
    (HERE / "goldens.safetensors").write_bytes(safetensors_bytes({k: ("F32", v.numpy()) for k, v in tensors.items()}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for flag in ("--starter", "--compvis", "--clip", "--forge", "--k-diffusion"):
        parser.add_argument(flag, required=True)
    main(parser.parse_args())
