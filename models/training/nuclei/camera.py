"""From light to what a scanner's file holds, and to what the network takes: light absorbed, 0 (glass) to 1."""

import io

import numpy as np
from PIL import Image
from scipy import ndimage

# The pipeline estimates glass from the slide; it may be off by this much (standard deviation, share). Ours.
WHITE_ERROR, TINT_ERROR = 0.02, 0.012


def photographed(light, rng):
    """@param light [H, W, 3], 1 at glass. Returns bytes and the white that they were taken with."""
    white = rng.uniform(195, 253) + rng.normal(0, 4, 3)
    white = white.clip(170, 254)
    gamma = rng.uniform(0.85, 1.2)
    picture = 255 * (light * white / 255).clip(0, 1) ** gamma
    return taken(picture, 1.1, rng), 255 * (white / 255) ** gamma


def taken(picture, most_blur, rng):
    """@param picture [H, W, 3], 0 to 255."""
    blur = rng.uniform(0, most_blur)
    if blur > 0.2:
        picture = ndimage.gaussian_filter(picture, (blur, blur, 0))
    if rng.random() < 0.3:
        picture = picture + rng.uniform(0.2, 1) * (picture - ndimage.gaussian_filter(picture, (1, 1, 0)))
    picture = picture + rng.normal(0, rng.uniform(0, 5), picture.shape)
    return through_jpeg(picture.round().clip(0, 255).astype(np.uint8), rng)


def through_jpeg(rgb, rng):
    if rng.random() < 0.5:
        return rgb
    file = io.BytesIO()
    Image.fromarray(rgb).save(file, "JPEG", quality=int(rng.integers(35, 96)))
    return np.asarray(Image.open(file))


def absorbed(rgb, white, rng=None):
    """[3, H, W] as the pipeline gives it: 1 - value / white, at least 0."""
    if rng is not None:
        white = white * (1 + rng.normal(0, WHITE_ERROR) + rng.normal(0, TINT_ERROR, 3))
    share = rgb.astype(np.float32) / np.maximum(white, 1).astype(np.float32)
    return (1 - share).clip(0, 1).transpose(2, 0, 1).astype(np.float32)
