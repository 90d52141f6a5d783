"""Draws the icons of the app for Teams anew from their SVG, with the machine's own Chromium.

Run from the checkout: ``.venv/bin/python deploy/draw_teams_icons.py``. Microsoft wants PNG of 192 and of 32 pixels, the
latter white on nothing: https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).parents[1] / "handlers" / "teams" / "package"
SIZES = {"color": 192, "outline": 32}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def draw(browser: Browser, name: str, size: int) -> None:
    """One icon, beside its SVG."""
    page = browser.new_page(viewport={"width": size, "height": size})
    page.set_content(
        f"<style>body {{ margin: 0 }} svg {{ display: block }}</style>{(FOLDER / f'{name}.svg').read_text()}"
    )
    page.screenshot(path=FOLDER / f"{name}.png", omit_background=True)


def main() -> None:
    """Draw them all."""
    executable = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if executable is None:
        sys.exit("Chromium is needed to draw the icons, and is not on the path.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable)
        for name, size in SIZES.items():
            draw(browser, name, size)


if __name__ == "__main__":
    main()
