"""Golden numbers for the WebUI's samplers and schedules that k-diffusion alone does not have, and for its noise.

    python3 make_webui.py K_DIFFUSION FORGE TORCHSDE REFORGE > webui.json

TORCHSDE  checkout of google-research/torchsde (made with v0.2.6); the others and what is needed: see make.py
REFORGE   checkout of Panchovix/stable-diffusion-webui-reForge (made with 3b56b268), for what it has from ComfyUI as it is
"""

import json
import types
import warnings
from unittest.mock import MagicMock

import torch
from parts import DrawsFrom, Toy, modules, numbers, rng, toy_output
from webui_parts import comfy_sampling, eps_model, extra, impl, k_diffusion_extra, lcm, lcm_model, noise_source, sampling, schedulers

warnings.filterwarnings("ignore", message="(Should have|To copy construct)")
SHAPE = (4, 2, 2)
opts = modules.shared.opts
opts.uni_pc_variant, opts.uni_pc_skip_type, opts.uni_pc_order, opts.uni_pc_lower_order_final = "bh1", "time_uniform", 3, True


def sigmas_for(schedule, n, model=eps_model, **given):
    found = next(s for s in schedulers.schedulers if s.name == schedule)
    if found.function is None:
        return model.get_sigmas(n)
    options = {"sigma_min": model.sigmas[0].item(), "sigma_max": model.sigmas[-1].item(), **given}
    if found.need_inner_model:
        options["inner_model"] = model
    return found.function(n=n, **options, device="cpu")


def guided(x, t, multiplier=1.0):
    """Two prompts that disagree, cfg scale 3. ε, guided and unconditional."""
    cond, uncond = toy_output(x, t), 0.7 * toy_output(x, t + 40)
    return uncond + 3 * multiplier * (cond - uncond), uncond


class Steps:
    """img2img of the WebUI: which part of a schedule is walked."""

    def __init__(self, steps, strength=None, exact=False):
        self.steps, self.strength, self.exact = steps, strength, exact
        if strength is None:
            self.whole = steps
        elif exact:
            self.whole, self.last = int(steps / min(strength, 0.999)), steps - 1
        else:
            self.whole, self.last = steps, int(min(strength, 0.999) * steps)

    def named(self):
        if self.strength is None:
            return {"steps": self.steps}
        return {"steps": self.steps, "picture": {"denoisingStrength": self.strength, "exactSteps": self.exact}}


class Start:
    """Noise of a batch, the picture it is laid on, and draws that go on from the same generators."""

    def __init__(self, seeds):
        self.seeds = seeds
        self.generators = [torch.Generator().manual_seed(seed) for seed in seeds]
        self.noise = self.draw()
        self.picture = torch.sin(torch.arange(self.noise.numel(), dtype=torch.float32)).view(self.noise.shape)
        hijacked = DrawsFrom(None)
        hijacked.__class__ = type("Draws", (DrawsFrom,), {"__getattr__": lambda _, n: (lambda x: self.draw()) if n == "randn_like" else getattr(torch, n)})
        sampling.torch = k_diffusion_extra.torch = hijacked

    def draw(self):
        return torch.stack([torch.randn(SHAPE, generator=g) for g in self.generators])


K_SAMPLERS = {
    "DPM++ SDE": ("dpmpp_sde", "karras", False, True),
    "DPM++ 2M SDE": ("dpmpp_2m_sde", "exponential", False, True),
    "DPM++ 2M SDE Heun": ("dpmpp_2m_sde", "exponential", False, True),
    "DPM++ 3M SDE": ("dpmpp_3m_sde", "exponential", True, True),
    "Euler": ("euler", "uniform", False, False),
    "DPM2 a": ("dpm_2_ancestral", "karras", True, False),
    "DPM fast": ("dpm_fast", "uniform", False, False),
    "DPM adaptive": ("dpm_adaptive", "uniform", False, False),
    "Restart": (extra.restart_sampler, "karras", False, False),
    "LCM": (lcm.sample_lcm, "uniform", False, False),
    "HeunPP2": ("heunpp2", "uniform", False, False),
    "IPNDM": ("ipndm", "uniform", False, False),
    "IPNDM_V": ("ipndm_v", "uniform", False, False),
    "DEIS": ("deis", "uniform", False, False),
    "DDPM": (k_diffusion_extra.sample_ddpm, "uniform", False, False),
    "Gradient Estimation": (comfy_sampling.sample_gradient_estimation, "uniform", False, False),
}


class Guided(torch.nn.Module):
    """k-diffusion's denoiser around both prompts, a mask blended in after it."""

    def __init__(self, model, start, mask):
        super().__init__()
        self.model, self.start, self.mask = model, start, mask
        self.inner_model = types.SimpleNamespace(predictor=None)

    def forward(self, x, sigma, **_):
        self.model.inner_model.apply_model = lambda x, t, **_: guided(x, t)[0]
        self.model.get_eps = lambda *args, **kwargs: self.model.inner_model.apply_model(*args, **kwargs)
        denoised = self.model(x, sigma)
        return denoised if self.mask is None else denoised * self.mask + self.start.picture * (1 - self.mask)


def k_run(label, schedule="automatic", walk=Steps(7), seeds=(1234,), source="cpu", mask=None, **options):
    function, default, discard, brownian = K_SAMPLERS[label]
    sample = function if callable(function) else getattr(sampling, f"sample_{function}")
    model, start = lcm_model if label == "LCM" else eps_model, Start(seeds)
    whole = sigmas_for(default if schedule == "automatic" else schedule, walk.whole + discard, model)
    if discard:
        whole = torch.cat([whole[:-2], whole[-1:]])
    sigmas = whole if walk.strength is None else whole[walk.whole - walk.last - 1 :]
    x = start.noise * sigmas[0] if walk.strength is None else start.picture + start.noise * sigmas[0]
    arguments = {"sigmas": sigmas}
    if label.startswith("DPM fast") or label.startswith("DPM adaptive"):
        ends = (model.sigmas[0].item(), model.sigmas[-1].item()) if walk.strength is None else (sigmas[-2], sigmas[0])
        arguments = {"sigma_min": ends[0], "sigma_max": ends[1]}
        if label == "DPM fast":
            arguments["n"] = walk.steps if walk.strength is None else len(sigmas) - 1
        arguments["eta"] = 1.0
    if label == "DPM++ 2M SDE Heun":
        arguments["solver_type"] = "heun"
    if brownian:
        noise_source(source)
        arguments["noise_sampler"] = sampling.BrownianTreeNoiseSampler(x, whole[whole > 0].min(), whole.max(), seed=list(seeds))
    named = {{"s_noise": "sNoise", "eta": "eta"}[name]: value for name, value in options.items()}
    blend = None if mask is None else torch.tensor(mask).view(2, 2)
    final = sample(Guided(model, start, blend), x, disable=True, **{**arguments, **options})
    if blend is not None:
        final = final * blend + start.picture * (1 - blend)
    run = {"sampler": label, "schedule": schedule, **walk.named(), "seeds": list(seeds), "rng": source, "options": named}
    return {**run, **({"repaint": mask} if mask else {}), "final": numbers(final)}


TIMESTEP_SAMPLERS = {"DDIM": impl.ddim, "DDIM CFG++": impl.ddim_cfgpp, "PLMS": impl.plms, "UniPC": impl.unipc}


def timestep_run(label, walk=Steps(10), mask=None, unipc=None, **options):
    start = Start((1234,))
    timesteps = torch.clip(torch.asarray(list(range(0, 1000, 1000 // walk.whole))) + 1, 0, 999)
    x = start.noise
    if walk.strength is not None:
        alpha = Toy.alphas_cumprod[timesteps[walk.last]]
        x = start.picture * torch.sqrt(alpha) + start.noise * torch.sqrt(1 - alpha)
        timesteps = timesteps[: walk.last]
    blend = None if mask is None else torch.tensor(mask).view(2, 2)
    model = MagicMock(cond_scale_miltiplier=1.0)

    def predict(x, t, **_):
        seen = x if blend is None else x * blend + start.picture * (1 - blend)
        epsilon, model.last_noise_uncond = guided(seen, t, model.cond_scale_miltiplier)
        return epsilon

    model.side_effect = predict
    model.inner_model.inner_model.alphas_cumprod = Toy.alphas_cumprod
    names = {"variant": "uni_pc_variant", "skipType": "uni_pc_skip_type", "order": "uni_pc_order", "lowerOrderFinal": "uni_pc_lower_order_final"}
    before = {name: getattr(opts, name) for name in names.values()}
    for name, value in (unipc or {}).items():
        setattr(opts, names[name], value)
    if label == "UniPC" and walk.strength is not None:
        options = {"is_img2img": True}
    if label in ("DDIM", "DDIM CFG++") and "eta" not in options:
        options["eta"] = 0.0
    final = TIMESTEP_SAMPLERS[label](model, x, timesteps, extra_args={}, disable=True, callback=lambda _: None, **options)
    for name, value in before.items():
        setattr(opts, name, value)
    if blend is not None:
        final = final * blend + start.picture * (1 - blend)
    named = {"eta": options["eta"]} if options.get("eta") else {}
    if unipc:
        named["unipc"] = {"variant": "bh1", "skipType": "time_uniform", "order": 3, "lowerOrderFinal": True, **unipc}
    run = {"sampler": label, "schedule": "automatic", **walk.named(), "seeds": [1234], "rng": "cpu", "options": named}
    return {**run, **({"repaint": mask} if mask else {}), "final": numbers(final)}


MASK = [1.0, 0.0, 0.5, 1.0]


def runs():
    for label, (_, _, _, brownian) in K_SAMPLERS.items():
        for schedule in ("automatic", "karras", "simple"):
            for steps in (2, 8, 21):
                yield k_run(label, schedule, Steps(steps))
        yield k_run(label, walk=Steps(10, 0.6))
        yield k_run(label, walk=Steps(7, 0.35, True), mask=MASK)
        if brownian:
            yield k_run(label, seeds=(7, 4294967299), source="nv")
            yield k_run(label, eta=0.4, s_noise=1.03)
    yield k_run("Restart", walk=Steps(40))
    yield k_run("DPM fast", walk=Steps(9), eta=0.3, s_noise=1.03)
    yield k_run("DPM adaptive", eta=0.0)
    for label in TIMESTEP_SAMPLERS:
        for steps in (4, 10, 30):
            yield timestep_run(label, Steps(steps))
        yield timestep_run(label, Steps(20, 0.6))
        yield timestep_run(label, Steps(6, 0.4, True), mask=MASK)
    yield timestep_run("DDIM CFG++", eta=0.6)
    for variant in ("bh1", "bh2", "vary_coeff"):
        for skip in ("time_uniform", "time_quadratic", "logSNR"):
            yield timestep_run("UniPC", Steps(8), unipc={"variant": variant, "skipType": skip, "lowerOrderFinal": skip != "logSNR"})
        for order in (1, 2, 4):
            yield timestep_run("UniPC", Steps(8), unipc={"variant": variant, "order": order})


def schedules():
    for found in schedulers.schedulers[1:]:
        for n in (1, 2, 7, 16, 30):
            yield {"schedule": found.name, "n": n, "sigmas": numbers(sigmas_for(found.name, n))}
    for name in ("karras", "exponential", "polyexponential", "sgm_uniform", "kl_optimal", "normal", "beta"):
        given = {"sigma_min": 0.1, "sigma_max": 10.0, **({"rho": 2.5} if name in ("karras", "polyexponential") else {})}
        options = {"sigmaMin": 0.1, "sigmaMax": 10.0, **({"rho": 2.5} if "rho" in given else {})}
        yield {"schedule": name, "n": 9, "options": options, "sigmas": numbers(sigmas_for(name, 9, **given))}
    for n in (1, 4, 9):
        for name in ("automatic", "karras", "sgm_uniform", "simple", "ddim"):
            yield {"schedule": name, "n": n, "consistency": True, "sigmas": numbers(sigmas_for(name, n, lcm_model))}
    modules.shared.sd_model.is_sdxl = True
    for name in ("align_your_steps", "align_your_steps_GITS", "align_your_steps_11", "align_your_steps_32"):
        for n in (11, 20):
            yield {"schedule": name, "n": n, "options": {"fittedTo": "sdxl"}, "sigmas": numbers(sigmas_for(name, n))}
    modules.shared.sd_model.is_sdxl = False


def brownian():
    sigmas = sigmas_for("karras", 10)
    pairs = [(sigmas[i].item(), sigmas[j].item()) for i, j in ((0, 1), (1, 2), (8, 9), (0, 9), (5, 3))] + [(0.5, 0.25), (3.0, 2.9999)]
    for source, seed in (("cpu", 42), ("nv", 42), ("cpu", 2**32 + 5), ("nv", 0)):
        noise_source(source)
        tree = sampling.BrownianTreeNoiseSampler(torch.zeros((1, *SHAPE)), sigmas[9], sigmas[0], seed=[seed])
        yield {
            "rng": source,
            "seed": seed,
            "sigmaMin": numbers(sigmas[9])[0],
            "sigmaMax": numbers(sigmas[0])[0],
            "noise": [{"from": a, "to": b, "values": numbers(tree(torch.tensor(a), torch.tensor(b)))} for a, b in pairs],
        }


def first_draws():
    cases = [
        {"variation": {"seeds": [77, 78], "strength": 0.3}},
        {"resizeFrom": {"width": 3, "height": 8}},
        {"resizeFrom": {"width": 8, "height": 3}, "variation": {"seeds": [5, 6], "strength": 0.9}},
        {"variation": {"seeds": [11, 12], "strength": 0.5}},
    ]
    for source in ("CPU", "NV"):
        for case in cases:
            opts.randn_source, opts.eta_noise_seed_delta = source, 0
            variation, resize = case.get("variation"), case.get("resizeFrom")
            image_rng = rng.ImageRNG(
                (4, 5, 6),
                [11, 12],
                subseeds=variation and variation["seeds"],
                subseed_strength=variation["strength"] if variation else 0.0,
                seed_resize_from_h=resize["height"] * 8 if resize else 0,
                seed_resize_from_w=resize["width"] * 8 if resize else 0,
            )
            draws = [numbers(image_rng.next()) for _ in range(2)]
            yield {"rng": source.lower(), "seeds": [11, 12], "shape": {"channels": 4, "height": 5, "width": 6}, **case, "draws": draws}


def float32():
    """torch's own functions, whose last bit a Brownian motion sees."""
    torch.manual_seed(1)
    x, base = torch.rand(24) * 7 - 4, torch.rand(21) + 0.5
    pairs = lambda a, b: [list(pair) for pair in zip(numbers(a), numbers(b))]
    return {
        "exp": pairs(x, torch.exp(x)),
        "log": pairs(torch.exp(x), torch.log(torch.exp(x))),
        "pow": [{"base": numbers(base), "exponent": e, "result": numbers(base**e)} for e in (7.0, 2.5)],
        "linspaces": [
            {"start": a, "end": b, "n": n, "values": numbers(torch.linspace(a, b, n))}
            for a, b in ((0, 1), (999, 0), (2.6820240020751953, -3.5346989631652832))
            for n in (1, 7, 16, 21, 33)
        ],
    }


print(
    f'{{\n"float32": {json.dumps(float32())},\n'
    + ",\n".join(
        f'"{name}": ' + "[\n" + ",\n".join(map(json.dumps, value)) + "\n]"
        for name, value in {"brownian": brownian(), "firstDraws": first_draws(), "schedules": schedules(), "runs": runs()}.items()
    )
    + "\n}"
)
