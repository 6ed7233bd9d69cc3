"""Headless Chromium: going to pages, typing, pressing, and looking at each page."""

import importlib.util
import os
import re
import ssl
import urllib.request
from pathlib import Path

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

# The package is not imported: only the script that it carries is wanted.
AXE = (Path(importlib.util.find_spec("axe_playwright_python").origin).parent
       / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
HEIGHTS = {360: 740, 1024: 768}
WAIT_SECONDS = 20

# Elements of a page that must say something: an empty one is a missing word.
EMPTY = """
return [...document.querySelectorAll(
  'h1,h2,h3,legend,caption,label,button,a,dt,dd,summary,select option,thead th,title')]
  .filter(e => !e.textContent.trim() && !e.querySelector('img[alt]')
    && !e.getAttribute('aria-label')).map(e => e.outerHTML.slice(0, 120));
"""


def is_gone(element):
    """Whether the page of an element has been left; the driver has several words for it."""
    try:
        element.is_enabled()
        return False
    except WebDriverException:
        return True


class Browser:
    """One visitor's browser: a language, a width, scripts or none."""

    def __init__(self, report, server, language, width, scripts, name):
        self.report, self.server = report, server
        self.language, self.width, self.scripts, self.name = language, width, scripts, name
        self.shots = os.environ.get("SEN_SCREENSHOTS")
        self.seen = set()
        self.count = 0
        self.root = Path(__file__).resolve().parents[2]
        options = webdriver.ChromeOptions()
        options.binary_location = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        options.accept_insecure_certs = True
        for argument in ["--headless=new", "--no-sandbox", "--disable-gpu",
                         "--disable-dev-shm-usage", "--ignore-certificate-errors",
                         "--hide-scrollbars", "--force-color-profile=srgb"]:
            options.add_argument(argument)
        service = webdriver.ChromeService(
            os.environ.get("CHROMEDRIVER", "/usr/bin/chromedriver"))
        self.driver = webdriver.Chrome(options=options, service=service)
        self.driver.set_page_load_timeout(60)
        self.prepare_tab()

    def close(self):
        self.driver.quit()

    def prepare_tab(self):
        """Gives the current tab its width and takes its scripts away if need be."""
        self.resize(self.width)
        self._allow_scripts(self.scripts)

    def resize(self, width, height=None):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height or HEIGHTS[width], "deviceScaleFactor": 1,
            "mobile": False})

    def _allow_scripts(self, allowed):
        self.driver.execute_cdp_cmd(
            "Emulation.setScriptExecutionDisabled", {"value": not allowed})

    # Going

    def go(self, path, shot=None):
        url = path if path.startswith("https:") else self.server.address + path
        self.driver.get(url)
        self.arrived(shot)

    def speak(self):
        """Takes the browser's language by the page's own switch, where it is not yet."""
        if self.html_language() != self.language:
            self.press(f".who a[hreflang={self.language}]")

    def html_language(self):
        return self.one("html").get_attribute("lang")

    def press(self, css, shot=None, inside=None):
        """Presses a button or a link that leads to a page, and looks at that page."""
        target = (inside or self.driver).find_element(By.CSS_SELECTOR, css)
        self.reveal(target)
        self.leave(target.click)
        self.arrived(shot)

    def click(self, css):
        """Clicks what stays on the page, clear of the bar that stands at its top."""
        element = self.one(css)
        self.reveal(element)
        element.click()

    def reveal(self, element):
        """Scrolls as a visitor does who looks for it."""
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)

    def leave(self, act):
        """Does what leads to another page and waits until that page stands."""
        old = self.one("html")
        act()
        wait = WebDriverWait(self.driver, WAIT_SECONDS)
        wait.until(lambda _: is_gone(old))
        wait.until(lambda d: d.execute_script("return document.readyState") == "complete")

    # Reading

    @property
    def path(self):
        return self.driver.current_url.removeprefix(self.server.address)

    @property
    def status(self):
        return self.driver.execute_script(
            "return performance.getEntriesByType('navigation')[0].responseStatus")

    def one(self, css):
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def all(self, css):
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def has(self, css):
        return bool(self.all(css))

    def text(self, css="main"):
        return self.one(css).get_property("textContent").strip()

    def fetch(self, path):
        """What a download holds, with this visitor's session."""
        cookies = "; ".join(f"{c['name']}={c['value']}" for c in self.driver.get_cookies())
        url = path if path.startswith("https:") else self.server.address + path
        request = urllib.request.Request(url, headers={"Cookie": cookies})
        context = ssl._create_unverified_context()
        with urllib.request.urlopen(request, context=context, timeout=30) as answer:
            return answer.read(), answer.headers

    def until(self, holds, seconds=10):
        """Waits for what a script does by itself; whoever asks looks again."""
        try:
            WebDriverWait(self.driver, seconds).until(lambda _: holds())
        except WebDriverException:
            pass

    def said(self, part):
        """Whether the paper comes to say this of what is safe."""
        self.until(lambda: part in self.text("#saved"))
        return part in self.text("#saved")

    def network(self, works):
        """Takes the network from this tab, or gives it back."""
        self.driver.execute_cdp_cmd("Network.enable", {})
        self.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {
            "offline": not works, "latency": 0, "downloadThroughput": -1,
            "uploadThroughput": -1})

    # Typing

    def fill(self, **fields):
        for name, value in fields.items():
            self.type(f"main [name={name}]", value)

    def type(self, css, value):
        field = self.one(css)
        field.clear()
        field.send_keys(value)

    def choose(self, css, value):
        Select(self.one(css)).select_by_value(value)

    def give_file(self, path, css="input[type=file]"):
        self.one(css).send_keys(str(path))

    def open_details(self, element):
        """Opens the box that hides an element, as a visitor does before typing in it."""
        box = element.find_element(By.XPATH, "ancestor::details")
        if not box.get_attribute("open"):
            box.find_element(By.TAG_NAME, "summary").click()

    # Looking at every page

    def arrived(self, shot=None):
        """Looks at a page as soon as it stands: words, holes, width, accessibility."""
        kind = re.sub(r"[0-9A-Z]{8,}|\?.*$|[A-Za-z0-9_-]{30,}", "", self.path)
        place = f"{self.name} {kind}"
        source = self.driver.page_source
        check = self.report.check
        holes = re.findall(r"\[\[.{0,40}|\{\{.{0,40}", re.sub(
            r"<(pre|code|textarea).*?</\1>", "", source, flags=re.S))
        check(not holes, f"{place}: no unfilled hole", str(holes[:3]))
        empty = self.driver.execute_script(EMPTY)
        check(not empty, f"{place}: every heading, label and button says something", str(empty[:4]))
        wide = self.driver.execute_script(
            "const e = document.documentElement; return e.scrollWidth - e.clientWidth")
        check(wide <= 0, f"{place}: fits {self.width} px", f"{wide} px too wide")
        shape = re.sub(r'value="[^"]*"|\d+', "", source)
        if shape not in self.seen:
            self.seen.add(shape)
            self.examine(place)
        self.photograph(shot)

    def examine(self, place):
        """Runs axe. Scripts of the page stay off; axe's own need them for a moment."""
        self._allow_scripts(True)
        try:
            self.driver.execute_script(AXE)
            found = self.driver.execute_async_script(
                "const done = arguments[1];"
                "axe.run(document, {runOnly: {type: 'tag', values: arguments[0]},"
                " resultTypes: ['violations']})"
                ".then(r => done(r.violations), e => done([{id: String(e), nodes: [{target: [], failureSummary: ''}]}]))", RULES)
        finally:
            self._allow_scripts(self.scripts)
        for violation in found:
            violation["nodes"] = [n for n in violation["nodes"] if not self.is_known(n, violation)]
        found = [v for v in found if v["nodes"]]
        told = [f"{v['id']}: {[n['target'] for n in v['nodes'][:2]]} "
                f"{v['nodes'][0]['failureSummary']}" for v in found]
        self.report.check(not found, f"{place}: axe", "; ".join(told)[:700])

    def is_known(self, node, violation):
        """axe takes all that stands in a disabled fieldset for beyond reach; a box with
        a tabindex is within reach all the same."""
        css = node["target"][-1] if node.get("target") else None
        return violation["id"] == "scrollable-region-focusable" and css is not None \
            and self.driver.execute_script(
                "const e = document.querySelector(arguments[0]);"
                "return e && e.tabIndex === 0 && !!e.closest('fieldset[disabled]')", css)

    def photograph(self, shot):
        """Keeps a picture of the whole page where somebody wants pictures."""
        if not shot or not self.shots:
            return
        self.count += 1
        folder = Path(self.shots)
        folder.mkdir(parents=True, exist_ok=True)
        mode = f"{self.language}-{self.width}"
        height = self.driver.execute_script("return document.documentElement.scrollHeight")
        self.resize(self.width, min(height, 3000))
        self.driver.save_screenshot(str(folder / f"{mode}-{self.name}-{self.count:02}-{shot}.png"))
        self.resize(self.width)
