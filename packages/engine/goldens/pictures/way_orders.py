"""The ways to paint: one order for each rule that could be missed, in the words of a paint order.

Pictures and masks are named as `way_pictures.py` names them; `checkpoint` is the starter model or one of its kin.
"""
from orders import LONG

BASE = dict(checkpoint="starter", prompt="(red apple:1.2), flat style", negativePrompt="3d style", steps=4, sampler="Euler",
            schedule="automatic", cfgScale=5, batches=[[7]], width=64, height=64, clipSkip=1)
HIRES = dict(scale=1.5, steps=3, sampler="Euler", schedule="automatic", denoisingStrength=0.6, upscaler="Latent",
             prompt=BASE["prompt"], negativePrompt=BASE["negativePrompt"])
INIT = dict(image="oblong", denoisingStrength=0.7, resize="stretch", noiseMultiplier=1, conditioningMaskWeight=1)
MASK = dict(image="oblong.mask", blur=4, invert=False, content="original", area="whole", padding=8, round=True)
SOFT = dict(scheduleBias=1, preservation=0.5, contrastBoost=4, maskInfluence=0, differenceThreshold=0.5, differenceContrast=2)
TURNING = "[red apple:blue [fish|bird]:0.5], flat style"


def hires(**fields):
    return dict(hires=HIRES | fields)


def img2img(mask=None, **fields):
    return dict(init=INIT | fields | (dict(mask=MASK | mask) if mask is not None else {}))


def odd(mask, **fields):
    return img2img(dict(image="odd.mask") | mask, image="odd", **fields)


def orders():
    table = {
        "hires.latent": hires(),
        "hires.latent-cut": hires(upscaler="Latent (bicubic antialiased)", width=96, height=80),
        "hires.one-side": hires(upscaler="Latent (nearest-exact)", height=104) | dict(width=72),
        "hires.lanczos": hires(upscaler="Lanczos", sampler="DPM++ 2M", schedule="karras"),
        "hires.lanczos-cut": hires(upscaler="Lanczos", width=80, height=96),
        "hires.odd-scale": hires(upscaler="Lanczos", scale=1.3) | dict(batches=[[8]]),
        "hires.none-odd-scale": hires(upscaler="None", scale=1.3),
        "hires.unipc": hires(sampler="UniPC", steps=4, denoisingStrength=0.5),
        "hires.ddim": hires(sampler="DDIM", steps=4, denoisingStrength=0.5, upscaler="Latent (antialiased)"),
        "hires.own-prompt": hires(prompt="[blue fish:green tree:1.5], [flat:3d:6] style", negativePrompt="[3d::1.4] style", steps=4),
        "hires.second-order": hires(prompt="[blue fish:green tree:9]", sampler="Heun") | dict(prompt="[blue fish:green tree:9]"),
        "hires.batch": hires(upscaler="Lanczos") | dict(sampler="Euler a", batches=[[7, 8]]),
        "hires.noise": hires() | dict(variation=dict(batches=[[21]], strength=0.3), seedResize=dict(width=80, height=48)),
        "hires.refiner": hires() | dict(refiner=dict(switchAt=0.7)),
        "img2img.stretch": img2img(),
        "img2img.crop": img2img(resize="crop"),
        "img2img.fill": img2img(resize="fill"),
        "img2img.latent": img2img(resize="latent", image="odd"),
        "img2img.noise-multiplier": img2img(noiseMultiplier=0.8),
        "img2img.faint": img2img(denoisingStrength=0.05),
        "img2img.whole": img2img(denoisingStrength=1),
        "img2img.dpm2": img2img() | dict(sampler="DPM2"),
        "img2img.dpm-fast": img2img() | dict(sampler="DPM fast", steps=6),
        "img2img.ddim": img2img() | dict(sampler="DDIM", steps=6),
        "img2img.plms": img2img() | dict(sampler="PLMS", steps=6),
        "img2img.unipc": img2img() | dict(sampler="UniPC", steps=6),
        "img2img.batch": img2img() | dict(sampler="Euler a", batches=[[7, 8]]),
        "img2img.prompt": img2img() | dict(prompt=TURNING),
        "inpaint.original": img2img({}),
        "inpaint.fill": img2img(dict(content="fill")),
        "inpaint.noise": img2img(dict(content="noise")) | dict(sampler="Euler a", batches=[[7, 8]]),
        "inpaint.nothing": img2img(dict(content="nothing", invert=True, blur=2, blurY=6)),
        "inpaint.crop": img2img(dict(blur=0), resize="crop"),
        "inpaint.ddim": img2img({}) | dict(sampler="DDIM", steps=6),
        "inpaint.heun": img2img(dict(content="noise")) | dict(sampler="Heun"),
        "inpaint.soft": img2img(dict(round=False, image="oblong.alpha")),
        "inpaint.masked.original": odd(dict(area="masked")),
        "inpaint.masked.fill": odd(dict(area="masked", content="fill", blur=2)),
        "inpaint.masked.noise": odd(dict(area="masked", content="noise")),
        "inpaint.masked.nothing": odd(dict(area="masked", content="nothing", padding=0)),
        "inpaint.masked.border": odd(dict(area="masked", image="odd.corner", blur=0, padding=20)) | dict(width=72),
        "inpaint.masked.soft": odd(dict(area="masked", round=False, image="odd.alpha", blur=0)),
        "inpainting.whole": img2img({}) | dict(checkpoint="inpainting"),
        "inpainting.masked": odd(dict(area="masked", content="fill"), conditioningMaskWeight=0.6) | dict(checkpoint="inpainting"),
        "inpainting.soft": img2img(dict(round=False)) | dict(checkpoint="inpainting"),
        "inpainting.no-mask": img2img(conditioningMaskWeight=0.6) | dict(checkpoint="inpainting"),
        "inpainting.txt2img": dict(checkpoint="inpainting"),
        "inpainting.hires": hires() | dict(checkpoint="inpainting"),
        "edit.picture": img2img(imageCfgScale=1.8) | dict(checkpoint="edit"),
        "edit.text": img2img(imageCfgScale=1) | dict(checkpoint="edit"),
        "edit.ddim": img2img(imageCfgScale=1.8) | dict(checkpoint="edit", sampler="DDIM", steps=6),
        "prompt.and": dict(prompt="red apple AND blue fish :0.6 AND flat style:-0.2"),
        "prompt.and-long": dict(prompt=f"red apple AND {LONG} :0.5 AND blue fish"),
        "prompt.and-schedule": dict(prompt="[red:blue:2] apple AND [a fish|a bird] :0.7", sampler="Heun"),
        "prompt.schedule-emphasis": dict(prompt="(red:1.5) [apple:(blue:0.6) fish:2]", negativePrompt="[(3d:1.7)|flat] style", steps=3),
    "prompt.schedule": dict(prompt=TURNING, negativePrompt="[3d style:blurry:2]"),
        "prompt.schedule-heun": dict(prompt=TURNING, sampler="Heun"),
        "prompt.schedule-dpm2": dict(prompt="[red apple:blue fish:3]", sampler="DPM2"),
        "prompt.schedule-ddim": dict(prompt=TURNING, sampler="DDIM", steps=5),
        "prompt.schedule-long": dict(prompt=f"[red apple:{LONG}:2]"),
        "prompt.schedule-long-negative": dict(negativePrompt=f"[3d style:{LONG}:2]"),
        "noise.variation": dict(batches=[[7, 7]], variation=dict(batches=[[21, 22]], strength=0.25), sampler="Euler a"),
        "noise.resize-larger": dict(seedResize=dict(width=48, height=40), sampler="Euler a"),
        "noise.resize-smaller": dict(seedResize=dict(width=88, height=96)),
        "noise.both": dict(variation=dict(batches=[[21]], strength=0.6), seedResize=dict(width=40, height=88), rng="nv"),
        "refiner.euler": dict(refiner=dict(switchAt=0.6)),
        "refiner.heun": dict(refiner=dict(switchAt=0.5), sampler="Heun", prompt=TURNING),
        "refiner.ddim": dict(refiner=dict(switchAt=0.6), sampler="DDIM", steps=5),
        "refiner.restart": dict(refiner=dict(switchAt=0.8), sampler="Restart", steps=20),
        "refiner.v": dict(refiner=dict(switchAt=0.6, prediction="v")),
        "refiner.img2img": img2img() | dict(refiner=dict(switchAt=0.7)),
        "rescale.euler": dict(cfgRescale=0.7, cfgScale=9),
        "rescale.batch": dict(cfgRescale=0.7, batches=[[7, 8]], prompt="red apple AND blue fish :0.6"),
        "tiling.euler": dict(tiling=True),
        "tiling.img2img": img2img() | dict(tiling=True),
    }
    table |= {
        "img2img.colors": img2img(colorCorrection=True),
        "inpaint.colors": odd(dict(area="masked", content="fill"), colorCorrection=True),
        "inpaint.latent-mask": img2img(dict(content="fill", latent="oblong.latent-mask")),
        "several.masked": odd(dict(area="masked", content="noise"), others=["odd.other"]) | dict(sampler="Euler a", batches=[[7, 8]]),
        "several.inpainting": img2img({}, others=["oblong.other"]) | dict(checkpoint="inpainting", batches=[[7, 8]]),
        "several.edit": img2img(others=["oblong.other"], imageCfgScale=1) | dict(checkpoint="edit", batches=[[7, 8]]),
        "soft.whole": img2img(dict(soft=SOFT, blur=8)),
        "soft.masked": odd(dict(soft=SOFT | dict(scheduleBias=2, contrastBoost=8), area="masked", content="noise", blur=6)),
        "soft.influence": img2img(dict(soft=SOFT | dict(preservation=1.5, maskInfluence=0.6, differenceThreshold=1.25, differenceContrast=4),
                                       image="oblong.alpha"), colorCorrection=True),
        "soft.batch": img2img(dict(soft=SOFT, content="nothing"), denoisingStrength=1) | dict(sampler="Euler a", batches=[[7, 8]]),
        "soft.ddim": img2img(dict(soft=SOFT, blur=8)) | dict(sampler="DDIM", steps=6),
    }
    return {name: BASE | fields for name, fields in table.items()}
