"""Makes imaging.safetensors: what Pillow, OpenCV, torch and the WebUI's own functions make of small pictures and masks.

    python3 make.py --webui DIR

DIR is a checkout of AUTOMATIC1111/stable-diffusion-webui or of lllyasviel/stable-diffusion-webui-forge, of which
modules/masking.py and the functions for sizes and tiles in modules/images.py are run.
"""
import argparse
import ast
import math
import pathlib
import sys
from collections import namedtuple
from types import SimpleNamespace

import cv2
import numpy as np
import torch
from PIL import Image, ImageFilter, ImageOps

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "networks"))
from toy_weights import safetensors_bytes  # noqa: E402

NAMES = {"nearest": Image.NEAREST, "box": Image.BOX, "bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC, "lanczos": Image.LANCZOS}


def webui_functions(root, names):
    """Functions of modules/images.py, without the rest of the WebUI that the file imports."""
    tree = ast.parse((root / "modules/images.py").read_text())
    picked = [node for node in tree.body if getattr(node, "name", None) in names]
    space = dict(Image=Image, np=np, math=math, namedtuple=namedtuple, LANCZOS=Image.LANCZOS,
                 opts=SimpleNamespace(upscaler_for_img2img=None))
    exec(compile(ast.Module(picked, []), "images.py", "exec"), space)
    return SimpleNamespace(**{name: space[name] for name in names})


def masking_of(root):
    space = {}
    exec(compile((root / "modules/masking.py").read_text(), "masking.py", "exec"), space)
    return SimpleNamespace(**space)


def picture(rng, width, height, channels):
    """Hard edges, gradients and noise, with full black and full white."""
    y, x = np.mgrid[0:height, 0:width]
    layers = [(x * (5 + k) + y * (11 - 3 * k)) % 256 for k in range(channels)]
    smooth = np.stack(layers, -1).astype(np.float64)
    noisy = smooth + rng.integers(-60, 60, smooth.shape)
    noisy[height // 3: height // 2, width // 4: width // 2] = 255
    noisy[height // 2: height // 2 + 3] = 0
    out = np.clip(noisy, 0, 255).astype(np.uint8)
    return out[..., 0] if channels == 1 else out


def drawn_mask(width, height, boxes):
    mask = np.zeros((height, width), np.uint8)
    for left, top, right, bottom, level in boxes:
        mask[top:bottom, left:right] = level
    return mask


def cv2_blur(mask, x, y):
    """As processing.py calls it."""
    for sigma, across in ((x, True), (y, False)):
        if sigma > 0:
            size = 2 * int(2.5 * sigma + 0.5) + 1
            mask = cv2.GaussianBlur(mask, (size, 1) if across else (1, size), sigma)
    return mask


def overlay(masking, image, mask):
    """As StableDiffusionProcessingImg2Img.init cuts the original out."""
    cut = Image.new("RGBa", image.size)
    cut.paste(image.convert("RGBA").convert("RGBa"), mask=ImageOps.invert(mask))
    return cut.convert("RGBA")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--webui", type=pathlib.Path, required=True)
    root = parser.parse_args().webui
    webui = webui_functions(root, ["resize_image", "Grid", "split_grid", "combine_grid"])
    masking = masking_of(root)
    rng = np.random.default_rng(20)
    out = {}

    rgb, grey, rgba = picture(rng, 23, 17, 3), picture(rng, 19, 26, 1), picture(rng, 14, 11, 4)
    out |= {"rgb": rgb, "grey": grey, "rgba": rgba}
    for name, filter in NAMES.items():
        for size in ((37, 29), (9, 7), (23, 40), (5, 17)):
            out[f"resize.{name}.{size[0]}x{size[1]}"] = np.asarray(Image.fromarray(rgb).resize(size, filter))
        out[f"resize.{name}.grey"] = np.asarray(Image.fromarray(grey).resize((31, 8), filter))
        out[f"resize.{name}.box"] = np.asarray(Image.fromarray(rgb).resize((12, 13), filter, box=(3, 2, 17, 12)))
    for mode in (0, 1, 2):
        for size in ((30, 12), (12, 30), (33, 33)):
            out[f"mode{mode}.{size[0]}x{size[1]}"] = np.asarray(webui.resize_image(mode, Image.fromarray(rgb), *size))
            masked = webui.resize_image(mode, Image.fromarray(grey), *size).convert("L")
            out[f"mode{mode}.grey.{size[0]}x{size[1]}"] = np.asarray(masked)
    for sigma in (0.5, 2, 4, 16, 64, 256):
        out[f"boxblur.{sigma}"] = np.asarray(Image.fromarray(rgb).filter(ImageFilter.GaussianBlur(sigma)))
    out["grey.of.rgb"] = np.asarray(Image.fromarray(rgb).convert("L"))
    flat = Image.new("RGBA", (14, 11), "#33ccff")
    flat.paste(Image.fromarray(rgba), mask=Image.fromarray(rgba))
    out["flattened"] = np.asarray(flat.convert("RGB"))
    under = Image.fromarray(np.ascontiguousarray(rgba[::-1]))
    out["composite"] = np.asarray(Image.alpha_composite(under, Image.fromarray(rgba)))

    mask = drawn_mask(41, 33, [(6, 5, 20, 15, 255), (25, 20, 30, 24, 200)])
    out["mask"] = mask
    for x, y in ((4, 4), (1, 0), (0, 9), (16, 2), (64, 64)):
        out[f"cv2blur.{x}.{y}"] = cv2_blur(mask, x, y)
    image = picture(rng, 41, 33, 3)
    soft = cv2_blur(mask, 4, 4)
    out |= {"image": image, "filled": np.asarray(masking.fill(Image.fromarray(image), Image.fromarray(soft)))}
    laid = overlay(masking, Image.fromarray(image), Image.fromarray(soft))
    out["overlay"] = np.asarray(laid)
    painted = Image.fromarray(image[::-1, ::-1].copy()).convert("RGBA")
    painted.alpha_composite(laid)
    out["overlaid"] = np.asarray(painted.convert("RGB"))
    box = (3, 4, 33, 24)
    small = webui.resize_image(1, Image.fromarray(rgb), box[2] - box[0], box[3] - box[1])
    base = Image.new("RGBA", laid.size)
    base.paste(small, box[:2])
    base.alpha_composite(laid)
    out["overlaid.box"] = np.asarray(base.convert("RGB"))
    cells = np.asarray(Image.fromarray(soft).convert("RGB").resize((10, 8)), np.float32)[..., 0] / 255
    out |= {"latentmask": cells, "latentmask.rounded": np.around(cells)}

    # only the masked area, whole way: box, shape, picture and mask to paint with, result laid back
    region = masking.expand_crop_region(masking.get_crop_region(soft, 5), 24, 24, 41, 33)
    out["masked.box"] = np.array(region, np.int64)
    out["masked.image"] = np.asarray(webui.resize_image(2, Image.fromarray(image).crop(region), 24, 24))
    out["masked.mask"] = np.asarray(webui.resize_image(2, Image.fromarray(soft).crop(region), 24, 24).convert("L"))
    boxes = []
    for n in range(60):
        width, height = (int(v) for v in rng.integers(20, 900, 2))
        left, top = int(rng.integers(0, width - 8)), int(rng.integers(0, height - 8))
        right, bottom = int(rng.integers(left + 1, width + 1)), int(rng.integers(top + 1, height + 1))
        target = [int(v) * 8 for v in rng.integers(8, 128, 2)]
        grown = masking.expand_crop_region((left, top, right, bottom), *target, width, height)
        boxes.append([left, top, right, bottom, *target, width, height, *grown])
    out["boxes"] = np.array(boxes, np.int64)

    wide = picture(rng, 61, 37, 3)
    grid = webui.split_grid(Image.fromarray(wide), 24, 16, 6)
    places = [(x, y) for y, _, row in grid.tiles for x, _, _ in row]
    out |= {"tiles.image": wide, "tiles.places": np.array(places, np.int64)}
    for y, _, row in grid.tiles:
        for tile in row:
            tile[2] = ImageOps.invert(tile[2]) if (tile[0] + y) % 2 else tile[2]
    out["tiles.joined"] = np.asarray(webui.combine_grid(grid).convert("RGB"))

    latent = torch.randn(2, 3, 9, 7, generator=torch.Generator().manual_seed(5))
    out["latent"] = latent.numpy()
    for mode in ("bilinear", "bicubic", "nearest", "nearest-exact"):
        for size in ((18, 14), (13, 16), (5, 4)):
            for antialias in (False, True) if mode.startswith("bi") else (False,):
                made = torch.nn.functional.interpolate(latent, size=size, mode=mode, antialias=antialias)
                out[f"interpolate.{mode}.{antialias}.{size[0]}x{size[1]}"] = made.numpy()

    dtypes = {np.uint8: "U8", np.float32: "F32", np.int64: "I64"}
    tensors = {name: (dtypes[a.dtype.type], a) for name, a in out.items()}
    (HERE / "imaging.safetensors").write_bytes(safetensors_bytes(tensors))


if __name__ == "__main__":
    main()
