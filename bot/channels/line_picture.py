"""The picture of a rich menu: four fields with a sign and words, drawn in the script of its language form."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features

from bot.channels.line_menus import HEIGHT, WIDTH, Field, fields_of

#: LINE takes at most this many bytes.
LARGEST = 1_000_000
INK, PAPER, LINE, ACCENT = "#17352c", "#ffffff", "#c9d6d1", "#0b6e4f"
FONTS = {"hi": "NotoSansDevanagari-Bold.ttf", "gu": "NotoSansGujarati-Bold.ttf", "th": "NotoSansThai-Bold.ttf"}
LATIN = "NotoSans-Bold.ttf"
#: Drawn twice as large and made smaller: PIL draws lines and circles without smoothing.
SCALE = 2
SIGN, STROKE, MARGIN = 92, 10, 48
#: Heights of letters: the largest, below which two lines are better than one, the smallest.
LETTERS, ONE_LINE, SMALLEST = 64, 54, 32

Sign = Callable[[ImageDraw.ImageDraw, int, int, int], None]


class NoPicture(RuntimeError):
    """The picture cannot be drawn or used; the text says the cure."""


def picture_of(form: str) -> bytes:
    """A PNG. Raises NoPicture."""
    if not features.check("raqm"):
        # Without it vowels of Hindi and Gujarati stand in the wrong place.
        raise NoPicture(
            "Pillow was built without raqm; install Pillow's wheel, or draw the pictures and give --pictures"
        )
    image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), PAPER)
    draw = ImageDraw.Draw(image)
    for field in fields_of(form):
        _draw(draw, field, form)
    small = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).quantize(64)
    buffer = BytesIO()
    small.save(buffer, "PNG", optimize=True)
    return checked(buffer.getvalue())


def read(path: Path) -> bytes:
    """Somebody's own picture. Raises NoPicture."""
    try:
        return checked(path.read_bytes())
    except OSError as problem:
        raise NoPicture(f"{path} cannot be read: draw one of {WIDTH} by {HEIGHT} pixels, PNG, under 1 MB") from problem


def checked(png: bytes) -> bytes:
    try:
        with Image.open(BytesIO(png)) as image:
            right = image.format == "PNG" and image.size == (WIDTH, HEIGHT)
    except OSError:
        right = False
    if not right or len(png) > LARGEST:
        raise NoPicture(f"the picture must be a PNG of {WIDTH} by {HEIGHT} pixels, under 1 MB")
    return png


def _draw(draw: ImageDraw.ImageDraw, field: Field, form: str) -> None:
    x, y, width, height = (SCALE * side for side in (field.x, field.y, field.width, field.height))
    draw.rectangle((x, y, x + width, y + height), outline=LINE, width=3 * SCALE)
    middle = x + width // 2
    SIGNS[field.command](draw, middle, y + int(height * 0.34), SIGN * SCALE)
    words, font = _fitting(draw, field.label, form, width - 2 * MARGIN * SCALE)
    draw.multiline_text(
        (middle, y + int(height * 0.72)), words, fill=INK, font=font, anchor="mm", align="center", spacing=8 * SCALE
    )


def _fitting(draw: ImageDraw.ImageDraw, label: str, form: str, width: int) -> tuple[str, ImageFont.FreeTypeFont]:
    """The label on one line, or on two when it is long, as large as fits."""
    for size in range(LETTERS, SMALLEST - 1, -4):
        font = _font(form, size * SCALE)
        for words in _ways(label) if size < ONE_LINE else [label]:
            if draw.multiline_textbbox((0, 0), words, font=font)[2] <= width:
                return words, font
    return label, _font(form, SMALLEST * SCALE)


def _ways(label: str) -> list[str]:
    """On one line, and on two, the most even first."""
    pieces = label.split(" ")
    two = [" ".join(pieces[:cut]) + "\n" + " ".join(pieces[cut:]) for cut in range(1, len(pieces))]
    return [label, *sorted(two, key=lambda way: max(map(len, way.split("\n"))))]


def _font(form: str, size: int) -> ImageFont.FreeTypeFont:
    name = FONTS.get(form, LATIN)
    try:
        return ImageFont.truetype(name, size, layout_engine=ImageFont.Layout.RAQM)
    except OSError as problem:
        raise NoPicture(f"the font {name} is missing: apt install fonts-noto-core, or give --pictures") from problem


def _magnifier(draw: ImageDraw.ImageDraw, x: int, y: int, size: int) -> None:
    radius, stroke = size * 2 // 5, STROKE * SCALE
    draw.ellipse((x - size // 2, y - size // 2, x - size // 2 + 2 * radius, y - size // 2 + 2 * radius),
                 outline=ACCENT, width=stroke)  # fmt: skip
    rim = x - size // 2 + radius + int(radius * 0.66), y - size // 2 + radius + int(radius * 0.66)
    draw.line((*rim, x + size // 2, y + size // 2), fill=ACCENT, width=stroke + 4)


def _person(draw: ImageDraw.ImageDraw, x: int, y: int, size: int) -> None:
    head = size // 4
    draw.ellipse((x - head, y - size // 2, x + head, y - size // 2 + 2 * head), fill=ACCENT)
    draw.pieslice((x - size // 2, y + size // 10, x + size // 2, y + size), 180, 360, fill=ACCENT)


def _letters(draw: ImageDraw.ImageDraw, x: int, y: int, size: int) -> None:
    for letter, form, place in (("A", "en", -0.85), ("अ", "hi", 0.0), ("ก", "th", 0.85)):
        draw.text((x + int(place * size), y), letter, fill=ACCENT, font=_font(form, int(size * 0.8)), anchor="mm")


def _question(draw: ImageDraw.ImageDraw, x: int, y: int, size: int) -> None:
    half = int(size * 0.55)
    draw.ellipse((x - half, y - half, x + half, y + half), outline=ACCENT, width=STROKE * SCALE)
    draw.text((x, y), "?", fill=ACCENT, font=_font("en", int(size * 0.75)), anchor="mm")


SIGNS: dict[str, Sign] = {"find": _magnifier, "person": _person, "language": _letters, "help": _question}
