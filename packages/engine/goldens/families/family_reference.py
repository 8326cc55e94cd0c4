"""The reference networks of the families, imported from checkouts that the caller names; none of their code is here.

Needs torch, numpy, einops and packaging. Libraries that those files import for training or for pictures are replaced by empty
modules, and torch's fused attention, which came with torch 2, by its definition.
"""
import contextlib
import importlib
import io
import math
import pathlib
import sys
import types

import torch
from torch import nn

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "networks"))
import reference as networks  # noqa: E402
from reference import stub  # noqa: E402


def attention(q, k, v, attn_mask=None, dropout_p=0.0, **_):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    return (scores if attn_mask is None else scores + attn_mask).softmax(-1) @ v


def quietly(call):
    with contextlib.redirect_stdout(io.StringIO()):
        return call()


class Anything(types.ModuleType):
    """A module that has whatever is asked of it."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


def import_parts(sgm, open_clip, forge, k_diffusion):
    """SGM's UNet and encoders, OpenCLIP's transformer, Forge's emphasis, k-diffusion."""
    nn.functional.scaled_dot_product_attention = attention
    for name in ("kornia", "open_clip", "omegaconf", "transformers", "torchvision", "torchvision.ops", "torchvision.ops.misc",
                 "torchsde", "torchdiffeq", "torchvision.transforms", "safetensors", "PIL"):
        sys.modules[name] = Anything(name)
    for name, folder in (("sgm", f"{sgm}/sgm"), ("sgm.modules", f"{sgm}/sgm/modules"), ("oclip", f"{open_clip}/src/open_clip"),
                         ("k_diffusion", f"{k_diffusion}/k_diffusion")):
        stub(name, __path__=[folder])
    for name in ("sgm.modules.autoencoding", "sgm.modules.autoencoding.regularizers", "sgm.modules.diffusionmodules.model",
                 "sgm.modules.distributions", "sgm.modules.distributions.distributions"):
        sys.modules[name] = Anything(name)
    stub("sgm.util", exists=lambda x: x is not None, default=lambda x, d: d if x is None else x, autocast=lambda f: f,
         append_dims=None, count_params=None, disabled_train=None, expand_dims_like=None, instantiate_from_config=None)
    spec = importlib.util.spec_from_file_location("emphasis", f"{forge}/backend/text_processing/emphasis.py")
    emphasis = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(emphasis)
    attentions = importlib.import_module("sgm.modules.attention")
    attentions.SDP_IS_AVAILABLE, attentions.BACKEND_MAP, attentions.sdp_kernel = True, {None: {}}, contextlib.nullcontext
    importlib.import_module("sgm.modules.diffusionmodules.util").GroupNorm32.forward = nn.GroupNorm.forward  # less a cast to float32
    return types.SimpleNamespace(
        unet=importlib.import_module("sgm.modules.diffusionmodules.openaimodel"),
        encoders=importlib.import_module("sgm.modules.encoders.modules"),
        transformer=importlib.import_module("oclip.transformer"), emphasis=emphasis,
        external=importlib.import_module("k_diffusion.external"), sampling=importlib.import_module("k_diffusion.sampling"))


def build_unet(parts, args, params):
    """SGM's UNet where there is a label, otherwise CompVis' or Stability's; and how contexts and labels are handed over."""
    if "num_classes" in params:
        unet = quietly(lambda: parts.unet.UNetModel(**params).eval())
        unet.time_embed.register_forward_pre_hook(lambda layer, inputs: (inputs[0].to(layer[0].weight.dtype),))
        return unet, lambda context: context
    return networks.build_unet(args.compvis, args.stability, params)


class SequenceFirst(nn.Module):
    """OpenCLIP's present block for callers that put the sequence before the batch, as SGM does."""

    def __init__(self, block):
        super().__init__()
        self.block = block

    def forward(self, x, attn_mask=None):
        return self.block(x.permute(1, 0, 2), attn_mask=attn_mask).permute(1, 0, 2)


class OpenClipText:
    """SGM's embedders over OpenCLIP's transformer. `weights` are under OpenCLIP's names, `projection` says that it pools."""

    def __init__(self, parts, weights, case):
        width, dtype = case["width"], weights["token_embedding.weight"].dtype
        transformer = parts.transformer.Transformer(width, case["layers"], case["heads"]).eval().to(dtype)
        own = {k[len("transformer."):]: v for k, v in weights.items() if k.startswith("transformer.")}
        transformer.load_state_dict(own)
        blocks = nn.ModuleList([SequenceFirst(block) for block in transformer.resblocks])
        norm = lambda x: nn.functional.layer_norm(x, (width,), weights["ln_final.weight"], weights["ln_final.bias"])
        model = types.SimpleNamespace(
            token_embedding=lambda ids: weights["token_embedding.weight"][ids], positional_embedding=weights["positional_embedding"],
            transformer=types.SimpleNamespace(resblocks=blocks, grad_checkpointing=False), ln_final=norm,
            attn_mask=torch.full((77, 77), float("-inf"), dtype=dtype).triu_(1), text_projection=weights.get("text_projection"))
        self.pools = "projection" in case
        kind = parts.encoders.FrozenOpenCLIPEmbedder2 if self.pools else parts.encoders.FrozenOpenCLIPEmbedder
        self.embedder = kind.__new__(kind)
        nn.Module.__init__(self.embedder)
        self.embedder.__dict__.update(model=model, layer="penultimate", layer_idx=1, legacy=False)

    def __call__(self, ids):
        """ids [1, 77] -> (state [1, 77, C], pooled [1, P] or None)."""
        out = self.embedder.encode_with_transformer(ids)
        return (out["penultimate"], out["pooled"]) if self.pools else (out, None)


class ClipText:
    """openai's text model; SD 1.x takes its last state through the norm, XL the last but one as it is."""

    def __init__(self, args, weights, case, is_xl):
        self.model = networks.ClipText(args.clip, weights, case["heads"], "")
        self.is_xl = is_xl

    def __call__(self, ids):
        return (self.model.hidden_states(ids)[-2] if self.is_xl else self.model.encode(ids, 1)), None
