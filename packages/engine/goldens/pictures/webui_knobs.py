"""How the WebUI turns its knobs: schedules by its own `get_sigmas`, padding by its own `pad_cond_uncond`, out of Forge.

What Forge no longer has is written here after AUTOMATIC1111 1.10.1: skipping of the negative prompt, half-precision levels.
"""
import importlib
import inspect
import pathlib
import sys
from types import SimpleNamespace

import torch

import webui
import webui_ways as ways
from reference import stub
from way_parts import picked
from webui import TorchWithNoise

UNIPC = dict(unipcVariant="uni_pc_variant", unipcSkipType="uni_pc_skip_type", unipcOrder="uni_pc_order",
             unipcLowerOrderFinal="uni_pc_lower_order_final")
OPTIONS = UNIPC | dict(sigmaMin="sigma_min", sigmaMax="sigma_max", rho="rho", betaAlpha="beta_dist_alpha", betaBeta="beta_dist_beta",
                       discardNextToLastSigma="always_discard_next_to_last_sigma", img2imgExactSteps="img2img_fix_steps")
USUAL = dict(sigma_min=0, sigma_max=0, rho=0, beta_dist_alpha=0.6, beta_dist_beta=0.6, always_discard_next_to_last_sigma=False,
             use_old_karras_scheduler_sigmas=False, img2img_fix_steps=False, uni_pc_variant="bh1", uni_pc_skip_type="time_uniform",
             uni_pc_order=3, uni_pc_lower_order_final=True)


def import_knobs(parts, forge):
    """Adds to the parts what turns knobs."""
    root = pathlib.Path(forge) / "modules"
    for name in ("backend", "backend.modules"):
        stub(name)
    stub("backend.modules.k_prediction", PredictionFlux=type("PredictionFlux", (), {}))
    sys.modules["modules.shared"].sd_model = SimpleNamespace(is_sdxl=False)
    parts.schedulers = importlib.import_module("modules.sd_schedulers")
    space = dict(torch=torch, opts=parts.opts, sd_schedulers=parts.schedulers, devices=SimpleNamespace(cpu="cpu"))
    parts.get_sigmas = picked(root / "sd_samplers_kdiffusion.py", ["KDiffusionSampler.get_sigmas"], space)["KDiffusionSampler.get_sigmas"]
    parts.padding = dict(torch=torch, shared=SimpleNamespace(sd_model=SimpleNamespace()))
    names = ["pad_cond", "CFGDenoiser.pad_cond_uncond", "CFGDenoiser.pad_cond_uncond_v0"]
    found = picked(root / "sd_samplers_cfg_denoiser.py", names, parts.padding)
    parts.padded = dict(empty=found[names[1]], repeat=found[names[2]])


def in_half(model):
    """k-diffusion's denoiser of a model whose ᾱ are float16; torch 1.13 has no logarithm of them on the CPU."""
    alphas, denoiser = model.alphas_cumprod.half(), sys.modules["k_diffusion.external"].CompVisDenoiser(model)
    denoiser.sigmas = ((1 - alphas) / alphas) ** 0.5
    denoiser.log_sigmas = denoiser.sigmas.float().log().half()
    return denoiser


class Guided(ways.Guided):
    """`CFGDenoiser` without masks, and with the settings that skip or pad the negative prompt."""

    total_steps = 1

    def forward(self, x, level, **_):
        order, knobs, refiner = self.run.order, self.run.knobs, self.run.refiner
        by_steps = refiner and order["refiner"].get("bySteps")
        done = self.step / self.total_steps if by_steps else self.completed(level)
        if refiner and not self.is_refined and done >= order["refiner"]["switchAt"]:
            self.inner_model, self.prompts, self.is_refined = refiner.wrap(refiner.model), refiner.prompts, True
        composition, cond = self.run.parts.prompts.reconstruct_multicond_batch(self.prompts.cond, self.step)
        uncond = self.run.parts.prompts.reconstruct_cond_batch(self.prompts.uncond, self.step)
        early, least = knobs.get("skipEarlyUncond", 0), knobs.get("minUncondSigma", 0)
        skips = early > 0 and self.step / self.total_steps <= early
        skips = skips or ((self.step % 2 == 1 or knobs.get("minUncondAllSteps", False)) and least > 0 and level[0] < least)
        if knobs.get("padPrompts") and cond.shape[1] != uncond.shape[1]:
            cond, uncond = self.run.parts.padded[knobs["padPrompts"]](SimpleNamespace(), cond, uncond)
        together = torch.cat([self.predict(x[i: i + 1], level[i: i + 1], cond[k: k + 1]) for i, conds in enumerate(composition) for k, _ in conds])
        d_uncond = torch.cat([together[conds[0][0]][None] for conds in composition]) if skips else self.predict(x, level, uncond)
        out = d_uncond.clone()
        for i, conds in enumerate(composition):
            for k, weight in conds:
                out[i] += (together[k] - d_uncond[i]) * (weight * (1 if skips else order["cfgScale"]))
        self.step += 1
        return out


class Run(ways.Run):
    """One order with knobs, painted by a model."""

    def __init__(self, parts, model, order, pictures, refiner=None):
        super().__init__(parts, model, order, pictures, refiner)
        self.knobs = order.get("knobs", {})
        vars(parts.opts).update(USUAL | {OPTIONS[name]: value for name, value in self.knobs.items() if name in OPTIONS})
        parts.padding["shared"].sd_model.cond_stage_model_empty_prompt = model.encode([""])

    def prompts_of(self, model, texts, steps, hires_steps=None):
        old, batch = self.knobs.get("oldPromptEditing", False), len(self.order["batches"][0])
        encoder, parser = SimpleNamespace(get_learned_conditioning=model.encode), self.parts.prompts
        condition = lambda does, text, *negative: does(encoder, parser.SdConditioning([text] * batch, *negative), steps, hires_steps, old)
        return SimpleNamespace(cond=condition(parser.get_multicond_learned_conditioning, texts["prompt"]),
                               uncond=condition(parser.get_learned_conditioning, texts["negativePrompt"], True))

    def steps_of(self, how):
        return how["steps"] if self.knobs.get("secondOrderStepsCountOnce") else super().steps_of(how)

    def denoise(self, how, prompts, noise, start=None, exact_steps=None):
        parts, knobs, sampler, steps = self.parts, self.knobs, how["sampler"], how["steps"]
        is_timesteps, is_hires = sampler in ways.TIMESTEPS, exact_steps is not None
        model = self.model.model
        wrap = webui.Timesteps if is_timesteps else parts.external.CompVisDenoiser
        if knobs.get("downcastAlphas"):
            wrap = in_half
        passes = self.order.get("refiner", {}).get("hiresPasses", "second")
        refines = "hires" not in self.order or passes in ("both", "second" if is_hires else "first")
        self.refiner = None
        if self.refiner_model and refines:
            self.refiner = SimpleNamespace(model=self.refiner_model.model, wrap=wrap, prompts=prompts.refined)
        guided = Guided(self, model, wrap, prompts, is_timesteps, None)
        parts.sampling.torch = TorchWithNoise(SimpleNamespace(draw=noise.next))
        x, t_enc = noise.next(), None
        if start and start.init_latent is not None:
            x = x * start.noise_multiplier
            steps, t_enc = parts.setup_img2img_steps(SimpleNamespace(denoising_strength=start.denoising_strength, steps=steps), exact_steps)
        guided.total_steps = ways.Run.steps_of(self, how | dict(steps=steps if t_enc is None else t_enc + 1))
        more = knobs.get("extraNoise", 0)
        if is_timesteps:
            n = steps + knobs.get("discardNextToLastSigma", False)
            walk = torch.clip(torch.tensor(range(0, 1000, 1000 // n)) + 1, 0, 999)
            if t_enc is not None:
                alpha = model.alphas_cumprod[walk[t_enc]]
                noised = start.init_latent * alpha.sqrt() + x * (1 - alpha).sqrt()
                x, walk = noised + x * more * alpha.sqrt(), walk[:t_enc]
            given = dict(is_img2img=t_enc is not None) if sampler == "UniPC" else dict(eta=knobs.get("etaDdim", 0.0)) if sampler == "DDIM" else {}
            extra = dict(cond=torch.zeros(1), uncond=torch.zeros(1), cond_scale=1)
            latent = getattr(parts.timesteps, ways.TIMESTEPS[sampler])(guided, x, walk, extra_args=extra, callback=lambda told: None, disable=True, **given)
        else:
            name, default, discard = webui.SAMPLERS[sampler]
            schedule = default if how["schedule"] == "automatic" else how["schedule"]
            fake = SimpleNamespace(config=SimpleNamespace(options=dict(discard_next_to_last_sigma=discard)), model_wrap=guided.inner_model)
            p = SimpleNamespace(hr_scheduler=schedule, scheduler=schedule, is_hr_pass=is_hires, sampler_noise_scheduler_override=None,
                                extra_generation_params={})
            sigmas = parts.get_sigmas(fake, p, steps)
            if t_enc is None:
                x = x * (torch.sqrt(1.0 + sigmas[0] ** 2.0) if knobs.get("sgmNoiseMultiplier") else sigmas[0])
            else:
                sigmas = sigmas[steps - t_enc - 1:]
                x = start.init_latent + x * sigmas[0] + x * more
            sample = getattr(parts.sampling, name)
            named = dict(eta=knobs.get("eta"), s_churn=knobs.get("sChurn"), s_tmin=knobs.get("sTmin"), s_tmax=knobs.get("sTmax"), s_noise=knobs.get("sNoise"))
            given = {key: value for key, value in named.items() if value is not None and key in inspect.signature(sample).parameters}
            latent = sample(guided, x, sigmas, disable=True, **given)
        self.calls = guided.step
        return latent

    def paint(self):
        """As the parent, but for a refiner in the first of two passes."""
        if "hires" not in self.order:
            return super().paint()
        order = self.order
        prompts = self.with_refiner(order, self.steps_of(order))
        start = SimpleNamespace(mask=None, init_latent=None, beside=None)
        latent = self.denoise(order, prompts, self.noise(order["width"], order["height"]), start)
        latent = self.second_pass(latent)
        return latent, self.decode(latent)
