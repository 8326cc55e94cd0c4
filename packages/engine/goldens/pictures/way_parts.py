"""The WebUI's own preparation of pictures, masks, prompts and noise, read out of a checkout of Forge, which has kept it."""
import ast
import importlib
import logging
import math
import pathlib
import sys
from types import SimpleNamespace

import cv2
import numpy as np
import torch
from PIL import Image, ImageFilter, ImageOps  # noqa: F401, masks are filled with the filters
from skimage import exposure

import webui
from reference import stub

PIL_MODULES = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "PIL"}


class Anything:
    """Has whatever is asked of it, and is callable."""

    def __getattr__(self, name):
        return Anything()

    def __call__(self, *args, **kwargs):
        return Anything()


def picked(path, names, space):
    """Functions and methods (`Class.method`) of a file, without the rest of the WebUI that it imports."""
    tree = ast.parse(path.read_text())
    members = {node.name: node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    for node in list(members.values()):
        if isinstance(node, ast.ClassDef):
            members |= {f"{node.name}.{n.name}": n for n in node.body if isinstance(n, ast.FunctionDef)}
    found = {}
    for name in names:
        exec(compile(ast.Module([members[name]], []), str(path), "exec"), space)
        found[name] = space[name.split(".")[-1]]
    return found


def import_blendmodes(folder):
    """blendmodes without its list of kinds, which wants a package that Debian lacks; blend.py asks for nothing but their names."""
    sys.path.insert(0, folder)
    kinds = type("Kinds", (type,), {"__getattr__": lambda _, name: name})("BlendType", (), {})
    sys.modules["blendmodes.blendtype"] = SimpleNamespace(BlendType=kinds)
    return dict(BlendType=kinds, blendLayers=importlib.import_module("blendmodes.blend").blendLayers)


def import_soft(path, processing, images):
    """The functions of soft_inpainting.py, which import what they need of the WebUI when they are called."""
    stub("modules.processing", create_binary_mask=processing["create_binary_mask"], uncrop=processing["uncrop"])
    stub("modules.images", resize_image=images.resize_image)
    modules = sys.modules["modules"]
    modules.processing, modules.images = sys.modules["modules.processing"], sys.modules["modules.images"]
    names = ["SoftInpaintingSettings", "latent_blend", "get_modified_nmask", "apply_adaptive_masks", "weighted_histogram_filter",
             "smootherstep", "get_gaussian_kernel"]
    return SimpleNamespace(**picked(pathlib.Path(path), names, dict(np=np, math=math, float64=lambda _: torch.float64)))


def import_parts(forge, k_diffusion, clip, soft, blendmodes):
    """The parts of `webui.import_parts`, and the WebUI's own preparation of pictures, masks, prompts and noise."""
    parts = webui.import_parts(forge, k_diffusion, clip)
    sys.modules.update(PIL_MODULES)
    root = pathlib.Path(forge) / "modules"
    shared = sys.modules["modules.shared"]
    shared.device, shared.state = "cpu", SimpleNamespace(interrupted=False)
    vars(shared.opts).update(
        randn_source="CPU", forge_try_reproduce="", eta_noise_seed_delta=0, upscaler_for_img2img=None, img2img_fix_steps=False,
        use_old_hires_fix_width_height=False, img2img_color_correction=False, save_init_img=False, sd_vae_encode_method="Full",
        img2img_background_color="#ffffff", inpainting_mask_weight=1, uni_pc_variant="bh1", uni_pc_skip_type="time_uniform",
        uni_pc_order=3, uni_pc_lower_order_final=True)
    stub("modules.devices", device=torch.device("cpu"), cpu=torch.device("cpu"), dtype=torch.float32)
    sys.modules["modules"].devices, sys.modules["modules"].shared = sys.modules["modules.devices"], shared
    sys.modules["modules"].rng_philox = parts.philox
    parts.opts, parts.rng = shared.opts, importlib.import_module("modules.rng")
    parts.prompts = importlib.import_module("modules.prompt_parser")
    parts.masking = importlib.import_module("modules.masking")
    package = sys.modules["modules.models.diffusion.uni_pc"]
    package.__path__ = [str(root / "models/diffusion/uni_pc")]
    package.uni_pc = importlib.import_module("modules.models.diffusion.uni_pc.uni_pc")
    parts.timesteps = importlib.reload(parts.timesteps)
    parts.restart = picked(root / "sd_samplers_extra.py", ["restart_sampler"],
                           dict(torch=torch, tqdm=importlib.import_module("tqdm"), k_diffusion=sys.modules["k_diffusion"]))["restart_sampler"]
    sys.modules["k_diffusion"].sampling = parts.sampling

    plain = dict(np=np, torch=torch, cv2=cv2, Image=Image, ImageOps=ImageOps, LANCZOS=Image.LANCZOS, NEAREST=Image.NEAREST,
                 opts=shared.opts, shared=shared, logging=logging, opt_f=8, PIL=SimpleNamespace(Image=Image), abstractmethod=lambda f: f)
    upscale = picked(root / "upscaler.py", ["Upscaler.upscale"], dict(plain))["Upscaler.upscale"]
    lanczos = picked(root / "upscaler.py", ["UpscalerLanczos.do_upscale"], dict(plain))["UpscalerLanczos.do_upscale"]
    scaler = type("Lanczos", (), {"upscale": upscale, "do_upscale": lanczos})()
    shared.sd_upscalers = [SimpleNamespace(name="Lanczos", scaler=scaler, data_path=None)]
    resize_image = picked(root / "images.py", ["resize_image"], dict(plain))["resize_image"]
    parts.images = SimpleNamespace(resize_image=resize_image, flatten=lambda image, color: image.convert("RGB"))
    parts.setup_img2img_steps = picked(root / "sd_samplers_common.py", ["setup_img2img_steps"], dict(plain))["setup_img2img_steps"]
    space = dict(plain, images=parts.images, masking=parts.masking, sd_samplers=Anything(), approximation_indexes={},
                 devices=SimpleNamespace(torch_gc=lambda: None, dtype=torch.float32),
                 create_random_tensors=lambda shape, seeds: parts.rng.ImageRNG(shape, seeds).next())
    of = "StableDiffusionProcessing"
    space |= dict(exposure=exposure, **import_blendmodes(blendmodes))
    names = ["create_binary_mask", "uncrop", "apply_overlay", "setup_color_correction", "apply_color_correction", f"{of}.inpainting_image_conditioning",
             f"{of}Txt2Img.calculate_target_resolution", f"{of}Img2Img.init"]
    found = picked(root / "processing.py", names, space)
    parts.apply_overlay, parts.inpainting_image_conditioning = found["apply_overlay"], found[f"{of}.inpainting_image_conditioning"]
    parts.calculate_target_resolution, parts.init_img2img, parts.processing = found[names[-2]], found[names[-1]], space
    parts.apply_color_correction = found["apply_color_correction"]
    parts.soft = import_soft(soft, found, parts.images)
    return parts
