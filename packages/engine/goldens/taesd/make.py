"""Makes toy TAESD networks (4 channels wide instead of 64), with and without FLUX.2's pooling, and what madebyollin's own classes answer for them.

    python3 make.py --taesd DIR

DIR is a checkout of madebyollin/taesd.
"""
import argparse
import pathlib
import sys

import torch

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "networks"))
from toy_weights import safetensors_bytes  # noqa: E402


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--taesd", type=pathlib.Path, required=True)
    source = (parser.parse_args().taesd / "taesd.py").read_text()
    space = {"__name__": "taesd"}
    exec(source.replace("64", "4"), space)
    generator = torch.Generator().manual_seed(3)
    answers = {}
    sides = [("decoder", (1, 4, 5, 3), "latent", "image"), ("encoder", (1, 3, 24, 40), "image", "latent")]
    for kind, part, shape, given, made in [("taesd", *side) for side in sides] + [("taef2", *side) for side in sides]:
        network = space[part.capitalize()](use_midblock_gn=kind == "taef2")
        for value in network.state_dict().values():
            size = 1.2 * (3 / max(1, value[0].numel())) ** 0.5 if value.ndim > 1 else 0.3
            value.copy_(((torch.rand(value.shape, generator=generator) * 2 - 1) * size).half().float())
        x = torch.randn(shape, generator=generator) * 2 if part == "decoder" else torch.rand(shape, generator=generator)
        y = network(x)
        print(kind, part, list(y.shape), float(y.std()))
        prefix = part if kind == "taesd" else f"{kind}.{part}"
        answers |= {f"{prefix}.{given}": ("F32", x.numpy()), f"{prefix}.{made}": ("F32", y.numpy())}
        weights = {name: ("F16", value.numpy()) for name, value in network.state_dict().items()}
        (HERE / f"{kind}_{part}.safetensors").write_bytes(safetensors_bytes(weights))
    (HERE / "golden.safetensors").write_bytes(safetensors_bytes(answers))


main()
