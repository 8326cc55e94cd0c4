"""Makes colors.safetensors: colour correction and the noise of outpainting, by the WebUI's own functions.

    python3 make_colors.py --webui DIR --blendmodes DIR

DIR is a checkout as for make.py, of which modules/processing.py and scripts/outpainting_mk_2.py are run, and one of
FHPythonUtils/BlendModes as of 2022 (its last commit before 2023). OpenCV 4.6.0, scikit-image 0.19.3.
"""
import argparse
import ast
import hashlib
import logging
import pathlib
import sys
from types import SimpleNamespace

import cv2
import numpy as np
import skimage
from PIL import Image
from skimage import exposure

from make import HERE, picture, safetensors_bytes


def functions(path, names, **space):
    tree = ast.parse(path.read_text())
    exec(compile(ast.Module([node for node in tree.body if getattr(node, "name", None) in names], []), str(path), "exec"), space)
    return [space[name] for name in names]


def cube_hash(code):
    """SHA-256 of what every 15th slice of the colour cube becomes, first channel first."""
    hashed = hashlib.sha256()
    pair = np.stack(np.meshgrid(np.arange(256), np.arange(256), indexing="ij"), -1)
    for first in range(0, 256, 15):
        slice = np.concatenate([np.full((256, 256, 1), first), pair], -1).astype(np.uint8)
        hashed.update(cv2.cvtColor(slice, code).tobytes())
    return np.frombuffer(hashed.digest(), np.uint8)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--webui", type=pathlib.Path, required=True)
    parser.add_argument("--blendmodes", type=pathlib.Path, required=True)
    args = parser.parse_args()
    sys.path.insert(0, str(args.blendmodes))
    # Its list of kinds wants a package that Debian lacks; blend.py asks for nothing but their names.
    kinds = type("Kinds", (type,), {"__getattr__": lambda _, name: name})("BlendType", (), {})
    sys.modules["blendmodes.blendtype"] = SimpleNamespace(BlendType=kinds)
    from blendmodes.blend import BlendType, blendLayers
    setup, apply = functions(args.webui / "modules/processing.py", ["setup_color_correction", "apply_color_correction"],
                             cv2=cv2, np=np, Image=Image, exposure=exposure, logging=logging, BlendType=BlendType, blendLayers=blendLayers)
    (matched_noise,) = functions(args.webui / "scripts/outpainting_mk_2.py", ["get_matched_noise"], np=np, skimage=skimage)
    rng = np.random.default_rng(21)
    out = {"cube.lab": cube_hash(cv2.COLOR_RGB2LAB), "cube.rgb": cube_hash(cv2.COLOR_LAB2RGB)}

    image, palette = picture(rng, 29, 23, 3), picture(rng, 17, 31, 3)[:, :, ::-1] // 2
    plain = np.full((5, 9, 3), (200, 90, 20), np.uint8)
    out |= {"image": image, "palette": palette, "plain": plain}
    for name, one, other in (("corrected", image, palette), ("corrected.back", palette, image), ("corrected.plain", image, plain),
                             ("corrected.from-plain", plain, image)):
        out[name] = np.asarray(apply(setup(Image.fromarray(np.ascontiguousarray(other))), Image.fromarray(np.ascontiguousarray(one))))

    for name, (width, height), side, noise_q, variation in (
            ("left", (40, 24), 12, 1.0, 0.05), ("up", (24, 36), 9, 0.4, 0.6), ("even", (32, 32), 16, 2.0, 0.0)):
        canvas = picture(rng, width, height, 3)
        mask = np.zeros((height, width, 3), np.uint8)
        if name == "up":
            canvas[:side], mask[: side + 3] = 0, 255
        else:
            canvas[:, :side], mask[:, : side + 3] = 0, 255
        noised = matched_noise((canvas / 255.0).astype(np.float64), (mask / 255.0).astype(np.float64), noise_q, variation)
        out |= {f"noise.{name}.canvas": canvas, f"noise.{name}.mask": mask[..., 0],
                f"noise.{name}": np.clip(noised * 255.0, 0.0, 255.0).astype(np.uint8)}
    out["random"] = np.frombuffer(hashlib.sha256(np.random.default_rng(0).random(2000).tobytes()).digest(), np.uint8)

    dtypes = {np.uint8: "U8"}
    tensors = {name: (dtypes[a.dtype.type], np.ascontiguousarray(a)) for name, a in out.items()}
    (HERE / "colors.safetensors").write_bytes(safetensors_bytes(tensors))


main()
