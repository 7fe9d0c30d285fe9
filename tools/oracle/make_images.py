"""Golden files of reading images: small PNG and JPEG files, and what Pillow makes of them.

Writes pipeline-data/src/test/resources/oracle/images.json, a list of {"name", "file" (base64), "height", "width", "rgb" (convert("RGB")),
"gray" (convert("L")), "resized": [{"to": [height, width], "rgb"}] (of the RGB image, BILINEAR)}. Pixels are [height, width, channels].
Run: python make_images.py
"""
import base64
import io

import numpy as np
from PIL import Image

from common import resources, save_json

SIZES = ((11, 17), (22, 34), (5, 6), (3, 40), (1, 1), (11, 9), (4, 17))


def scene(height, width, seed):
    """A smooth picture with noise and hard edges."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    waves = np.stack([np.sin(x / 3 + c) * np.cos(y / (2 + c)) for c in range(3)], -1)
    picture = 128 + 100 * waves + rng.normal(0, 12, (height, width, 3))
    picture[2:5, 3:8] = (255, 0, 40)
    return Image.fromarray(picture.clip(0, 255).astype(np.uint8))


def files():
    colour, gray = scene(11, 17, 1), scene(11, 17, 2).convert("L")
    alpha = colour.copy()
    alpha.putalpha(gray)
    gray_alpha = gray.copy()
    gray_alpha.putalpha(colour.convert("L"))
    jpeg = {"quality": 90}
    yield "rgb.png", colour, {}
    yield "gray.png", gray, {}
    yield "rgba.png", alpha, {}
    yield "gray_alpha.png", gray_alpha, {}
    yield "palette.png", colour.quantize(30), {}
    yield "transparent_palette.png", colour.quantize(30), {"transparency": 3}
    yield "transparent_colour.png", colour, {"transparency": (255, 0, 40)}
    yield "gray_palette.png", gray.quantize(9), {"bits": 4}
    yield "bits.png", gray.convert("1"), {}
    yield "rgb.jpg", colour, jpeg | {"subsampling": 0}
    yield "halved_colours.jpg", scene(32, 48, 3), jpeg
    yield "progressive.jpg", colour, jpeg | {"progressive": True}
    yield "gray.jpg", gray, jpeg
    yield "turned.jpg", colour, jpeg | {"exif": turned()}
    yield "cmyk.jpg", colour.convert("CMYK"), jpeg


def turned():
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif


def case(name, image, options):
    out = io.BytesIO()
    image.save(out, "PNG" if name.endswith("png") else "JPEG", **options)
    read = Image.open(io.BytesIO(out.getvalue()))
    rgb, gray = read.convert("RGB"), read.convert("L")
    return {"name": name, "file": base64.b64encode(out.getvalue()).decode(), "height": read.height, "width": read.width,
            "rgb": pixels(rgb), "gray": pixels(gray), "resized": resized(rgb) if name == "rgb.png" else []}


def resized(image):
    return [{"to": (h, w), "rgb": pixels(image.resize((w, h), Image.Resampling.BILINEAR))} for h, w in SIZES]


def pixels(image):
    return np.asarray(image).reshape(-1)


def main():
    save_json(resources("pipeline-data") / "images.json", [case(*each) for each in files()])
    print("images done")


if __name__ == "__main__":
    main()
