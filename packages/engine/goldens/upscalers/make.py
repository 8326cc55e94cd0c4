"""Makes the toy upscalers in this folder and what spandrel's networks answer for them.

    python3 make.py --spandrel DIR

DIR is a checkout of chaiNNer-org/spandrel; its `RRDBNet` and `SRVGGNetCompact` are run, without the loaders around them.
"""
import argparse
import functools
import importlib
import pathlib
import sys
import types

import numpy as np
import torch

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "networks"))
from toy_weights import safetensors_bytes  # noqa: E402


def networks(root):
    """The two architectures; `spandrel` itself would want torchvision and more."""
    base = root / "libs/spandrel/spandrel"
    for name, path in [("spandrel", base), ("spandrel.architectures", base / "architectures")]:
        package = types.ModuleType(name)
        package.__path__ = [str(path)]
        sys.modules[name] = package
    for name in ("ESRGAN", "Compact"):
        package = types.ModuleType(f"spandrel.architectures.{name}")
        package.__path__ = [str(base / "architectures" / name)]
        sys.modules[package.__name__] = package
    util = types.ModuleType("spandrel.util")
    util.store_hyperparameters = lambda **_: lambda network: network
    sys.modules["spandrel.util"] = util
    arch = importlib.import_module("spandrel.architectures.ESRGAN.__arch.RRDB")
    block, rrdb = arch.B.RRDB, arch.RRDBNet
    arch.B.RRDB = lambda *args, **options: block(*args, **options | {"gc": 4})  # 32 in the source: megabytes
    compact = importlib.import_module("spandrel.architectures.Compact.__arch.SRVGG").SRVGGNetCompact
    return rrdb, compact


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
        size = 0.9 * (3 / max(1, value[0].numel())) ** 0.5 if value.ndim > 1 else 0.3
        value.copy_(((torch.rand(value.shape, generator=generator) * 2 - 1) * size).half().float())


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--spandrel", type=pathlib.Path, required=True)
    rrdb, compact = networks(parser.parse_args().spandrel)
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
    }
    for seed, (name, (network, rename)) in enumerate(cases.items()):
        network.eval()
        weigh(network, seed)
        image = torch.rand(1, 3, 8, 12, generator=torch.Generator().manual_seed(100 + seed))
        larger = network(image)
        prefix = "params_ema." if name.startswith(("new", "unshuffle-2x")) else "params." if "compact-4x" == name else ""
        tensors = {prefix + rename(key): ("F16", value.numpy()) for key, value in network.state_dict().items()}
        assert len(tensors) == len(network.state_dict())
        (HERE / f"{name}.safetensors").write_bytes(safetensors_bytes(tensors))
        answers = {"image": ("F32", image.numpy()), "larger": ("F32", larger.numpy())}
        (HERE / f"{name}.golden.safetensors").write_bytes(safetensors_bytes(answers))
        print(name, list(larger.shape), float(larger.std()))
    network, rename = cases["new-4x"]
    state = {rename(key): value.half() for key, value in network.state_dict().items()}
    torch.save({"params_ema": state}, HERE / "new-4x.pth")


main()
