"""How AUTOMATIC1111 1.10.1 drives the reference parts in each way to paint: prompts that change, hires, img2img, masks, refiner.

How a step is guided, blended with a mask and handed to the refiner is written here, since Forge has its own. Where the WebUI
draws from what the VAE says of a picture, with a generator that no seed governs, the mean is taken.
"""
from types import SimpleNamespace

import numpy as np
import torch
from PIL import Image

import webui
from webui import TorchWithNoise

FILLS = {"fill": 0, "original": 1, "noise": 2, "nothing": 3}
SOFT = ["scheduleBias", "preservation", "contrastBoost", "maskInfluence", "differenceThreshold", "differenceContrast"]
RESIZES = {"stretch": 0, "crop": 1, "fill": 2, "latent": 3}
SECOND_ORDER = {"Heun", "DPM2", "DPM2 a", "DPM++ 2S a", "Restart"}
TIMESTEPS = {"DDIM": "ddim", "PLMS": "plms", "UniPC": "unipc"}
LATENT_MODES = {
    "Latent": ("bilinear", False), "Latent (antialiased)": ("bilinear", True), "Latent (bicubic)": ("bicubic", False),
    "Latent (bicubic antialiased)": ("bicubic", True), "Latent (nearest)": ("nearest", False),
    "Latent (nearest-exact)": ("nearest-exact", False),
}


class Guided(torch.nn.Module):
    """What samplers call: prompts of this call, guidance, masks and the refiner as `CFGDenoiser` of 1.10.1 has them."""

    def __init__(self, run, model, wrap, prompts, is_timesteps, start):
        super().__init__()
        self.run, self.model, self.inner_model, self.prompts = run, model, wrap(model), prompts
        self.wrap, self.is_timesteps, self.start, self.step, self.is_refined = wrap, is_timesteps, start, 0, False

    def completed(self, level):
        t = int(level.max()) if self.is_timesteps else int((self.inner_model.sigmas - level.max()).abs().argmin())
        return (999 - t) / 1000

    def blend(self, x, level=None):
        """`level`: None for the finished latent."""
        mask, soft = self.start and self.start.mask, self.start and self.start.soft
        if mask is None or (soft and level is None):
            return x
        if soft:
            script = self.run.parts.soft
            return script.latent_blend(soft, self.start.init_latent, x, script.get_modified_nmask(soft, self.start.nmask, level[0]))
        return x * self.start.nmask + self.start.init_latent * mask

    def predict(self, x, level, text, beside=None):
        """Every text for every image: [texts * N, 4, h, w]."""
        if beside is not None:
            self.inner_model.inner_model.beside = beside.expand(len(x), -1, -1, -1)
        return self.inner_model(x, level, cond=text)

    def forward(self, x, level, **_):
        order, refiner = self.run.order, self.run.refiner
        if refiner and not self.is_refined and self.completed(level) >= order["refiner"]["switchAt"]:
            self.inner_model, self.prompts, self.is_refined = refiner.wrap(refiner.model), refiner.prompts, True
        composition, cond = self.run.parts.prompts.reconstruct_multicond_batch(self.prompts.cond, self.step)
        uncond = self.run.parts.prompts.reconstruct_cond_batch(self.prompts.uncond, self.step)
        if self.is_timesteps:
            x = self.blend(x, level)
        beside = self.start and self.start.beside
        d_uncond = self.predict(x, level, uncond, beside)
        image_scale = order["init"].get("imageCfgScale", 1) if self.run.model.kind == "edit" else 1
        scale = order["cfgScale"]
        d_conds = torch.stack([self.predict(x[i: i + 1], level[i: i + 1], cond[k: k + 1], beside if beside is None or len(beside) == 1 else beside[i: i + 1])[0]
                               for i, conds in enumerate(composition) for k, _ in conds])
        if image_scale != 1:
            blank = self.predict(x, level, uncond, torch.zeros_like(beside))
            denoised = blank + scale * (d_conds - d_uncond) + image_scale * (d_uncond - blank)
        else:
            def guided(by):
                out = d_uncond.clone()
                for i, conds in enumerate(composition):
                    for k, weight in conds:
                        out[i] += (d_conds[k] - d_uncond[i]) * (weight * by)
                return out
            denoised = guided(scale)
            if order.get("cfgRescale"):
                deviation = lambda v: v.std(dim=(1, 2, 3), keepdim=True)
                rescaled = denoised * (deviation(guided(1)) / deviation(denoised))
                denoised = order["cfgRescale"] * rescaled + (1 - order["cfgRescale"]) * denoised
        self.step += 1
        return denoised if self.is_timesteps else self.blend(denoised, level)


class Run:
    """One order, painted by a model."""

    def __init__(self, parts, model, order, pictures, refiner=None):
        self.parts, self.model, self.order, self.pictures, self.refiner_model = parts, model, order, pictures, refiner

    def prompts_of(self, model, texts, steps, hires_steps=None):
        batch = len(self.order["batches"][0])
        encoder = SimpleNamespace(get_learned_conditioning=model.encode)
        parser = self.parts.prompts
        cond = parser.get_multicond_learned_conditioning(encoder, parser.SdConditioning([texts["prompt"]] * batch), steps, hires_steps)
        uncond = parser.get_learned_conditioning(encoder, parser.SdConditioning([texts["negativePrompt"]] * batch, True), steps, hires_steps)
        return SimpleNamespace(cond=cond, uncond=uncond)

    def noise(self, width, height):
        order = self.order
        self.parts.opts.randn_source = "NV" if order.get("rng") == "nv" else "CPU"
        variation, resize = order.get("variation"), order.get("seedResize", dict(width=0, height=0))
        return self.parts.rng.ImageRNG((4, height // 8, width // 8), order["batches"][0],
                                       variation and variation["batches"][0], variation["strength"] if variation else 0,
                                       resize["height"], resize["width"])

    def sigmas(self, denoiser, sampler, schedule, steps):
        known = {"Restart": "Heun", "DPM fast": "Euler"}.get(sampler, sampler)
        if sampler == "Restart" and schedule == "automatic":
            schedule = "karras"
        return webui.sigmas_of(self.parts, denoiser, known, schedule, steps)

    def denoise(self, how, prompts, noise, start=None, exact_steps=None):
        """`how`: sampler, schedule and steps. From noise, or from `start`."""
        sampler, steps = how["sampler"], how["steps"]
        parts, is_timesteps = self.parts, how["sampler"] in TIMESTEPS
        wrap = webui.Timesteps if is_timesteps else parts.external.CompVisDenoiser
        self.refiner = None
        if self.refiner_model and prompts.refined:
            wrap_refiner = parts.external.CompVisVDenoiser if self.order["refiner"].get("prediction") == "v" else wrap
            self.refiner = SimpleNamespace(model=self.refiner_model.model, wrap=wrap_refiner, prompts=prompts.refined)
        guided = Guided(self, self.model.model, wrap, prompts, is_timesteps, start)
        parts.sampling.torch = TorchWithNoise(SimpleNamespace(draw=noise.next))
        x, t_enc = noise.next(), None
        if start and start.init_latent is not None:
            x = x * start.noise_multiplier
            asked = SimpleNamespace(denoising_strength=start.denoising_strength, steps=steps)
            steps, t_enc = parts.setup_img2img_steps(asked, exact_steps)
        if is_timesteps:
            walk = torch.clip(torch.tensor(range(0, 1000, 1000 // steps)) + 1, 0, 999)
            if t_enc is not None:
                alpha = self.model.model.alphas_cumprod[walk[t_enc]]
                x, walk = start.init_latent * alpha.sqrt() + x * (1 - alpha).sqrt(), walk[:t_enc]
            more = dict(is_img2img=t_enc is not None) if sampler == "UniPC" else dict(eta=0.0) if sampler == "DDIM" else {}
            extra = dict(cond=torch.zeros(1), uncond=torch.zeros(1), cond_scale=1)
            latent = getattr(parts.timesteps, TIMESTEPS[sampler])(guided, x, walk, extra_args=extra, callback=lambda told: None, disable=True, **more)
        else:
            sigmas = self.sigmas(guided.inner_model, sampler, how["schedule"], steps)
            if t_enc is None:
                x = x * sigmas[0]
            else:
                sigmas = sigmas[steps - t_enc - 1:]
                x = start.init_latent + x * sigmas[0]
            if sampler == "DPM fast":
                latent = parts.sampling.sample_dpm_fast(guided, x, sigma_min=sigmas[-2], sigma_max=sigmas[0], n=len(sigmas) - 1, disable=True, eta=1.0)
            elif sampler == "Restart":
                latent = parts.restart(guided, x, sigmas, disable=True)
            else:
                latent = getattr(parts.sampling, webui.SAMPLERS[sampler][0])(guided, x, sigmas, disable=True)
        self.calls = guided.step
        return guided.blend(latent)

    def encode(self, image):
        """Pictures [N, 3, H, W] in -1..1 -> the VAE's mean, scaled."""
        return self.model.vae.encode(image).chunk(2, 1)[0] * self.model.scale

    def decode(self, latent):
        """[N, 4, h, w] -> N pictures."""
        images = [((self.model.vae.decode(z[None] / self.model.scale)[0] + 1) / 2).clamp(0, 1) for z in latent]
        return [Image.fromarray((255.0 * np.moveaxis(image.numpy(), 0, 2)).astype(np.uint8)) for image in images]

    def beside_nothing(self, width, height):
        """What an inpainting checkpoint sees where there is no picture: a mask everywhere, and grey."""
        if self.model.kind != "inpainting":
            return None
        return torch.nn.functional.pad(self.encode(torch.zeros(1, 3, height, width)), (0, 0, 0, 0, 1, 0), value=1.0)

    def steps_of(self, how):
        return how["steps"] * (2 if how["sampler"] in SECOND_ORDER else 1)

    def with_refiner(self, texts, *steps):
        prompts = self.prompts_of(self.model, texts, *steps)
        prompts.refined = self.refiner_model and self.prompts_of(self.refiner_model, texts, *steps)
        return prompts

    def paint(self):
        """(final latents, pictures)."""
        order = self.order
        prompts = self.with_refiner(order, self.steps_of(order))
        width, height = order["width"], order["height"]
        noise = self.noise(width, height)
        if "init" in order:
            p = self.start_from_picture()
            latent = self.denoise(order, prompts, noise, p)
            overlays = self.overlays(p, latent)
            images = self.decode(latent)
            if p.color_corrections:
                images = [self.parts.apply_color_correction(p.color_corrections[i], image) for i, image in enumerate(images)]
            return latent, [self.parts.apply_overlay(image, p.paste_to, overlays[i])[0] for i, image in enumerate(images)]
        if "hires" in order:
            prompts.refined = None
        start = SimpleNamespace(mask=None, soft=None, init_latent=None, beside=self.beside_nothing(width, height))
        latent = self.denoise(order, prompts, noise, start)
        if "hires" in order:
            latent = self.second_pass(latent)
        return latent, self.decode(latent)

    def overlays(self, p, latent):
        if p.mask is None:
            return [None] * len(latent)
        if not p.soft:
            return p.overlay_images
        whole = lambda image: image if p.paste_to else self.parts.images.resize_image(p.resize_mode, image, p.width, p.height)
        overlays = [whole(image.convert("RGB")).convert("RGBA") for image in p.init_images]
        overlays = overlays * len(latent) if len(overlays) == 1 else overlays
        self.parts.soft.apply_adaptive_masks(p.soft, p.nmask, p.init_latent, latent, overlays, p.width, p.height, p.paste_to)
        return overlays

    def second_pass(self, latent):
        order, hires = self.order, self.order["hires"]
        p = SimpleNamespace(width=order["width"], height=order["height"], hr_scale=hires["scale"], hr_resize_x=hires.get("width", 0),
                            hr_resize_y=hires.get("height", 0), truncate_x=0, truncate_y=0, extra_generation_params={})
        self.parts.calculate_target_resolution(p)
        width, height = p.hr_upscale_to_x, p.hr_upscale_to_y
        if hires["upscaler"] in LATENT_MODES:
            mode, antialias = LATENT_MODES[hires["upscaler"]]
            latent = torch.nn.functional.interpolate(latent, size=(height // 8, width // 8), mode=mode, antialias=antialias)
        else:
            images = [self.parts.images.resize_image(0, image, width, height, upscaler_name=hires["upscaler"]) for image in self.decode(latent)]
            latent = torch.cat([self.encode(planes(image)) for image in images])
        y, x = p.truncate_y, p.truncate_x
        latent = latent[:, :, y // 2: latent.shape[2] - (y + 1) // 2, x // 2: latent.shape[3] - (x + 1) // 2]
        height, width = (8 * n for n in latent.shape[2:])
        start = SimpleNamespace(mask=None, soft=None, init_latent=latent, denoising_strength=hires["denoisingStrength"], noise_multiplier=1,
                                beside=self.beside_nothing(width, height))
        prompts = self.with_refiner(hires, self.steps_of(order), self.steps_of(hires))
        return self.denoise(hires, prompts, self.noise(width, height), start, hires["steps"])

    def start_from_picture(self):
        """What the WebUI's `init` leaves behind, and what the UNet sees beside the latent."""
        order, init = self.order, self.order["init"]
        mask, seeds = init.get("mask"), order["batches"][0]
        image_of = lambda name: Image.fromarray(self.pictures[name])
        self.parts.opts.img2img_color_correction = init.get("colorCorrection", False)
        p = SimpleNamespace(
            denoising_strength=init["denoisingStrength"], sampler_name=order["sampler"], sd_model=SimpleNamespace(comments=[]),
            image_mask=image_of(mask["image"]) if mask else None, extra_generation_params={}, width=order["width"], height=order["height"],
            resize_mode=RESIZES[init["resize"]], latent_mask=image_of(mask["latent"]) if mask and "latent" in mask else None, scripts=None, color_corrections=None, overlay_images=None,
            init_images=[image_of(name) for name in (init["image"], *init.get("others", []))], soft=None, batch_size=len(seeds), mask=None, nmask=None, paste_to=None)
        if mask:
            p.inpainting_mask_invert, p.mask_round = int(mask["invert"]), mask["round"]
            p.mask_blur_x, p.mask_blur_y = mask["blur"], mask.get("blurY", mask["blur"])
            p.mask_blur, p.inpainting_fill = p.mask_blur_x, FILLS[mask["content"]]
            if "soft" in mask:
                p.mask_round, p.soft = False, self.parts.soft.SoftInpaintingSettings(*(mask["soft"][name] for name in SOFT))
            p.inpaint_full_res, p.inpaint_full_res_padding = mask["area"] == "masked", mask["padding"]
        else:
            p.mask_round = True
        p.img2img_image_conditioning = lambda image, latent, image_mask, rounded: self.beside(p, image, latent, image_mask, rounded)
        self.parts.processing["images_tensor_to_samples"] = lambda image, *_: self.encode(image * 2 - 1)
        self.parts.init_img2img(p, None, seeds, None)
        p.beside, p.noise_multiplier = p.image_conditioning, init["noiseMultiplier"]
        return p

    def beside(self, p, image, latent, image_mask, rounded):
        if self.model.kind == "edit":
            return self.model.vae.encode(image if len(p.init_images) > 1 else image[:1]).chunk(2, 1)[0]
        if self.model.kind != "inpainting":
            return None
        p.inpainting_mask_weight = self.order["init"]["conditioningMaskWeight"]
        p.sd_model = SimpleNamespace(encode_first_stage=self.encode, get_first_stage_encoding=lambda z: z)
        return self.parts.inpainting_image_conditioning(p, image if len(p.init_images) > 1 else image[:1], latent, image_mask, rounded)


def planes(image):
    """A picture as [1, 3, H, W] in -1..1."""
    return torch.from_numpy(np.moveaxis(np.array(image).astype(np.float32) / 255.0, 2, 0))[None] * 2 - 1
