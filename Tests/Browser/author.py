"""The teacher as an author: writing, reviewing, sharing and filing questions."""

import tempfile
import zlib
from pathlib import Path

BANK = "/teach/banks/tin-hoc-10"
NEW = f"{BANK}/questions/new"


def play(browser, line):
    report = line.report
    with report.part("writing a choice", browser):
        write_choice(browser, line)
    with report.part("every type has its form", browser):
        every_type(browser, line)
    with report.part("a picture", browser):
        picture(browser, line)
    with report.part("a draft that is not whole", browser):
        unfinished(browser, line)
    with report.part("a recording", browser):
        recording(browser, line)
    with report.part("versions", browser):
        versions(browser, line)
    with report.part("many at once", browser):
        bulk(browser, line)
    with report.part("sharing a bank", browser):
        share(browser, line)
    with report.part("two teachers at once", browser):
        stale(browser, line)


def write_choice(browser, line):
    report = line.report
    browser.go(BANK, "author-bank")
    browser.press("main .acts a.button.main", "author-new")
    browser.type("#stem", "Giá trị của $x^2$ khi $x = 3$ là")
    browser.type("#o0", "6")
    browser.type("#o1", "9")
    browser.type("#topic", "Tự soạn / Luỹ thừa")
    press(browser, "preview", "author-faults")
    report.check(browser.has("#preview input[name=a1]"), "a question without a key is shown")
    report.check(browser.has("#preview .notice.bad a[href='#r0']"), "with what it lacks")
    report.check(browser.has("#r0-error"), "beside its field")
    press(browser, "review", "author-errors")
    report.equal(browser.status, 422, "but it cannot be sent to be reviewed")
    report.equal(browser.one("#o1").get_property("value"), "9", "nothing typed is lost")
    browser.click("#r1")
    if line.scripts:
        browser.until(lambda: browser.has("#preview math"))
        report.check(browser.has("#preview math"), "the preview follows what is typed")
    press(browser, "preview", "author-preview")
    report.check(browser.has("#preview math"), "formulas are drawn in the preview")
    report.equal(len(browser.all("#preview input[type=radio][name=a1]")), 3,
                 "the preview is the paper's own question")
    report.equal(browser.text("#preview dl.answer dd"), "B", "with its key")
    press(browser, "review", "author-review")
    line.authored = browser.path.split("?")[0]
    report.check(browser.has(".facts"), "a saved question has its page")


def press(browser, act, shot=None):
    """The last button of that name: the one at the form's end."""
    buttons = browser.all(f"#editor button[value={act}]")
    browser.leave(buttons[-1].click)
    browser.arrived(shot)


def every_type(browser, line):
    for kind in ["multipleChoice", "trueFalse", "trueFalseGroup", "shortAnswer", "numeric",
                 "matching", "ordering", "cloze", "essay"]:
        browser.go(f"{NEW}?type={kind}", f"author-{kind}")
        line.report.equal(browser.one("[name=shownType]").get_attribute("value"), kind,
                          f"a form for {kind}")
    browser.go(f"{NEW}?type=cloze")
    press(browser, "preview", "author-cloze-preview")
    line.report.check(browser.has("#preview input.gap") and browser.has("#preview select.gap"),
                      "a cloze is previewed with its gaps")


def png():
    def chunk(name, data):
        body = name + data
        return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    rows = b"".join(b"\0" + bytes([176, 36, 92] * 60) for _ in range(30))
    return (b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", (60).to_bytes(4, "big") + (30).to_bytes(4, "big") + b"\x08\2\0\0\0")
            + chunk(b"tEXt", b"Author\0Lan") + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))


def picture(browser, line):
    browser.go(f"{NEW}?type=numeric")
    browser.type("#stem", "Hình bên có mấy cạnh?")
    browser.type("#o0", "4")
    browser.open_details(browser.one("#picture"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hinh.png"
        path.write_bytes(png())
        browser.give_file(path, "#picture")
        press(browser, "picture", "author-no-words")
        line.report.check(browser.has("#alternative-error"), "a picture needs its words")
        browser.give_file(path, "#picture")
        browser.type("#alternative", "Hình chữ nhật màu hồng")
        press(browser, "picture", "author-picture")
    line.report.contains(browser.one("#stem").get_property("value"), "![Hình chữ nhật",
                         "the picture stands in the text")
    press(browser, "preview", "author-picture-preview")
    shown = browser.one("#preview img")
    line.report.equal(shown.get_attribute("alt"), "Hình chữ nhật màu hồng", "with its words")
    body, _ = browser.fetch(shown.get_attribute("src"))
    line.report.check(b"Lan" not in body, "what the file said of its author is gone")


def unfinished(browser, line):
    report = line.report
    browser.go(f"{NEW}?type=numeric")
    browser.type("#stem", "Số $\\pi$ gần bằng bao nhiêu?")
    browser.type("#topic", "Tự soạn / Số")
    browser.type("#o0", "ba phẩy mười bốn")
    browser.one("#f0").find_element("xpath", "ancestor::details/summary").click()
    browser.type("#f0", "Đúng là *số* này.")
    press(browser, "draft", "author-unfinished")
    report.check("done=question-unfinished" in browser.path, "it is kept as a draft")
    report.check(browser.has("#faults li"), "with what it lacks")
    report.check(not browser.has("button[value=ask]"), "and goes nowhere yet")
    page = browser.path.split("?")[0]
    browser.press("a[href$='/edit']", "author-unfinished-edit")
    report.equal(browser.one("#o0").get_property("value"), "ba phẩy mười bốn", "as it was typed")
    browser.type("#o0", "3,14")
    browser.type("#v0", "0,01")
    press(browser, "publish", "author-finished")
    report.equal(browser.path, f"{page}?done=question-publish", "mended, it is published")
    report.contains(browser.text("dl.remarks"), "Đúng là số này.", "the feedback stands there")


def recording(browser, line):
    report = line.report
    browser.go(f"{NEW}?type=trueFalse")
    browser.type("#stem", "Người nói đến từ Cao Lãnh.")
    browser.type("#topic", "Tự soạn / Nghe")
    browser.click("#r0")
    browser.open_details(browser.one("#sound"))
    browser.type("#passage", "Nghe đoạn hội thoại sau.")
    browser.type("#plays", "2")
    browser.give_file(browser.root / "Tests" / "Fixtures" / "sounds" / "tone.mp3", "#sound")
    press(browser, "publish", "author-no-transcript")
    report.equal(browser.status, 422, "no recording is published without a transcript")
    report.check(browser.has("#transcript-error"), "beside its field")
    report.check(browser.has("#preview audio"), "the recording came along all the same")
    body, headers = browser.fetch(browser.one("#preview audio").get_attribute("src"))
    report.check(headers["Content-Type"] == "audio/mpeg" and b"Lan" not in body,
                 "without what its file said of people")
    browser.type("#transcript", "A: Chào bạn, mình ở Cao Lãnh.")
    press(browser, "publish", "author-recording")
    report.check(browser.has("main audio"), "the question is published with it")
    browser.press("a[href*='passageOf=']", "author-more-about-it")
    report.contains(browser.one("#transcript").get_property("value"), "Cao Lãnh",
                    "another question begins with the same recording")


def versions(browser, line):
    report = line.report
    browser.go(line.authored, "author-question")
    browser.press("a[href$='/edit']", "author-edit")
    browser.type("#stem", "Giá trị của $x^2$ khi $x = 4$ là")
    browser.type("#o1", "16")
    browser.type("#note", "đổi số")
    press(browser, "publish", "author-published")
    report.contains(browser.text("main"), "đổi số", "the note stands with its version")
    browser.press("form[action$='/compare'] button", "author-compare")
    report.check(browser.has("del") and browser.has("ins"), "differences are marked")
    browser.go(line.authored)
    browser.press("form[action$='/restore'] button", "author-restored")
    report.equal(len(browser.all("form[action$='/restore']")), 2, "bringing back makes a third")


def bulk(browser, line):
    report = line.report
    browser.go(f"{BANK}?topic=T%E1%BB%B1+so%E1%BA%A1n")
    count = len(browser.all("ol.cards input[type=checkbox]"))
    report.check(count >= 1, "the list has boxes to tick")
    browser.open_details(browser.one("#toTopic"))
    browser.type("#toTopic", "Đã chuyển")
    browser.press("button[value=move]", "author-none-chosen")
    report.check(browser.has("#bulk-error"), "without a tick nothing is done")
    browser.go(f"{BANK}?topic=T%E1%BB%B1+so%E1%BA%A1n")
    browser.click("ol.cards input[type=checkbox]")
    browser.open_details(browser.one("#toTopic"))
    browser.type("#toTopic", "Đã chuyển")
    browser.press("button[value=move]", "author-moved")
    browser.press("form[action$='/undo'] button", "author-undone")
    browser.go(f"{BANK}?topic=T%E1%BB%B1+so%E1%BA%A1n")
    report.equal(len(browser.all("ol.cards input[type=checkbox]")), count, "undone")


def share(browser, line):
    report = line.report
    browser.go(BANK)
    browser.press("a[href$='/sharing']", "author-sharing")
    browser.fill(account="khong.co.ai")
    browser.press("form[action$='/sharing'] button.main", "author-sharing-wrong")
    report.check(browser.has("#account-error"), "nobody of that name")
    browser.choose("#right", "read")
    browser.click("input[value=everyone]")
    browser.press("form[action$='/sharing'] button.main", "author-shared")
    report.check(browser.has("form[action$='/withdraw']"), "a grant can be withdrawn")
    browser.press("form[action$='/withdraw'] button")
    browser.press("a[href$='/record']", "author-record")
    report.check(len(browser.all("tbody tr")) > 3, "the record tells who read keys")


def stale(browser, line):
    browser.go(f"{line.authored}/edit")
    seen = browser.one("[name=seen]").get_attribute("value")
    browser.type("#stem", "Bản thứ nhất $a$")
    press(browser, "draft")
    # The form of before, as another tab would still show it.
    browser.driver.back()
    browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    browser.driver.execute_script(
        "document.querySelector('[name=seen]').value = arguments[0]", seen)
    browser.driver.execute_cdp_cmd(
        "Emulation.setScriptExecutionDisabled", {"value": not line.scripts})
    browser.type("#stem", "Bản thứ hai $b$")
    press(browser, "draft", "author-stale")
    line.report.equal(browser.status, 409, "a stale save is not taken")
    line.report.check(browser.has("#conflict"), "what the other one saved is shown")
    line.report.contains(browser.one("#stem").get_property("value"), "Bản thứ hai",
                         "and what was typed stands there still")
    press(browser, "draft")
    line.report.check("done=question-draft" in browser.path, "saving again is meant")
