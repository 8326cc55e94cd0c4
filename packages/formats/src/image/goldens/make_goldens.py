"""Makes the pictures beside this file: 4x3 pixels with generation data, as foreign programs write it.

Made with Pillow 9.4.0, piexif 1.1.3 (the two that AUTOMATIC1111 saves with) and exiftool 12.57; Debian 12 has all three.
Run in this folder: /usr/bin/python3 make_goldens.py
"""

import json
import subprocess

import piexif
import piexif.helper
from PIL import Image, PngImagePlugin

LATIN = "café, (best quality:1.2)\nNegative prompt: blur\nSteps: 20, Sampler: Euler a, Seed: 7, Size: 4x3"
CHINESE = "一个女孩, 日本語 🎈\nSteps: 25, Sampler: DPM++ 2M, Seed: 11, Size: 4x3"
picture = Image.frombytes("RGB", (4, 3), bytes(range(7, 7 + 36)))
expected = {}


def png(name, info, text):
    picture.save(name, pnginfo=info)
    expected[name] = text


def text(keyword, value, zip=False, itxt=False):
    info = PngImagePlugin.PngInfo()
    info.add_text("Software", "before")
    info.add_itxt(keyword, value, "en", "Parameter", zip) if itxt else info.add_text(keyword, value, zip)
    info.add_text("Comment", "after")
    return info


png("pillow-text.png", text("parameters", LATIN), LATIN)
png("pillow-itxt.png", text("parameters", CHINESE), CHINESE)
png("pillow-ztxt.png", text("parameters", LATIN, zip=True), LATIN)
png("pillow-itxt-zip.png", text("parameters", CHINESE, zip=True, itxt=True), CHINESE)


def with_piexif(name, value, **save):
    picture.save(name, **save)
    comment = piexif.helper.UserComment.dump(value, encoding="unicode")
    piexif.insert(piexif.dump({"Exif": {piexif.ExifIFD.UserComment: comment}}), name)
    expected[name] = value


with_piexif("piexif-latin.jpg", LATIN, quality=80)
with_piexif("piexif-chinese.jpg", CHINESE, quality=80)
with_piexif("piexif-lossy.webp", CHINESE, quality=80)
with_piexif("piexif-lossless.webp", LATIN, lossless=True)


def with_exiftool(name, value, *options):
    picture.save(name)
    arguments = ["exiftool", "-q", "-overwrite_original", *options, f"-UserComment={value}", name]
    subprocess.run(arguments, check=True)
    expected[name] = value


with_exiftool("exiftool-little-endian.jpg", CHINESE, "-ExifByteOrder=Little-endian")
with_exiftool("exiftool-big-endian.jpg", CHINESE, "-ExifByteOrder=Big-endian")
with_exiftool("exiftool-ascii.jpg", LATIN.replace("é", "e"), "-ExifByteOrder=Little-endian")
with_exiftool("exiftool-exif.png", CHINESE, "-ExifByteOrder=Little-endian")

picture.save("comment.jpg")
plain = open("comment.jpg", "rb").read()
segment = b"\xff\xfe" + (len(LATIN.encode()) + 2).to_bytes(2, "big") + LATIN.encode()
with open("comment.jpg", "wb") as file:  # Pillow 9.4 reads COM segments and does not write them
    file.write(plain[:2] + segment + plain[2:])
assert Image.open("comment.jpg").info["comment"] == LATIN.encode()
expected["comment.jpg"] = LATIN

with open("expected.json", "w", encoding="utf-8") as file:
    json.dump(expected, file, ensure_ascii=False, indent=1)
    file.write("\n")
