"""Makes the toy upscalers in this folder and what spandrel's networks answer for them.

    python3 make.py --spandrel DIR

DIR is a checkout of chaiNNer-org/spandrel; its networks are run, without the loaders around them.
"""
import argparse
import functools
import importlib
import pathlib
import sys
import types

import numpy as np
import torch
from torch import nn

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "networks"))
from toy_weights import safetensors_bytes  # noqa: E402


def stand_in_for_einops():
    """What DAT asks of einops, which Debian has not."""

    def rearrange(x, pattern, h=None, w=None):
        if pattern == "b (h w) c -> b c h w":
            return x.transpose(1, 2).reshape(x.shape[0], x.shape[2], h, w)
        assert pattern == "b c h w -> b (h w) c", pattern
        return x.flatten(2).transpose(1, 2)

    class Rearrange(nn.Module):
        def __init__(self, pattern):
            super().__init__()
            self.pattern = pattern

        def forward(self, x):
            return rearrange(x, self.pattern)

    einops = types.ModuleType("einops")
    einops.rearrange = rearrange
    einops.layers = types.ModuleType("einops.layers")
    einops.layers.torch = types.ModuleType("einops.layers.torch")
    einops.layers.torch.Rearrange = Rearrange
    for module in (einops, einops.layers, einops.layers.torch):
        sys.modules[module.__name__] = module


def networks(root):
    """The architectures; `spandrel` itself would want torchvision and more."""
    stand_in_for_einops()
    base = root / "libs/spandrel/spandrel"
    for name, path in [("spandrel", base), ("spandrel.architectures", base / "architectures")]:
        package = types.ModuleType(name)
        package.__path__ = [str(path)]
        sys.modules[name] = package
    for name in ("ESRGAN", "Compact", "SwinIR", "DAT", "SPAN"):
        package = types.ModuleType(f"spandrel.architectures.{name}")
        package.__path__ = [str(base / "architectures" / name)]
        sys.modules[package.__name__] = package
    util = types.ModuleType("spandrel.util")
    util.__path__ = [str(base / "util")]
    util.store_hyperparameters = lambda **_: lambda network: network
    sys.modules["spandrel.util"] = util
    arch = importlib.import_module("spandrel.architectures.ESRGAN.__arch.RRDB")
    block, rrdb = arch.B.RRDB, arch.RRDBNet
    arch.B.RRDB = lambda *args, **options: block(*args, **options | {"gc": 4})  # 32 in the source: megabytes
    of = {"Compact": "SRVGG", "SwinIR": "SwinIR", "DAT": "DAT", "SPAN": "span"}
    archs = {name: importlib.import_module(f"spandrel.architectures.{name}.__arch.{file}") for name, file in of.items()}
    return rrdb, archs["Compact"].SRVGGNetCompact, archs["SwinIR"], archs["DAT"], archs["SPAN"].SPAN


def narrow(arch, network, features=6):
    """The same network with fewer features where pixels are made; 64 in the source, and no argument for it."""
    width = network.conv_before_upsample[0].in_channels
    conv = functools.partial(nn.Conv2d, kernel_size=3, padding=1)
    network.conv_before_upsample = nn.Sequential(conv(width, features), nn.LeakyReLU())
    network.conv_last = conv(features, 3)
    if hasattr(network, "upsample"):
        network.upsample = arch.Upsample(network.upscale, features)
    for name in ("conv_up1", "conv_up2", "conv_hr"):
        if hasattr(network, name):
            setattr(network, name, conv(features, features))
    return network


def transformers(swin, dat):
    """SwinIR and DAT in each of the forms that their files come in, and what is renamed."""
    base = dict(img_size=16, embed_dim=12, depths=[2, 3], num_heads=[2, 3], window_size=4, mlp_ratio=2)
    swinir = lambda **options: swin.SwinIR(**base | options)  # noqa: E731
    halves = dict(img_size=16, embed_dim=64, split_size=[2, 4], expansion_factor=2)
    same = lambda name: name  # noqa: E731
    unshuffled = lambda name: name.replace("conv_first.", "conv_first.1.")  # noqa: E731
    shuffle = dict(upsampler="pixelshuffle")
    return {
        "swinir-shuffle-4x": (narrow(swin, swinir(**shuffle, upscale=4)), same, (8, 12)),
        "swinir-direct-3x": (swinir(upsampler="pixelshuffledirect", upscale=3), same, (12, 8)),
        "swinir-real-4x": (
            narrow(swin, swinir(upsampler="nearest+conv", upscale=4, resi_connection="3conv", patch_norm=False)),
            same,
            (8, 12),
        ),
        "swinir-mend-1x": (swinir(window_size=7, img_size=21, img_range=255.0), same, (14, 21)),
        "swinir-unshuffle-2x": (narrow(swin, swinir(**shuffle, upscale=4, start_unshuffle=2)), unshuffled, (16, 24)),
        "dat-direct-3x": (
            dat.DAT(**halves, upsampler="pixelshuffledirect", upscale=3, depth=[3, 2], num_heads=[4, 2], resi_connection="3conv"),
            same,
            (6, 9),
        ),
        "dat-shuffle-2x": (
            narrow(dat, dat.DAT(**halves, upsampler="pixelshuffle", upscale=2, depth=[1, 1], num_heads=[2, 4], qkv_bias=False)),
            same,
            (8, 4),
        ),
    }


def renamed(name, style):
    """Old names to those of a later generation."""
    parts = name.split(".")
    kind = parts[-1]
    first, body, before, last, trunk, dense, up = {
        "new": ("conv_first", "conv_body", "conv_hr", "conv_last", "body", "rdb", "conv_up"),
        "bsrgan": ("conv_first", "trunk_conv", "HRconv", "conv_last", "RRDB_trunk", "RDB", "upconv"),
    }[style]
    if parts[1] == "1":
        is_body = len(parts) == 5  # model.1.sub.N.weight
        return f"{body}.{kind}" if is_body else f"{trunk}.{parts[3]}.{dense}{parts[4][3:]}.{parts[5]}.{kind}"
    return {"0": first, "3": f"{up}1", "6": f"{up}2", "8": before, "10": last}[parts[1]] + f".{kind}"


def weigh(network, seed):
    """Weights that keep activations near 1 and differ everywhere, exact in float16."""
    generator = torch.Generator().manual_seed(seed)
    for name, value in network.state_dict().items():
        if not value.is_floating_point() or name.endswith("rpe_biases") or "attn_mask" in name or name == "no_norm":
            continue  # not trained, but found out from the sizes
        size = 0.9 * (3 / max(1, value[0].numel())) ** 0.5 if value.ndim > 1 else 0.3
        is_scale = value.ndim == 1 and ("norm" in name or "running_var" in name) and not name.endswith("bias")
        value.copy_(((torch.rand(value.shape, generator=generator) * 2 - 1) * size + is_scale).half().float())


def stored(name, value):
    """A tensor as it is kept: what was trained in half precision, the rest as it is."""
    is_index = not value.is_floating_point()
    is_derived = name.endswith("rpe_biases") or "eval_conv" in name
    return ("I64" if is_index else "F32" if is_derived else "F16", value.numpy())


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--spandrel", type=pathlib.Path, required=True)
    rrdb, compact, swin, dat, span = networks(parser.parse_args().spandrel)
    common = dict(in_nc=3, out_nc=3, num_filters=6, num_blocks=2, scale=4)
    cases = {
        "old-4x": (rrdb(**common), lambda name: name),
        "new-4x": (rrdb(**common), functools.partial(renamed, style="new")),
        "bsrgan-4x": (rrdb(**common), functools.partial(renamed, style="bsrgan")),
        "plus-2x": (rrdb(**common | dict(scale=2, plus=True)), lambda name: name),
        "unshuffle-2x": (rrdb(**common | dict(in_nc=12, shuffle_factor=2)), functools.partial(renamed, style="new")),
        "unshuffle-1x": (rrdb(**common | dict(in_nc=48, shuffle_factor=4)), functools.partial(renamed, style="new")),
        "compact-4x": (compact(num_feat=6, num_conv=3, upscale=4), lambda name: name),
        "compact-2x": (compact(num_feat=5, num_conv=2, upscale=2), lambda name: name),
        **transformers(swin, dat),
        "span-2x": (span(num_in_ch=3, num_out_ch=3, feature_channels=6, upscale=2).eval(), lambda name: name),
        "span-4x": (span(num_in_ch=3, num_out_ch=3, feature_channels=5, upscale=4, norm=False).eval(), lambda name: name),
    }
    for seed, (name, (network, rename, *size)) in enumerate(cases.items()):
        network.eval()
        weigh(network, seed)
        image = torch.rand(1, 3, *(size[0] if size else (8, 12)), generator=torch.Generator().manual_seed(100 + seed))
        larger = network(image)
        prefix = "params_ema." if name.startswith(("new", "unshuffle-2x")) else "params." if "compact-4x" == name else ""
        tensors = {prefix + rename(key): stored(key, value) for key, value in network.state_dict().items()}
        assert len(tensors) == len(network.state_dict())
        (HERE / f"{name}.safetensors").write_bytes(safetensors_bytes(tensors))
        answers = {"image": ("F32", image.numpy()), "larger": ("F32", larger.numpy())}
        (HERE / f"{name}.golden.safetensors").write_bytes(safetensors_bytes(answers))
        print(name, list(larger.shape), float(larger.std()))
    network, rename = cases["new-4x"]
    state = {rename(key): value.half() for key, value in network.state_dict().items()}
    torch.save({"params_ema": state}, HERE / "new-4x.pth")


main()
