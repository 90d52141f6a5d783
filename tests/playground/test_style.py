"""Every colour of text stands out from the ground it stands on (WCAG AA), in light and in dark."""

import re

import pytest

from handlers.pages.serving import LOOK

CSS = (LOOK / "colours.css").read_text(encoding="utf-8")
LIGHT, DARK = (dict(re.findall(r"--([\w-]+): (#\w{6});", block)) for block in re.findall(r":root \{(.*?)\}", CSS, re.S))
PAIRS = [
    *((text, ground) for text in ("ink", "soft", "faint") for ground in ("paper", "page", "card", "accent-wash")),
    *(("link", ground) for ground in ("paper", "page", "card")),
    *(("red", ground) for ground in ("paper", "page", "card", "red-wash")),
    *((tone, f"{tone}-wash") for tone in ("brass", "blue", "violet", "accent")),
    ("accent-ink", "accent"),
    ("page", "ink"),
    ("page", "red"),
]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read(text: str, ground: str, colours: dict[str, str]) -> None:
    lighter, darker = sorted((_luminance(colours[text]), _luminance(colours[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
