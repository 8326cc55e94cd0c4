"""Golden numbers for noise, schedules and samplers, from the programs themselves.

    python3 make.py K_DIFFUSION FORGE > goldens.json

K_DIFFUSION  checkout of crowsonkb/k-diffusion (made with 4601bf08)
FORGE        checkout of lllyasviel/stable-diffusion-webui-forge (made with dfcdbab6), whose DDIM, CompVis timesteps
             and ImageRNG are AUTOMATIC1111's
Needs torch (made with 1.13, CPU, x86-64 with AVX2), numpy and scipy.
"""

import json
from unittest.mock import MagicMock

import torch
from parts import Toy, alphas, eps_model, external, modules, numbers, rng, sampling, start, timestep_samplers, toy_output, v_model


def sigmas_for(schedule, n):
    low, high = eps_model.sigmas[0].item(), eps_model.sigmas[-1].item()
    if schedule == "karras":
        return sampling.get_sigmas_karras(n, low, high)
    if schedule == "exponential":
        return sampling.get_sigmas_exponential(n, low, high)
    return eps_model.get_sigmas(n)


SAMPLERS = [
    ("DPM++ 2M", "dpmpp_2m", False),
    ("DPM++ 2S a", "dpmpp_2s_ancestral", False),
    ("Euler a", "euler_ancestral", False),
    ("Euler", "euler", False),
    ("LMS", "lms", False),
    ("Heun", "heun", False),
    ("DPM2", "dpm_2", True),
    ("DPM2 a", "dpm_2_ancestral", True),
]
ANCESTRAL = {"DPM++ 2S a", "Euler a", "DPM2 a"}
CHURNED = {"Euler", "Heun", "DPM2"}


def k_run(label, function, discard, schedule, steps, model=eps_model, **options):
    sigmas = sigmas_for(schedule, steps + discard)
    if discard:
        sigmas = torch.cat([sigmas[:-2], sigmas[-1:]])
    x = start() * sigmas[0]
    final = getattr(sampling, f"sample_{function}")(
        model, x, sigmas, extra_args={"cond": None}, disable=True, **options
    )
    return {"sampler": label, "schedule": schedule, "steps": steps, "final": numbers(final)}


def ddim_run(steps, eta):
    timesteps = torch.clip(torch.asarray(list(range(0, 1000, 1000 // steps))) + 1, 0, 999)
    model = MagicMock(side_effect=lambda x, t: toy_output(x, t))
    model.inner_model.inner_model.alphas_cumprod = Toy.alphas_cumprod
    x = timestep_samplers.ddim(model, start(), timesteps, disable=True, eta=eta)
    return {"sampler": "DDIM", "schedule": "automatic", "steps": steps, "eta": eta, "final": numbers(x)}


def runs():
    for label, function, discard in SAMPLERS:
        for schedule in ("uniform", "karras", "exponential"):
            for steps in (1, 2, 7, 20):
                yield k_run(label, function, discard, schedule, steps)
        yield {**k_run(label, function, discard, "karras", 7, model=v_model), "prediction": "v"}
        if label in ANCESTRAL:
            yield {**k_run(label, function, discard, "karras", 7, eta=0.4), "eta": 0.4}
        if label in CHURNED:
            churn = {"s_churn": 8.0, "s_tmin": 0.3, "s_tmax": 9.0, "s_noise": 1.02}
            named = {"sChurn": 8.0, "sTmin": 0.3, "sTmax": 9.0, "sNoise": 1.02}
            yield {**k_run(label, function, discard, "karras", 7, **churn), **named}
    for steps in (2, 7, 20, 30):
        for eta in (0.0, 1.0):
            yield ddim_run(steps, eta)


def torch_noise():
    for n in [*range(1, 41), 256, 300]:
        generator = torch.Generator().manual_seed(42 + n)
        draws = [numbers(torch.randn(n, generator=generator)[-20:]) for _ in range(1 if n > 20 else 2)]
        yield {"seed": 42 + n, "lengths": [n] * len(draws), "lastValues": draws}
    for lengths in ([3, 16, 3], [5, 20, 2, 7], [1, 1, 1], [17, 1, 17, 1]):
        generator = torch.Generator().manual_seed(7)
        yield {"seed": 7, "lengths": lengths, "lastValues": [numbers(torch.randn(n, generator=generator)) for n in lengths]}


def batch_noise():
    for source, delta in (("CPU", 0), ("CPU", 31337), ("NV", 0), ("NV", 31337)):
        modules.shared.opts.randn_source = source
        modules.shared.opts.eta_noise_seed_delta = delta
        image_rng = rng.ImageRNG((4, 2, 3), [11, 4294967295])
        draws = [numbers(image_rng.next()) for _ in range(3)]
        yield {"rng": source.lower(), "etaNoiseSeedDelta": delta, "seeds": [11, 4294967295], "length": 24, "draws": draws}


def conversions(start_, end, n):
    schedule = external.DiscreteSchedule(((1 - alphas(start_, end, n)) / alphas(start_, end, n)) ** 0.5, False)
    sigmas = [0.01, 0.0292, 0.1, 0.5, 1.0, 3.3, 7.0, 14.0, 20.0]
    times = [0, 0.5, 1.25, n / 2 + 0.25, n - 1.1, n - 1]
    return {
        "linearStart": start_,
        "linearEnd": end,
        "timesteps": n,
        "alphasCumprod": numbers(alphas(start_, end, n)[:: n // 8]),
        "sigmas": numbers(schedule.sigmas[:: n // 8]),
        "timestepOf": [[s, numbers(schedule.sigma_to_t(torch.tensor(s)))[0]] for s in sigmas],
        "sigmaAt": [[t, numbers(schedule.t_to_sigma(torch.tensor(float(t))))[0]] for t in times],
    }


print(
    "{\n"
    + ",\n".join(
        f'"{name}": ' + ("[\n" + ",\n".join(map(json.dumps, value)) + "\n]")
        for name, value in {
            "torchNoise": list(torch_noise()),
            "batchNoise": list(batch_noise()),
            "modelSchedules": [conversions(0.00085, 0.012, 1000), conversions(0.0015, 0.0195, 400)],
            "schedules": [
                {"schedule": schedule, "n": n, "sigmas": numbers(sigmas_for(schedule, n))}
                for schedule in ("uniform", "karras", "exponential")
                for n in (1, 2, 3, 10, 21)
            ],
            "runs": list(runs()),
        }.items()
    )
    + "\n}"
)
