"""Chromium as a test drives it: without a window, without the network, on a profile of the test's own."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


@contextmanager
def browser(program: str, driver: str, profile: Path) -> Iterator[webdriver.Chrome]:
    """Start the browser, and end it."""
    options = webdriver.ChromeOptions()
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.binary_location = program
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    opened = webdriver.Chrome(options=options, service=Service(driver))
    try:
        yield opened
    finally:
        opened.quit()


def show(opened: webdriver.Chrome, page: Path, width: int) -> None:
    """Open a file in a window of some breadth."""
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    opened.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    opened.get(page.as_uri())


def printed(opened: webdriver.Chrome, target: Path) -> Path:
    """Print the page to a file, on the paper that it asks for."""
    answer = opened.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    target.write_bytes(base64.b64decode(answer["data"]))
    return target


# Every text that is seen, with the ratio of its contrast (WCAG 2.2, 1.4.3) and the least that it needs. What lies
# behind is asked of the browser: the shape or the box right below the middle of the text.
CONTRAST = """
const channel = part => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
const light = colour => {
  const [red, green, blue] = colour.match(/[\\d.]+/g).map(Number);
  return 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
};
const clear = colour => !colour || colour === 'none' || /rgba\\(.*, 0\\)$/.test(colour) || colour === 'transparent';
const painted = element => {
  const style = getComputedStyle(element);
  if (!(element instanceof SVGElement)) return style.backgroundColor;
  if (element instanceof SVGGeometryElement === false) return 'none';
  const pattern = style.fill.match(/url\\("#(.*)"\\)/);
  return pattern ? getComputedStyle(document.getElementById(pattern[1]).querySelector('rect')).fill : style.fill;
};
const behind = (element, x, y) => {
  const stack = document.elementsFromPoint(x, y);
  for (const one of stack) if (!one.contains(element) || one === element || !(one instanceof SVGElement)) {
    if (one === element && one instanceof SVGElement) continue;
    const colour = painted(one);
    if (!clear(colour)) return colour;
  }
  return 'rgb(255, 255, 255)';
};
document.querySelectorAll('details').forEach(one => one.open = true);
const found = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode, element = node.parentElement;
  if (!node.data.trim() || element.closest('title, desc, caption, .unseen, script, style')) continue;
  const range = document.createRange();
  range.selectNodeContents(node);
  element.scrollIntoView({block: 'center', inline: 'center'});
  const box = range.getBoundingClientRect();
  if (!box.width) continue;
  const x = Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 2), style = getComputedStyle(element);
  const colour = element instanceof SVGElement ? style.fill : style.color;
  const one = light(colour), other = light(behind(element, x, box.y + box.height / 2));
  const size = parseFloat(style.fontSize), is_large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
  found.push([node.data.trim(), (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05), is_large ? 3 : 4.5]);
}
return found;
"""

# Pairs of lines of text in one drawing that lie upon each other, and lines that leave it.
OVERLAPS = """
const found = [];
for (const svg of document.querySelectorAll('svg')) {
  const frame = svg.getBoundingClientRect(), texts = [...svg.querySelectorAll('text')];
  const boxes = texts.map(text => text.getBoundingClientRect());
  for (let one = 0; one < boxes.length; one++) {
    const a = boxes[one];
    if (a.left < frame.left - 1 || a.right > frame.right + 1 || a.top < frame.top - 1 || a.bottom > frame.bottom + 1)
      found.push([texts[one].textContent, 'outside']);
    for (let other = one + 1; other < boxes.length; other++) {
      const b = boxes[other];
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 1 && down > 3)
        found.push([texts[one].textContent, texts[other].textContent]);
    }
  }
}
return found;
"""

# How far the lines and points of drawings stand out from a white page.
FAINT = """
const channel = part => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
const found = [];
for (const one of document.querySelectorAll('svg path[stroke-width], svg circle[stroke]')) {
  if (one.closest('pattern')) continue;
  const look = getComputedStyle(one);
  const contrast = [look.stroke, look.fill].filter(colour => colour.startsWith('rgb')).map(colour => {
    const [red, green, blue] = colour.match(/[\\d.]+/g).map(Number);
    return 1.05 / (0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue) + 0.05);
  });
  if (Math.max(...contrast) < 3) found.push(one.outerHTML.slice(0, 200));
}
return found;
"""
