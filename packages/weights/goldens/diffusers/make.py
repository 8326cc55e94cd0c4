"""Makes names.json.gz: what diffusers calls the tensors of SD 1.5, SD 2.1, SD XL and its refiner, by diffusers' own converter.

    node list-names.ts | python3 make.py --diffusers DIR

DIR is a checkout of huggingface/diffusers. Needs torch; whatever else that file imports is replaced by empty modules.
"""
import argparse
import gzip
import importlib
import json
import logging
import pathlib
import sys
import types

import torch

HERE = pathlib.Path(__file__).parent


class Anything(types.ModuleType):
    """A module that has whatever is asked of it."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return logging if name == "logging" else type(name, (), {})


def import_converter(root):
    logging.get_logger = logging.getLogger
    for name in ("requests", "yaml", "diffusers.models.modeling_utils", "diffusers.schedulers", "diffusers.utils", "diffusers.utils.constants",
                 "diffusers.utils.hub_utils", "diffusers.utils.torch_utils"):
        sys.modules[name] = Anything(name)
    sys.modules["diffusers.utils"].is_transformers_available = lambda: False
    sys.modules["diffusers.utils"].is_accelerate_available = lambda: False
    for name, folder in (("diffusers", "diffusers"), ("diffusers.loaders", "diffusers/loaders"), ("diffusers.models", "diffusers/models")):
        package = types.ModuleType(name)
        package.__path__ = [f"{root}/src/{folder}"]
        sys.modules[name] = package
    return importlib.import_module("diffusers.loaders.single_file_utils")


class Named:
    """Stands for a tensor: knows its LDM name, and is copied where a tensor would be reshaped."""

    def __init__(self, name, shape):
        self.name, self.shape, self.ndim = name, shape, len(shape)

    def __getitem__(self, _):
        return self


def convert(converter, tensors, config):
    checkpoint = {name: Named(name, shape) for name, shape in tensors}
    unet = converter.convert_ldm_unet_checkpoint(checkpoint, config)
    vae = converter.convert_ldm_vae_checkpoint(checkpoint, {"down_block_types": [0] * 4, "up_block_types": [0] * 4})
    pairs = lambda converted: sorted([name, tensor.name] for name, tensor in converted.items())
    return {"unet": pairs(unet), "vae": pairs(vae)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--diffusers", required=True)
    converter = import_converter(parser.parse_args().diffusers)
    names = {}
    for family, tensors in json.load(sys.stdin).items():
        config = {"layers_per_block": 2, **({"addition_embed_type": "text_time"} if family.startswith("sdxl") else {})}
        names[family] = convert(converter, tensors, config)
        print(family, {part: len(pairs) for part, pairs in names[family].items()}, file=sys.stderr)
    text = json.dumps(names, separators=(",", ":")).encode()
    (HERE / "names.json.gz").write_bytes(gzip.compress(text, mtime=0))
