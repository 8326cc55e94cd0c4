"""Orders that turn the knobs few people turn: one for each, in the words of a paint order."""
from orders import LONG
from way_orders import BASE, TURNING, hires, img2img

HALF = "[red apple:blue fish:0.5], [flat:3d:1.0] style"


def knobs(**turned):
    return dict(knobs=turned)


def orders():
    unipc = dict(sampler="UniPC", steps=7)
    table = {
        "extra-noise.img2img": img2img() | knobs(extraNoise=0.12),
        "extra-noise.multiplied": img2img(noiseMultiplier=0.8) | knobs(extraNoise=0.12) | dict(sampler="Euler a"),
        "extra-noise.ddim": img2img() | knobs(extraNoise=0.12) | dict(sampler="DDIM", steps=6),
        "extra-noise.hires": hires() | knobs(extraNoise=0.12),
        "exact-steps.euler": img2img() | knobs(img2imgExactSteps=True),
        "exact-steps.ddim": img2img() | knobs(img2imgExactSteps=True) | dict(sampler="DDIM"),
        "unipc.bh2": unipc | knobs(unipcVariant="bh2"),
        "unipc.vary": unipc | knobs(unipcVariant="vary_coeff", unipcOrder=2),
        "unipc.quadratic": unipc | knobs(unipcSkipType="time_quadratic", unipcLowerOrderFinal=False),
        "unipc.log-snr": unipc | knobs(unipcSkipType="logSNR", unipcOrder=4),
        "unipc.img2img": img2img() | unipc | knobs(unipcVariant="bh2", unipcSkipType="logSNR", unipcOrder=1),
        "beta.usual": dict(schedule="beta", steps=5),
        "beta.shaped": dict(schedule="beta", steps=5) | knobs(betaAlpha=0.4, betaBeta=0.9),
        "range.karras": dict(schedule="karras") | knobs(sigmaMin=0.05, sigmaMax=11.5, rho=4.5),
        "range.old-karras": dict(sampler="DPM++ 2M") | knobs(sigmaMin=0.1, sigmaMax=10),
        "range.beta": dict(schedule="beta") | knobs(sigmaMax=9),
        "range.hires": hires(schedule="karras") | knobs(sigmaMin=0.08, rho=5.5),
        "eta.euler-a": dict(sampler="Euler a") | knobs(eta=0.45),
        "eta.ddim": dict(sampler="DDIM", steps=6) | knobs(etaDdim=0.7, eta=0.3),
        "eta.both": hires(sampler="DDIM", steps=4) | dict(sampler="Euler a") | knobs(etaDdim=0.7, eta=0.3),
        "churn.euler": knobs(sChurn=9, sTmin=0.3, sTmax=8, sNoise=1.03),
        "churn.heun": dict(sampler="Heun") | knobs(sChurn=3),
        "ngms.every-second": knobs(minUncondSigma=6),
        "ngms.all": knobs(minUncondSigma=6, minUncondAllSteps=True),
        "ngms.ddim": dict(sampler="DDIM", steps=6) | knobs(minUncondSigma=600, minUncondAllSteps=True),
        "skip-early.euler": dict(steps=5) | knobs(skipEarlyUncond=0.4),
        "skip-early.heun": dict(sampler="Heun", prompt="red apple AND blue fish :0.6") | knobs(skipEarlyUncond=0.3),
        "discard.euler": knobs(discardNextToLastSigma=True),
        "discard.ddim": dict(sampler="DDIM", steps=6) | knobs(discardNextToLastSigma=True),
        "sgm.euler": knobs(sgmNoiseMultiplier=True),
        "pad.empty-negative": dict(prompt=LONG) | knobs(padPrompts="empty"),
        "pad.empty-prompt": dict(negativePrompt=LONG, prompt="red apple AND [blue fish:green tree:2] :0.7") | knobs(padPrompts="empty"),
        "pad.repeat-negative": dict(prompt=LONG, sampler="DDIM", steps=6) | knobs(padPrompts="repeat"),
        "pad.cut-negative": dict(negativePrompt=f"[blurry:3d:2], {LONG}") | knobs(padPrompts="repeat"),
        "pad.and": dict(prompt=f"red apple AND {LONG} :0.5") | knobs(padPrompts="empty"),
        "downcast.euler": dict(steps=6) | knobs(downcastAlphas=True),
        "downcast.karras": dict(sampler="DPM++ 2M") | knobs(downcastAlphas=True),
        "old-prompt.first": dict(prompt=HALF) | knobs(oldPromptEditing=True),
        "old-prompt.hires": hires(prompt=HALF, steps=4) | dict(prompt=HALF, negativePrompt="[3d:blurry:3] style") | knobs(oldPromptEditing=True),
        "steps-once.heun": dict(sampler="Heun", prompt=TURNING) | knobs(secondOrderStepsCountOnce=True),
        "refiner.by-steps": dict(refiner=dict(switchAt=0.5, bySteps=True), steps=5),
        "refiner.first-pass": hires() | dict(refiner=dict(switchAt=0.6, hiresPasses="first")),
        "refiner.both-passes": hires() | dict(refiner=dict(switchAt=0.7, hiresPasses="both"), prompt=TURNING),
    }
    return {name: BASE | fields for name, fields in table.items()}
