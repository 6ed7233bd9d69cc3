"""Passages above their questions, and recordings whose plays are counted."""

import tempfile
import zipfile
from pathlib import Path

import keys as banks
import teacher

ENGLISH = banks.BANKS / "tieng-anh-10"
HEARD = ["anh10-n-001", "anh10-n-002"]
READ = [f"anh10-dh-{number:03}" for number in range(1, 10)]


def play(browser, line):
    report = line.report
    with report.part("a bank with passages and a recording", browser):
        bank(browser, line)
    with report.part("a paper with passages and a recording", browser):
        paper(browser, line)


def bank(browser, line):
    browser.go("/teach/banks")
    teacher.create_bank(browser, "Tiếng Anh", "10", "tieng-anh-10")
    with tempfile.TemporaryDirectory() as folder:
        for name, count, beside in [("08-nghe", 2, "nghe"), ("06-doc-hieu", 29, "hinh")]:
            path = Path(folder) / f"{name}.zip"
            with zipfile.ZipFile(path, "w") as packed:
                packed.write(ENGLISH / f"{name}.cau.txt", f"{name}.cau.txt")
                for file in sorted((ENGLISH / beside).iterdir()):
                    packed.write(file, f"{beside}/{file.name}")
            teacher.take_in(browser, line, path, [count, count, 0, 0], shot=False)
    browser.go("/teach/banks/tieng-anh-10?q=morse")
    browser.press("ol.cards li a", "listening-question")
    line.report.check(browser.has("section audio[controls]"), "the teacher can listen")


def paper(browser, line):
    browser.go("/teach/tests")
    browser.fill(title="Nghe và đọc")
    browser.choose("#subject", "tieng-anh-10")
    browser.choose("#preset", "blank")
    browser.fill(duration="15")
    browser.press("main button.main")
    test = browser.path.split("?")[0]
    teacher.fixed(browser, 0, HEARD + READ, "0,5")
    browser.press("a[href$='/rules']")
    browser.one("[name=keepsPassages]").click()
    browser.press("form[action$='/rules'] button.main")
    browser.go(f"{test}/sample", "passages-sample")
    line.report.equal(len(browser.all("section.stem")), 3, "each passage stands once")
    browser.go(test)
    browser.press("form[action$='/trial'] button")
    browser.press("form[action$='/start'] button", "passages-paper")
    shown = len(browser.all("section.stem"))
    browser.press("button[value=next]", "passages-second")
    line.report.equal(len(browser.all("section.stem")), 1, "and again where a page begins")
    line.report.check(shown == 3 or browser.has("button[value^=play]"), "on two pages all three")
    if not browser.has("button[value^=play]"):
        browser.press("button[value=previous]")
    button = browser.one("button[value^=play]").get_attribute("value")
    for left in [1, 0]:
        browser.press(f"button[value={button}]", "listening")
        line.report.check(browser.has("audio[controls][src*='play=']"), "the recording is there")
        source = browser.one("audio").get_attribute("src")
        sound, headers = browser.fetch(source)
        line.report.check(sound[:4] == b"RIFF" and headers["Content-Type"] == "audio/wav",
                          "and can be fetched")
        line.report.equal(browser.has(f"button[value={button}]"), left > 0,
                          "as often as it may be played")
    browser.press("button[value=save]", "listening-out")
    line.report.check(not browser.has("audio") and not browser.has(f"button[value={button}]"),
                      "then no more")
