"""Makes passes.json and passes.safetensors: what the WebUI's scripts of several passes ask of a pass, and what they make of it.

    python3 make.py --webui DIR

DIR is a checkout of AUTOMATIC1111/stable-diffusion-webui or of lllyasviel/stable-diffusion-webui-forge. Its scripts
outpainting_mk_2, poor_mans_outpainting, loopback and sd_upscale run as they are. A pass is not painted: each of its pictures
comes back turned upside down in colour (255 - level), and what it was asked with is written down. Pillow 9.4.0, numpy 1.24.2,
scikit-image 0.19.3.
"""
import argparse
import ast
import json
import math
import pathlib
import sys
from collections import namedtuple
from types import ModuleType, SimpleNamespace

import numpy as np
import skimage.exposure
from PIL import Image, ImageOps

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2] / "engine/goldens/networks"))
from toy_weights import safetensors_bytes  # noqa: E402

FILLS = ["fill", "original", "noise", "nothing"]


class Anything(ModuleType):
    def __getattr__(self, name):
        return Anything(name)

    def __call__(self, *args, **kwargs):
        return Anything("")


def picture(width, height):
    y, x = np.mgrid[0:height, 0:width]
    out = np.stack([(x * 3 + y) % 256, 255 - x, 40 + y * 2], -1)
    out[height // 4: height // 2, width // 3: width // 2] = (20, 30, 60)
    out = out + np.random.default_rng(width).integers(-9, 10, out.shape)  # a spectrum that is nowhere 0
    return np.clip(out, 0, 255).astype(np.uint8)


def images_of(root):
    tree = ast.parse((root / "modules/images.py").read_text())
    names = ["resize_image", "Grid", "split_grid", "combine_grid"]
    found = [node for node in tree.body if getattr(node, "name", None) in names
             or isinstance(node, ast.Assign) and getattr(node.targets[0], "id", None) == "Grid"]
    space = dict(Image=Image, np=np, math=math, namedtuple=namedtuple, LANCZOS=Image.LANCZOS, opts=SimpleNamespace(upscaler_for_img2img=None))
    exec(compile(ast.Module(found, []), "images.py", "exec"), space)
    space["image_grid"] = lambda images, **_: None
    space["flatten"] = lambda image, _: image.convert("RGB")
    return SimpleNamespace(**space)


class Recorder:
    """process_images that paints nothing."""

    def __init__(self, tensors, name):
        self.tensors, self.name, self.passes = tensors, name, []

    def __call__(self, p):
        at = f"{self.name}.{len(self.passes)}"
        told = dict(seed=p.seed, width=p.width, height=p.height, denoisingStrength=round(p.denoising_strength, 12), pictures=len(p.init_images))
        for i, image in enumerate(p.init_images):
            self.tensors[f"{at}.start.{i}"] = np.asarray(image.convert("RGB"))
        if p.image_mask is not None:
            told |= dict(blur=p.mask_blur_x, blurY=p.mask_blur_y, content=FILLS[p.inpainting_fill], area="masked" if p.inpaint_full_res else "whole")
            self.tensors[f"{at}.mask"] = np.asarray(p.image_mask.convert("L"))
        if p.latent_mask is not None:
            self.tensors[f"{at}.latent-mask"] = np.asarray(p.latent_mask.convert("L"))
        self.passes.append(told)
        images = [ImageOps.invert(image.convert("RGB")) for image in p.init_images]
        return SimpleNamespace(images=images, seed=p.seed, info="")


class Order(SimpleNamespace):
    @property
    def mask_blur(self):
        return self.mask_blur_x

    @mask_blur.setter
    def mask_blur(self, value):
        self.mask_blur_x = self.mask_blur_y = value


def order(image, **fields):
    return Order(**(dict(init_images=[Image.fromarray(image)], width=128, height=128, batch_size=1, n_iter=1, seed=100, prompt="", image_mask=None,
                         latent_mask=None, mask_blur_x=4, mask_blur_y=4, inpainting_fill=0, inpaint_full_res=True, denoising_strength=0.75,
                         extra_generation_params={}, outpath_samples="", outpath_grids="", do_not_save_grid=False) | fields))


ALL = ["left", "right", "up", "down"]
RUNS = {
    "mk2.all": ("outpainting_mk_2", dict(size=(64, 64), width=64, height=64), (None, 32, 4, ALL, 1.0, 0.05)),
    "mk2.left": ("outpainting_mk_2", dict(size=(64, 64), width=96, height=64, batch_size=2), (None, 64, 4, ["left"], 0.5, 0.3)),
    "mk2.odd": ("outpainting_mk_2", dict(size=(50, 40), width=96, height=64), (None, 20, 2, ["right", "up"], 1.0, 0.05)),
    "poor.left-up": ("poor_mans_outpainting", dict(size=(64, 64), width=64, height=64), (32, 4, 0, ["left", "up"])),
    "poor.all": ("poor_mans_outpainting", dict(size=(96, 64), width=64, height=64), (16, 3, 2, ALL)),
    "loopback.linear": ("loopback", dict(size=(64, 64), width=64, height=64), (4, 0.5, "Linear", "None")),
    "loopback.lazy": ("loopback", dict(size=(64, 64), width=64, height=64, n_iter=2, batch_size=3), (3, 0.2, "Lazy", "None")),
    "loopback.aggressive": ("loopback", dict(size=(64, 64), width=64, height=64, mask=True), (3, 0.9, "Aggressive", "None")),
    "upscale.nearest": ("sd_upscale", dict(size=(64, 48), width=64, height=64), (None, 16, 1, 2)),
    "upscale.batch": ("sd_upscale", dict(size=(64, 48), width=48, height=32, batch_size=4, n_iter=2), (None, 8, 1, 2)),
    "upscale.none": ("sd_upscale", dict(size=(64, 48), width=32, height=32), (None, 8, 0, 3)),
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--webui", type=pathlib.Path, required=True)
    root = parser.parse_args().webui
    nearest = SimpleNamespace(upscale=lambda image, scale, _: image.resize((int(image.width * scale), int(image.height * scale)), Image.NEAREST))
    opts = type("Off", (), {"__getattr__": lambda self, name: False})()
    shared = SimpleNamespace(opts=opts, cmd_opts=Anything("cmd_opts"), state=opts,
                             sd_upscalers=[SimpleNamespace(name="None", scaler=None, data_path=None), SimpleNamespace(name="Nearest", scaler=nearest, data_path=None)])
    tensors, told = {}, {}
    for name, (script, fields, args) in RUNS.items():
        recorder = Recorder(tensors, name)
        processing = SimpleNamespace(process_images=recorder, fix_seed=lambda p: None, setup_color_correction=lambda image: None,
                                     Processed=lambda p, images, *_: SimpleNamespace(images=images))
        modules = ModuleType("modules")
        parts = dict(images=images_of(root), processing=processing, shared=shared, devices=Anything("devices"), deepbooru=None,
                     scripts=SimpleNamespace(Script=object))
        for part, value in parts.items():
            setattr(modules, part, value)
            sys.modules[f"modules.{part}"] = value
        sys.modules |= {"modules": modules, "gradio": Anything("gradio")}
        space = {"skimage": skimage}
        exec(compile((root / f"scripts/{script}.py").read_text(), script, "exec"), space)
        width, height = fields["size"]
        image = picture(width, height)
        p = order(image, **{key: value for key, value in fields.items() if key not in ("size", "mask")})
        if fields.get("mask"):
            mask = np.zeros((height, width), np.uint8)
            mask[10:40, 20:50] = 255
            p.image_mask, tensors[f"{name}.mask"] = Image.fromarray(mask), mask
        tensors[f"{name}.picture"] = image
        made = space["Script"]().run(p, *args)
        for i, result in enumerate(made.images):
            tensors[f"{name}.result.{i}"] = np.asarray(result.convert("RGB"))
        told[name] = dict(script=script, order={key: value for key, value in fields.items() if key != "size"}, args=list(args),
                          passes=recorder.passes, results=len(made.images))
        print(name, len(recorder.passes), [image.size for image in made.images])
    (HERE / "passes.json").write_text(json.dumps(told, indent=1) + "\n")
    (HERE / "passes.safetensors").write_bytes(safetensors_bytes({name: ("U8", np.ascontiguousarray(a)) for name, a in tensors.items()}))


main()
