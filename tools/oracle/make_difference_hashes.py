"""Golden file of difference hashes: small images, and what imagehash makes of them.

Writes pipeline-data/src/test/resources/oracle/difference_hashes.json, a list of {"height", "width", "channels", "pixels" (base64, row after row),
"hash" (imagehash.dhash, 16 hexadecimal digits)}.
Run: python make_difference_hashes.py
"""
import base64

import imagehash
import numpy as np
from PIL import Image

from common import resources, save_json

SIZES = ((8, 8), (9, 8), (8, 9), (5, 7), (1, 1), (28, 28), (32, 32), (33, 20), (40, 24), (7, 40))


def pixels(height, width, channels, seed):
    """A smooth picture with noise; some flat."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    waves = np.stack([np.sin(x / (2 + seed % 5) + c) * np.cos(y / (3 + c)) for c in range(channels)], -1)
    picture = 128 + (seed % 4) * 40 * waves + rng.normal(0, 8 * (seed % 3), (height, width, channels))
    return picture.clip(0, 255).astype(np.uint8)


def cases():
    for seed in range(80):
        height, width = SIZES[seed % len(SIZES)]
        channels = 1 if seed % 2 else 3
        array = pixels(height, width, channels, seed)
        image = Image.fromarray(array[:, :, 0] if channels == 1 else array)
        yield {
            "height": height,
            "width": width,
            "channels": channels,
            "pixels": base64.b64encode(array.tobytes()).decode(),
            "hash": str(imagehash.dhash(image)),
        }


if __name__ == "__main__":
    save_json(resources("pipeline-data") / "difference_hashes.json", list(cases()))
