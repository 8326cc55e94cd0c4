"""How AUTOMATIC1111 drives the reference parts: text, noise, schedules, guidance. The parts are imported from checkouts.

Text processing, DDIM and the Philox generator come from Forge, the other samplers from k-diffusion. Needs scipy, tqdm, regex, ftfy.
"""
import importlib
import pathlib
import sys
import types

import torch

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "networks"))
from reference import import_ldm, stub  # noqa: E402


def package(name, folder):
    """A package whose own __init__ (and all that it would import) is left out."""
    stub(name, __path__=[folder])


def import_parts(forge, k_diffusion, clip):
    """(k_diffusion.sampling, k_diffusion.external, Forge's timestep samplers, text engine, Philox, openai's tokenizer)."""
    for name in ("PIL", "safetensors", "torchvision", "torchsde", "torchdiffeq"):
        stub(name, Image=None, odeint=None)
    stub("torchvision.transforms", functional=None)
    package("k_diffusion", f"{k_diffusion}/k_diffusion")
    package("backend", f"{forge}/backend")
    package("modules", f"{forge}/modules")
    package("clip", f"{clip}/clip")
    stub("modules.shared", opts=types.SimpleNamespace(emphasis="Original"))
    stub("modules.models"), stub("modules.models.diffusion"), stub("modules.models.diffusion.uni_pc", uni_pc=types.SimpleNamespace(UniPC=object))
    stub("modules.torch_utils", float64=lambda x: torch.float64)
    stub("backend.memory_management")
    stub("backend.text_processing.textual_inversion", EmbeddingDatabase=None)
    return types.SimpleNamespace(**{key: importlib.import_module(name) for key, name in {
        "sampling": "k_diffusion.sampling", "external": "k_diffusion.external",
        "timesteps": "modules.sd_samplers_timesteps_impl", "engine": "backend.text_processing.classic_engine",
        "philox": "modules.rng_philox", "tokenizer": "clip.simple_tokenizer"}.items()})


def text_engine(parts, clip_text):
    """Forge's text engine over openai's tokenizer and network, without textual inversion. `clip_skip` may be set on it."""
    tokenizer = parts.tokenizer.SimpleTokenizer()

    class Engine(parts.engine.ClassicTextProcessingEngine):
        def __init__(self):
            self.embeddings = types.SimpleNamespace(fixes=None, find_embedding_at_position=lambda tokens, at: (None, None))
            self.emphasis = types.SimpleNamespace(name="Original")
            self.chunk_length, self.clip_skip, self.return_pooled = 75, 1, False
            self.id_start, self.id_end, self.comma_token = 49406, 49407, tokenizer.encoder[",</w>"]
            self.id_pad = self.id_end

        def tokenize(self, texts):
            return [tokenizer.encode(text) for text in texts]

        def encode_with_transformers(self, tokens):
            return clip_text.encode(tokens, self.clip_skip)

    return Engine()


class ImageNoise:
    """One generator an image, seeded with its seed; the initial noise is its first draw, every later draw continues it."""

    def __init__(self, philox, seeds, shape, rng="cpu", eta_noise_seed_delta=0):
        self.shape, self.make = shape, philox.Generator if rng == "nv" else lambda seed: torch.Generator().manual_seed(seed)
        self.generators = [self.make(seed) for seed in seeds]
        self.later = [seed + eta_noise_seed_delta for seed in seeds] if eta_noise_seed_delta else None

    def draw(self):
        one = lambda g: torch.randn(self.shape, generator=g) if isinstance(g, torch.Generator) else torch.from_numpy(g.randn(self.shape))
        noise = torch.stack([one(g).float() for g in self.generators])
        if self.later:
            self.generators, self.later = [self.make(seed) for seed in self.later], None
        return noise


class TorchWithNoise:
    """torch, but `randn_like` asks the images' generators; stands in for `torch` inside the samplers."""

    def __init__(self, noise):
        self.randn_like = lambda x: noise.draw().to(x.dtype)

    def __getattr__(self, name):
        return getattr(torch, name)


class LatentDiffusion:
    """What samplers know of a model: ᾱ and `apply_model`."""

    def __init__(self, compvis, unet, params):
        schedule = import_ldm(compvis, "ldm.modules.diffusionmodules.util").make_beta_schedule
        betas = schedule("linear", params["timesteps"], params["linear_start"], params["linear_end"])
        self.alphas_cumprod = torch.tensor((1 - betas).cumprod(0), dtype=torch.float32)
        self.unet = unet

    def apply_model(self, x, t, cond):
        return self.unet(x, timesteps=t, context=cond)


class Guidance(torch.nn.Module):
    """Classifier-free guidance over `inner_model(x, sigma or t, cond=…)`; counts its calls.

    Contexts of equal length go through the network in one batch, others in two calls.
    """

    def __init__(self, inner_model):
        super().__init__()
        self.inner_model, self.calls = inner_model, 0

    def forward(self, x, sigma, cond, uncond, cond_scale):
        self.calls += 1
        cond, uncond = cond.expand(len(x), -1, -1), uncond.expand(len(x), -1, -1)
        if cond.shape[1] == uncond.shape[1]:
            a, b = self.inner_model(torch.cat([x, x]), torch.cat([sigma, sigma]), cond=torch.cat([cond, uncond])).chunk(2)
        else:
            a, b = self.inner_model(x, sigma, cond=cond), self.inner_model(x, sigma, cond=uncond)
        return b + (a - b) * cond_scale


class Timesteps(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.inner_model = model

    def forward(self, x, t, cond):
        return self.inner_model.apply_model(x, t, cond)


# label: k-diffusion's function, default schedule, whether the next-to-last sigma is dropped
SAMPLERS = {
    "Euler": ("sample_euler", "uniform", False), "Euler a": ("sample_euler_ancestral", "uniform", False),
    "Heun": ("sample_heun", "uniform", False), "LMS": ("sample_lms", "uniform", False),
    "DPM2": ("sample_dpm_2", "karras", True), "DPM2 a": ("sample_dpm_2_ancestral", "karras", True),
    "DPM++ 2S a": ("sample_dpmpp_2s_ancestral", "karras", False), "DPM++ 2M": ("sample_dpmpp_2m", "karras", False),
}


def sigmas_of(parts, denoiser, sampler, schedule, steps):
    _, default, discard = SAMPLERS[sampler]
    n, low, high = steps + discard, denoiser.sigmas[0].item(), denoiser.sigmas[-1].item()
    schedule = default if schedule == "automatic" else schedule
    if schedule == "uniform":
        sigmas = denoiser.get_sigmas(n)
    else:
        sigmas = {"karras": parts.sampling.get_sigmas_karras, "exponential": parts.sampling.get_sigmas_exponential}[schedule](n, low, high)
    return torch.cat([sigmas[:-2], sigmas[-1:]]) if discard else sigmas


def paint(parts, model, order, cond, uncond, dtype):
    """(final latent [N, 4, H/8, W/8], sigmas or timesteps, guided model calls)."""
    seeds = [order["seed"] + i for i in range(order["batchSize"])]
    shape = (4, order["height"] // 8, order["width"] // 8)
    noise = ImageNoise(parts.philox, seeds, shape, order.get("rng", "cpu"), order.get("etaNoiseSeedDelta", 0))
    parts.sampling.torch = TorchWithNoise(noise)
    x, extra = noise.draw().to(dtype), {"cond": cond, "uncond": uncond, "cond_scale": order["cfgScale"]}
    if order["sampler"] == "DDIM":
        guided = Guidance(Timesteps(model))
        walk = torch.clip(torch.tensor(range(0, 1000, 1000 // order["steps"])) + 1, 0, 999)
        latent = parts.timesteps.ddim(guided, x, walk, extra_args=extra, disable=True, eta=0.0)
    else:
        denoiser = parts.external.CompVisDenoiser(model)
        guided, walk = Guidance(denoiser), sigmas_of(parts, denoiser, order["sampler"], order["schedule"], order["steps"])
        sample = getattr(parts.sampling, SAMPLERS[order["sampler"]][0])
        latent = sample(guided, x * walk[0], walk, extra_args=extra, disable=True)
    return latent, walk, guided.calls
