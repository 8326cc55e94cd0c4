"""A1111's network modules, imported from the copy that Forge ships; none of their code is here.

They expect a running WebUI around them: what they ask of it is replaced by empty modules.
"""
import importlib
import sys
import types
from unittest.mock import MagicMock

import torch
from torch import nn

ORDER = ["lora", "hada", "ia3", "oft", "lokr", "full", "norm", "glora"]
TYPES = {"lora": "Lora", "hada": "Hada", "ia3": "Ia3", "oft": "OFT", "lokr": "Lokr", "full": "Full", "norm": "Norm", "glora": "GLora"}


def import_networks(forge):
    """A1111's `networks.module_types`, in its order, and the module `network`."""
    for name in ("modules", "modules.sd_models", "modules.cache", "modules.errors", "modules.hashes", "modules.shared", "modules.models",
                 "modules.models.sd3", "modules.models.sd3.mmdit"):
        sys.modules[name] = MagicMock()
    sys.modules["modules.models.sd3.mmdit"].QkvLinear = type("QkvLinear", (), {})
    sys.modules["modules"].models.sd3.mmdit.QkvLinear = sys.modules["modules.models.sd3.mmdit"].QkvLinear
    sys.modules["modules"].devices = types.SimpleNamespace(cpu=torch.device("cpu"), device=torch.device("cpu"), dtype=torch.float32)
    sys.path.insert(0, f"{forge}/packages_3rdparty/webui_lora_collection")
    network = importlib.import_module("network")
    network.modules = sys.modules["modules"]
    kinds = [getattr(importlib.import_module(f"network_{name}"), f"ModuleType{TYPES[name]}")() for name in ORDER]
    return network, kinds


def layer_of(weight, kernel_padding=1):
    """A layer that has this weight, as A1111 finds it in its model."""
    if weight.dim() == 4:
        rows, inputs, height, _ = weight.shape
        return nn.Conv2d(inputs, rows, height, padding=height // 2 * kernel_padding, bias=False)
    if weight.dim() == 2:
        return nn.Linear(weight.shape[1], weight.shape[0], bias=False)
    return nn.LayerNorm(weight.shape[0])


def apply_network(network, kinds, weights, modules, strength, is_text, dyn=None):
    """Lays one network over `weights` (name -> tensor), as `network_apply_weights` does.

    `modules`: name of a weight -> parts of the network for it (name -> tensor).
    """
    owner = types.SimpleNamespace(te_multiplier=strength, unet_multiplier=strength, dyn_dim=dyn)
    for name, parts in modules.items():
        weight = weights[name]
        with torch.no_grad():
            layer = layer_of(weight)
            layer.weight = nn.Parameter(weight.clone())
            sd_key = ("transformer_" if is_text else "diffusion_model_") + name.replace(".", "_")
            found = network.NetworkWeights(network_key=name, sd_key=sd_key, w=dict(parts), sd_module=layer)
            module = next(filter(None, (kind.create_module(owner, found) for kind in kinds)))
            updown, ex_bias = module.calc_updown(weight)
            if weight.dim() == 4 and weight.shape[1] == 9:
                updown = nn.functional.pad(updown, (0, 0, 0, 0, 0, 5))
            weights[name] = weight + updown
            bias = name.replace(".weight", ".bias")
            if ex_bias is not None:
                weights[bias] = weights[bias] + ex_bias
