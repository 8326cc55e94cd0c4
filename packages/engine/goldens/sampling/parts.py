"""The reference programs without what they do not need here, and a toy network: shared by the scripts of this folder.

Reads the checkouts' paths from the command line: K_DIFFUSION FORGE. Everything else those files import is stubbed.
"""

import importlib.util
import json
import sys
import types
from unittest.mock import MagicMock

import torch

k_diffusion_path, forge_path = sys.argv[1:3]


def stub(*names):
    for name in names:
        sys.modules.setdefault(name, MagicMock(name=name))


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def progress_free():
    tqdm = types.ModuleType("tqdm")
    tqdm.auto = types.ModuleType("tqdm.auto")
    for module in (tqdm, tqdm.auto):
        module.trange = lambda n, **_: range(n)
        module.tqdm = lambda items=None, **_: MagicMock() if items is None else items
    sys.modules["tqdm"], sys.modules["tqdm.auto"] = tqdm, tqdm.auto


progress_free()
stub("torchdiffeq", "torchsde", "PIL", "safetensors", "torchvision", "torchvision.transforms", "torchvision.utils")
package = types.ModuleType("k_diffusion")
package.__path__ = [f"{k_diffusion_path}/k_diffusion"]
sys.modules["k_diffusion"] = package
package.utils = MagicMock()
package.utils.append_dims = lambda x, n: x[(...,) + (None,) * (n - x.ndim)]
sys.modules["k_diffusion.utils"] = package.utils
sampling = load("k_diffusion.sampling", f"{k_diffusion_path}/k_diffusion/sampling.py")
package.sampling = sampling
external = load("k_diffusion.external", f"{k_diffusion_path}/k_diffusion/external.py")

modules = types.ModuleType("modules")
modules.__path__ = [f"{forge_path}/modules"]
sys.modules["modules"] = modules
modules.shared, modules.devices = MagicMock(), MagicMock()
modules.shared.opts.forge_try_reproduce = "None"
modules.devices.device = modules.devices.cpu = modules.shared.device = torch.device("cpu")
sys.modules["modules.shared"], sys.modules["modules.devices"] = modules.shared, modules.devices
stub("modules.models", "modules.models.diffusion", "modules.models.diffusion.uni_pc", "modules.torch_utils")
sys.modules["modules.torch_utils"].float64 = lambda _: torch.float64
timestep_samplers = load("modules.sd_samplers_timesteps_impl", f"{forge_path}/modules/sd_samplers_timesteps_impl.py")
modules.rng_philox = load("modules.rng_philox", f"{forge_path}/modules/rng_philox.py")
rng = load("modules.rng", f"{forge_path}/modules/rng.py")


def numbers(tensor):
    """Nine digits: enough to tell float32 values apart."""
    return [float(f"{value:.9g}") for value in torch.as_tensor(tensor).flatten().tolist()]


def alphas(start=0.00085, end=0.012, n=1000):
    betas = torch.linspace(start**0.5, end**0.5, n, dtype=torch.float64) ** 2
    return torch.cumprod(1 - betas, 0).float()


SHAPE = (1, 4, 2, 2)
SEED = 1234


def toy_output(x, t):
    """A bounded, coupled, nonlinear stand-in for a network: neighbours matter, and so does the timestep."""
    t = t.view(-1, 1, 1, 1) / 1000
    neighbour = torch.roll(x.flatten(1), 1, 1).view_as(x)
    return 0.8 * x + 0.3 * torch.sin(2 * neighbour + 3 * t) - 0.2 * torch.tanh(x) * t


class Toy:
    alphas_cumprod = alphas()

    def apply_model(self, x, t, cond=None):
        return toy_output(x, t)


eps_model = external.CompVisDenoiser(Toy())
v_model = external.CompVisVDenoiser(Toy())


class DrawsFrom:
    """torch, but randn_like takes its noise from one generator, as AUTOMATIC1111 arranges it."""

    def __init__(self, generator):
        self.generator = generator

    def __getattr__(self, name):
        if name == "randn_like":
            return lambda x: torch.randn(x.shape, generator=self.generator)
        return getattr(torch, name)


def start():
    generator = torch.Generator().manual_seed(SEED)
    noise = torch.randn(SHAPE, generator=generator)
    sampling.torch = DrawsFrom(generator)
    return noise
