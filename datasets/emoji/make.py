"""Makes emoji.png and emoji.tsv from Debian's font of colour emoji and Unicode's list of emoji.

Run: apt-get install fonts-noto-color-emoji=2.042-0+deb12u1 unicode-data=15.0.0-1
     pip install fonttools==4.68.0 numpy==2.4.6 pillow==13.0.0 uharfbuzz==0.57.0 && python3 make.py
The script installs nothing; it reads two files of the packages and writes beside itself. All arithmetic on colours is in
whole numbers, so the pictures are the same everywhere; the PNG's bytes are those of zlib 1.2.13 (`zlib.ZLIB_VERSION`).
"""

import hashlib
import io
import pathlib
import re
import struct
import zlib

import numpy
import uharfbuzz
from fontTools.ttLib import TTFont
from PIL import Image

FONT = "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf"
FONT_SHA256 = "e5899ed38b8ed83e08bd3ac5de09791e9d19d288333a796de1d35ad17396f1ec"
LIST = "/usr/share/unicode/emoji/emoji-test.txt"
LIST_SHA256 = "8445f23ac8388e096be19d0262e14fceff856ff52093f2356dc89485f1a853db"
COUNT, COLUMNS, SIDE, REDUCTION = 3655, 64, 32, 4
ROUNDS = 20


def checked(path, checksum):
    """The bytes of a file of a Debian package, which must be the ones this script was written for."""
    content = pathlib.Path(path).read_bytes()
    if hashlib.sha256(content).hexdigest() != checksum:
        raise SystemExit(f"{path} is of another version; its SHA-256 should be {checksum}")
    return content


def listed(text):
    """The fully qualified emoji in the order of the list: code points, group, subgroup and name."""
    group = subgroup = None
    for line in text.splitlines():
        if line.startswith("# group: "):
            group = line.removeprefix("# group: ")
        elif line.startswith("# subgroup: "):
            subgroup = line.removeprefix("# subgroup: ")
        elif match := re.fullmatch(r"([0-9A-F ]+?) *; fully-qualified +# \S+ E[0-9.]+ (.+)", line):
            yield match[1], group, subgroup, match[2]


def pictures(rows):
    """The font's picture of every emoji over white, 32 x 32 pixels."""
    font = TTFont(FONT)
    bitmaps, names = font["CBDT"].strikeData[0], font.getGlyphOrder()
    shaper = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(FONT)))
    for code_points, *_ in rows:
        # An emoji of several code points is one glyph after shaping; all have a bitmap of 136 x 128 pixels.
        buffer = uharfbuzz.Buffer()
        buffer.add_str("".join(chr(int(point, 16)) for point in code_points.split()))
        buffer.guess_segment_properties()
        uharfbuzz.shape(shaper, buffer)
        (glyph,) = buffer.glyph_infos
        bitmap = Image.open(io.BytesIO(bitmaps[names[glyph.codepoint]].imageData)).convert("RGBA")
        pixels = numpy.array(bitmap, dtype=numpy.int64)
        assert pixels.shape == (128, 136, 4)
        # Four columns at either side are transparent in every picture; what is left is four times as large as wanted.
        assert not pixels[:, :4, 3].any() and not pixels[:, 132:, 3].any()
        pixels = pixels[:, 4:132]
        opacity = pixels[:, :, 3:]
        white = pixels[:, :, :3] * opacity + 255 * (255 - opacity)
        sums = white.reshape(SIDE, REDUCTION, SIDE, REDUCTION, 3).sum(axis=(1, 3))
        whole = 255 * REDUCTION**2
        yield ((2 * sums + whole) // (2 * whole)).astype(numpy.uint8)


def nearest(colors, palette):
    """For every colour the place of the nearest one in the palette."""
    places = numpy.empty(len(colors), dtype=numpy.int64)
    for start in range(0, len(colors), 4096):
        part = colors[start : start + 4096]
        places[start : start + 4096] = ((part[:, None] - palette[None]) ** 2).sum(axis=2).argmin(axis=1)
    return places


def means(colors, counts, places, size):
    """The mean colour of the pixels at every place, rounded."""
    weights = numpy.zeros(size, dtype=numpy.int64)
    numpy.add.at(weights, places, counts)
    sums = numpy.zeros((size, 3), dtype=numpy.int64)
    numpy.add.at(sums, places, colors * counts[:, None])
    weights = numpy.maximum(weights, 1)[:, None]
    return (2 * sums + weights) // (2 * weights)


def chosen_palette(colors, counts, size):
    """Colours that stand for many: boxes with the largest squared error are cut in two, then k-means."""

    def error(box):
        center = (colors[box] * counts[box, None]).sum(axis=0) // counts[box].sum()
        return ((colors[box] - center) ** 2 * counts[box, None]).sum(axis=0)

    boxes = [numpy.arange(len(colors))]
    errors = [error(boxes[0])]
    while len(boxes) < size:
        worst = max(range(len(boxes)), key=lambda index: int(errors[index].sum()))
        box, axis = boxes[worst], int(errors[worst].argmax())
        box = box[numpy.argsort(colors[box, axis], kind="stable")]
        mean = (colors[box, axis] * counts[box]).sum() // counts[box].sum()
        cut = min(max(int(numpy.searchsorted(colors[box, axis], mean, side="right")), 1), len(box) - 1)
        boxes[worst : worst + 1] = [box[:cut], box[cut:]]
        errors[worst : worst + 1] = [error(box[:cut]), error(box[cut:])]
    places = numpy.empty(len(colors), dtype=numpy.int64)
    for index, box in enumerate(boxes):
        places[box] = index
    palette = means(colors, counts, places, size)
    for _ in range(ROUNDS):
        palette = means(colors, counts, nearest(colors, palette), size)
    return palette


def chunk(kind, content):
    """A chunk of a PNG file: length, kind, content, CRC-32."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def main():
    checked(FONT, FONT_SHA256)
    rows = list(listed(checked(LIST, LIST_SHA256).decode("utf-8")))
    assert len(rows) == COUNT
    assert all(field.isprintable() for row in rows for field in row)

    lines = -(-COUNT // COLUMNS)
    tiles = numpy.full((lines * COLUMNS, SIDE, SIDE, 3), 255, dtype=numpy.uint8)
    tiles[:COUNT] = list(pictures(rows))
    sheet = tiles.reshape(lines, COLUMNS, SIDE, SIDE, 3).transpose(0, 2, 1, 3, 4).reshape(-1, 3).astype(numpy.int64)

    # White is the paper of every picture and keeps a place of its own.
    keys, inverse, counts = numpy.unique(
        sheet @ numpy.array([65536, 256, 1]), return_inverse=True, return_counts=True)
    colors = numpy.stack([keys >> 16, keys >> 8 & 255, keys & 255], axis=1)
    assert keys[-1] == 0xFFFFFF
    palette = chosen_palette(colors[:-1], counts[:-1], 255)
    palette = numpy.concatenate([palette[numpy.lexsort(palette.T[::-1])], [[255, 255, 255]]])
    indices = nearest(colors, palette)[inverse].astype(numpy.uint8).reshape(lines * SIDE, COLUMNS * SIDE)

    error = float(((palette[indices.reshape(-1)] - sheet) ** 2).mean())
    print(f"{len(keys)} colours to 256: {10 * numpy.log10(255**2 / error):.1f} dB")
    folder = pathlib.Path(__file__).parent
    body = b"".join(b"\0" + row.tobytes() for row in indices)
    (folder / "emoji.png").write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", COLUMNS * SIDE, lines * SIDE, 8, 3, 0, 0, 0))
        + chunk(b"PLTE", palette.astype(numpy.uint8).tobytes())
        + chunk(b"IDAT", zlib.compress(body, 9))
        + chunk(b"IEND", b""))
    table = ["code points\tgroup\tsubgroup\tname"] + ["\t".join(row) for row in rows]
    (folder / "emoji.tsv").write_bytes(("\n".join(table) + "\n").encode("utf-8"))


if __name__ == "__main__":
    main()
