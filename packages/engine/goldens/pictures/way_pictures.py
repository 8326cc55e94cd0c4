"""Pictures to start from and masks, small enough to lie beside the goldens."""
import numpy as np


def picture(width, height):
    """Red, green and blue that run differently, with a dark square, as uint8 [H, W, 3]."""
    y, x = np.mgrid[0:height, 0:width]
    out = np.stack([(x * 3 + y) % 256, 255 - x * 2, 40 + y * 3], -1)
    out[height // 4: height // 2, width // 3: width // 2] = (20, 30, 60)
    return np.clip(out, 0, 255).astype(np.uint8)


def mask(width, height, left, top, right, bottom, level=255):
    """White on black, opaque: uint8 [H, W, 4]."""
    out = np.zeros((height, width, 4), np.uint8)
    out[..., 3] = 255
    out[top:bottom, left:right, :3] = level
    return out


def alpha(width, height, left, top, right, bottom):
    """Drawn in alpha, from faint to full: uint8 [H, W, 4]."""
    out = np.zeros((height, width, 4), np.uint8)
    out[top:bottom, left:right, 3] = np.linspace(40, 255, right - left).astype(np.uint8)
    return out


def pictures():
    return {
        "oblong": picture(72, 56), "oblong.mask": mask(72, 56, 20, 14, 50, 40), "oblong.alpha": alpha(72, 56, 16, 10, 56, 44),
        "odd": picture(61, 45), "odd.mask": mask(61, 45, 24, 16, 42, 30), "odd.corner": mask(61, 45, 45, 33, 61, 45),
        "odd.alpha": alpha(61, 45, 10, 12, 40, 32),
        "odd.other": np.ascontiguousarray(picture(61, 45)[::-1, :, ::-1]), "oblong.other": np.ascontiguousarray(picture(72, 56)[:, ::-1, ::-1]),
        "oblong.latent-mask": mask(64, 64, 12, 8, 50, 40, 200),
    }
