"""The reference networks, imported from checkouts that the caller names; none of their code is here.

Needs torch, numpy and einops. The training machinery those files import is replaced by empty modules.
"""
import contextlib
import importlib
import importlib.util
import io
import os
import sys
import types

import torch
from torch import nn


def stub(name, **members):
    module = types.ModuleType(name)
    module.__dict__.update(members)
    sys.modules[name] = module


def import_ldm(root, name):
    """Module `name` of the `ldm` package under `root`; forgets an `ldm` imported from elsewhere."""
    for known in [key for key in sys.modules if key == "ldm" or key.startswith("ldm.")]:
        del sys.modules[known]
    os.environ["ATTN_PRECISION"] = "full"  # whatever precision the weights have, not a cast to float32
    stub("omegaconf")
    stub("omegaconf.listconfig", ListConfig=tuple)
    sys.path.insert(0, root)
    try:
        importlib.import_module("ldm.modules")
        stub("ldm.util", instantiate_from_config=None, exists=lambda value: value is not None)
        with contextlib.redirect_stdout(io.StringIO()):
            return importlib.import_module(name)
    finally:
        sys.path.remove(root)


def build_unet(compvis, stability, params):
    """CompVis' UNet; Stability's where the projections of the transformer are linear layers.

    Stability's takes one context per transformer layer, so there `context` is repeated.
    """
    linear = params.get("use_linear_in_transformer", False)
    module = import_ldm(stability if linear else compvis, "ldm.modules.diffusionmodules.openaimodel")
    depth = params["transformer_depth"]
    own = dict(params, context_dim=[params["context_dim"]] * depth) if linear else params
    with contextlib.redirect_stdout(io.StringIO()):
        unet = module.UNetModel(**own).eval()
    sys.modules["ldm.modules.diffusionmodules.util"].GroupNorm32.forward = nn.GroupNorm.forward  # less a cast to float32
    unet.time_embed.register_forward_pre_hook(lambda layer, args: (args[0].to(layer[0].weight.dtype),))
    return unet, (lambda context: [context] * depth) if linear else (lambda context: context)


class Autoencoder(nn.Module):
    """Encoder, decoder and the two 1x1 convolutions between them, under AutoencoderKL's names."""

    def __init__(self, compvis, params):
        super().__init__()
        module = import_ldm(compvis, "ldm.modules.diffusionmodules.model")
        config = params["ddconfig"]
        with contextlib.redirect_stdout(io.StringIO()):
            self.encoder, self.decoder = module.Encoder(**config), module.Decoder(**config)
        self.quant_conv = nn.Conv2d(2 * config["z_channels"], 2 * params["embed_dim"], 1)
        self.post_quant_conv = nn.Conv2d(params["embed_dim"], config["z_channels"], 1)

    def encode(self, image):
        """[N, 3, H, W] in -1..1 -> moments [N, 2 * embed, h, w]: mean, then log variance, not scaled."""
        return self.quant_conv(self.encoder(image))

    def decode(self, latent):
        """[N, embed, h, w], already divided by the scale factor -> [N, 3, H, W], not clamped."""
        return self.decoder(self.post_quant_conv(latent))


def clip_names(layers, root):
    """openai's names -> HF's CLIPTextModel names under `root`; `in_proj` is q, k and v one above the other."""
    names = {}
    for n in range(layers):
        ours, theirs = f"resblocks.{n}.", f"{root}encoder.layers.{n}."
        for kind in ("weight", "bias"):
            names[ours + f"attn.in_proj_{kind}"] = [theirs + f"self_attn.{x}_proj.{kind}" for x in "qkv"]
            for a, b in (("attn.out_proj", "self_attn.out_proj"), ("ln_1", "layer_norm1"), ("ln_2", "layer_norm2"),
                         ("mlp.c_fc", "mlp.fc1"), ("mlp.c_proj", "mlp.fc2")):
                names[f"{ours}{a}.{kind}"] = [f"{theirs}{b}.{kind}"]
    return names


class ClipText:
    """SD1's text encoder: openai's `Transformer` with token and position embeddings before and a norm after."""

    def __init__(self, clip, weights, heads, root="text_model."):
        spec = importlib.util.spec_from_file_location("openai_clip_model", f"{clip}/clip/model.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.LayerNorm = nn.LayerNorm  # the original only adds a cast for half precision
        self.tokens = weights[root + "embeddings.token_embedding.weight"]
        self.positions = weights[root + "embeddings.position_embedding.weight"]
        layers = 1 + max(int(key.split("layers.")[1].split(".")[0]) for key in weights if "layers." in key)
        width, length = self.tokens.shape[1], self.positions.shape[0]
        mask = torch.full((length, length), float("-inf"), dtype=self.tokens.dtype).triu_(1)
        self.transformer = module.Transformer(width, layers, heads, mask).eval().to(self.tokens.dtype)
        names = clip_names(layers, root)
        self.transformer.load_state_dict({k: torch.cat([weights[x] for x in v]) for k, v in names.items()})
        norm = root + "final_layer_norm."
        self.norm = lambda x: nn.functional.layer_norm(x, (width,), weights[norm + "weight"], weights[norm + "bias"])

    def hidden_states(self, ids):
        """ids [N, 77] -> layers + 1 tensors [N, 77, width]: the embeddings, then each layer's output."""
        x = self.tokens[ids] + self.positions
        states = [x]
        for block in self.transformer.resblocks:
            x = block(x.permute(1, 0, 2)).permute(1, 0, 2)
            states.append(x)
        return states

    def encode(self, ids, clip_skip=1):
        return self.norm(self.hidden_states(ids)[-clip_skip])
