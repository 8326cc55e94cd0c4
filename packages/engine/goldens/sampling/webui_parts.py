"""The WebUI's further samplers and schedules, Forge's own, and torchsde's Brownian tree, beside what `parts.py` loads.

Reads two more paths from the command line: TORCHSDE REFORGE. Without trampoline, which torchsde walks its tree with, a
short stand-in for it.
"""

import sys
import types

import torch
from parts import Toy, external, forge_path, load, modules, package, stub

torchsde_path, reforge_path = sys.argv[3:5]


class TailCall(Exception):
    def __init__(self, call):
        self.call = call


def run(call):
    """Runs a generator that yields calls to others and gets their values back; a TailCall takes its place."""
    waiting, value = [call], None
    while waiting:
        try:
            waiting.append(waiting[-1].send(value))
            value = None
        except StopIteration as end:
            waiting.pop()
            value = end.value
        except TailCall as tail:
            waiting[-1], value = tail.call, None
    return value


trampoline = types.ModuleType("trampoline")
trampoline.trampoline, trampoline.TailCall = run, TailCall
sys.modules["trampoline"] = trampoline
for name, folder in (("torchsde", "torchsde"), ("torchsde._brownian", "torchsde/_brownian")):
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].__path__ = [f"{torchsde_path}/{folder}"]
brownian_interval = load("torchsde._brownian.brownian_interval", f"{torchsde_path}/torchsde/_brownian/brownian_interval.py")
derived = load("torchsde._brownian.derived", f"{torchsde_path}/torchsde/_brownian/derived.py")
sys.modules["torchsde"].BrownianTree = derived.BrownianTree

stub("backend", "backend.modules", "backend.modules.k_prediction")
sys.modules["backend.modules.k_prediction"].PredictionFlux = type("PredictionFlux", (), {})
package.deis = load("k_diffusion.deis", f"{forge_path}/k_diffusion/deis.py")
sampling = load("k_diffusion.sampling", f"{forge_path}/k_diffusion/sampling.py")
package.sampling, package.external = sampling, external
uni_pc = load("modules.models.diffusion.uni_pc.uni_pc", f"{forge_path}/modules/models/diffusion/uni_pc/uni_pc.py")
sys.modules["modules.models.diffusion.uni_pc"].uni_pc = uni_pc
impl = load("modules.sd_samplers_timesteps_impl", f"{forge_path}/modules/sd_samplers_timesteps_impl.py")
extra = load("modules.sd_samplers_extra", f"{forge_path}/modules/sd_samplers_extra.py")
schedulers = load("modules.sd_schedulers", f"{forge_path}/modules/sd_schedulers.py")
k_diffusion_extra = load("backend.modules.k_diffusion_extra", f"{forge_path}/backend/modules/k_diffusion_extra.py")
stub("ldm_patched", "ldm_patched.modules", "ldm_patched.modules.model_patcher", "ldm_patched.modules.model_sampling")
stub("ldm_patched.modules.utils", "ldm_patched.k_diffusion", "modules.sd_samplers_kdiffusion_smea")
comfy_sampling = load("ldm_patched.k_diffusion.sampling", f"{reforge_path}/ldm_patched/k_diffusion/sampling.py")
comfy_sampling.utils.append_dims = package.utils.append_dims
for name in ("sd_samplers_cfg_denoiser", "sd_samplers_kdiffusion", "sd_samplers_common"):
    part = types.ModuleType(f"modules.{name}")
    part.CFGDenoiser = part.KDiffusionSampler = object
    part.SamplerData = lambda *_: None
    sys.modules[f"modules.{name}"] = part
    setattr(modules, name, part)
lcm = load("modules.sd_samplers_lcm", f"{forge_path}/modules/sd_samplers_lcm.py")
modules.shared.opts.beta_dist_alpha = modules.shared.opts.beta_dist_beta = 0.6
modules.shared.sd_model.is_sdxl = False


def noise_source(source):
    """Brownian noise as the WebUI seeds it: from the CPU's generator or from the emulated card's."""

    def randn(size, dtype, device, seed):
        if source == "nv":
            return torch.asarray(modules.rng_philox.Generator(int(seed)).randn(size)).to(dtype)
        return torch.randn(size, generator=torch.Generator().manual_seed(int(seed)))

    brownian_interval._randn = randn


class LatentModel(Toy):
    """What LCM's denoiser looks for in a model. It wants sigmas and makes alphas of them: exact in float64."""

    def __init__(self):
        alphas = Toy.alphas_cumprod.double()
        predictor = types.SimpleNamespace(sigmas=((1 - alphas) / alphas) ** 0.5)
        predictor.sigma = lambda t: (((1 - Toy.alphas_cumprod) / Toy.alphas_cumprod) ** 0.5)[t]
        unet = types.SimpleNamespace(model=types.SimpleNamespace(predictor=predictor))
        self.forge_objects = types.SimpleNamespace(unet=unet)


eps_model = external.CompVisDenoiser(LatentModel())
lcm_model = lcm.LCMCompVisDenoiser(LatentModel())
