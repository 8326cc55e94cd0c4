"""The pictures: every sampler with every schedule, then one picture for each rule that could be missed."""
import re

BASE = dict(prompt="(red apple:1.2), flat style", negativePrompt="3d style", steps=10, sampler="Euler", schedule="automatic",
            cfgScale=5, seed=7, width=128, height=128, clipSkip=1, batchSize=1)
SAMPLERS = ["Euler", "Euler a", "Heun", "LMS", "DPM2", "DPM2 a", "DPM++ 2S a", "DPM++ 2M"]
SCHEDULES = ["automatic", "uniform", "karras", "exponential"]

# 91 tokens with a comma at 69, less than 20 before the end of the first chunk: it closes there, 70 and 21 tokens long
LONG = ("red apple, flat style, " + "a very simple round fruit with one small green leaf on a short brown stem, " * 4
        + "seen from the front on a plain white background, (glossy:1.3) highlight and soft shadow under it, clean vector icon")


def slug(sampler):
    return re.sub(r"[^a-z0-9]+", "-", sampler.lower().replace("++", "pp"))


def orders():
    table = {f"{slug(s)}.{k}": dict(sampler=s, schedule=k) for s in SAMPLERS for k in SCHEDULES}
    table |= {
        "ddim": dict(sampler="DDIM"),
        "ddim.7-steps": dict(sampler="DDIM", steps=7),  # 1000 // 7 leaves room for an eighth timestep
        "two-chunks": dict(prompt=LONG),
        "break": dict(prompt="red apple BREAK flat style"),
        "weights": dict(prompt="((red)) [apple], (flat style:0.7)", negativePrompt="(3d style:1.4), blue"),
        "no-negative": dict(negativePrompt=""),
        "clip-skip-2": dict(clipSkip=2),
        "batch-of-three": dict(sampler="Euler a", batchSize=3),
        "oblong": dict(width=192, sampler="DPM++ 2M"),
        "cfg-1": dict(cfgScale=1),
        "one-step": dict(steps=1),
        "one-step.dpmpp-2m": dict(steps=1, sampler="DPM++ 2M"),
        "two-steps.dpm2-a": dict(steps=2, sampler="DPM2 a"),
        "nv-noise": dict(sampler="Euler a", rng="nv"),
        "eta-noise-seed-delta": dict(sampler="Euler a", etaNoiseSeedDelta=31337),
    }
    return {name: BASE | fields for name, fields in table.items()}
