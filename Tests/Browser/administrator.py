"""The administrator: the first one, a class, its pupils, the teachers."""

import tempfile
import unicodedata
from pathlib import Path

import line as names

ROSTER = "\r\n".join([
    "STT;Mã học sinh;Họ và tên;Ngày sinh;Giới tính;Ghi chú",
    f"1;087012000002;{names.TICKET};02/03/2008;Nữ;",
    # As macOS writes it: the accents apart from their letters.
    f"2;087012000003;{unicodedata.normalize('NFD', names.PASSWORD)};15/12/2008;Nam;x",
    f"3;087012000004;{names.KEYBOARD};29/02/2008;Nữ;",
    "4;087012000005;;01/01/2008;Nam;",
    "",
])


def play(browser, line):
    report = line.report
    with report.part("the first administrator", browser):
        first_administrator(browser, line)
    with report.part("a class and its pupils", browser):
        school_class(browser, line)
        typed_pupil(browser, line)
        roster(browser, line)
    with report.part("first passwords", browser):
        passwords(browser, line)
    with report.part("teachers", browser):
        teachers(browser, line)


def first_administrator(browser, line):
    browser.go(line.server.link)
    browser.speak()
    browser.photograph("first")
    browser.fill(fullName="Trần Quản Trị", account="quantri", password="mùa nước nổi 2026",
                 passwordAgain="khác")
    browser.press("main button.main", "first-errors")
    line.report.equal(browser.status, 422, "two different passwords are refused")
    line.report.check(browser.has("#errors a[href='#passwordAgain']"),
                      "the error leads to its field")
    line.report.equal(browser.one("#fullName").get_property("value"), "Trần Quản Trị",
                      "what was typed is kept")
    browser.fill(password="mùa nước nổi 2026", passwordAgain="mùa nước nổi 2026")
    browser.press("main button.main", "admin")
    line.report.equal(browser.path, "/admin", "the administrator is signed in")
    browser.go(line.server.link, "first-used")
    line.report.equal(browser.status, 404, "the link works once")


def school_class(browser, line):
    browser.go("/admin/classes", "classes-empty")
    browser.fill(name=names.CLASS)
    browser.press("main button.main", "class-empty")
    line.report.contains(browser.text("h1"), names.CLASS, "the class has its page")
    kept = browser.path
    other = "en" if line.vietnamese else "vi"
    browser.press(".who a[hreflang]")
    line.report.equal((browser.html_language(), browser.path), (other, kept),
                      "switching the language keeps the place")
    browser.speak()
    line.report.equal(browser.path, kept, "and so does switching back")


def typed_pupil(browser, line):
    browser.fill(fullName=names.TYPED, identifier="087012000001", birth="31/02/2008")
    browser.press("form[action$='/pupils'] button", "pupil-error")
    line.report.equal(browser.status, 422, "a day that does not exist is refused")
    line.report.equal(browser.one("#fullName").get_property("value"), names.TYPED,
                      "the pupil's name is kept")
    browser.fill(birth="01/09/2008")
    browser.choose("#gender", browser.all("#gender option")[2].get_property("value"))
    browser.press("form[action$='/pupils'] button")
    row = browser.text("tbody tr")
    for part in [names.TYPED, "01/09/2008", "087012000001", browser_word(line, "Nữ", "Female")]:
        line.report.contains(row, part, "the typed pupil stands in the list")


def browser_word(line, vietnamese, english):
    return vietnamese if line.vietnamese else english


def roster(browser, line):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "danh-sach.csv"
        path.write_bytes(b"\xef\xbb\xbf" + ROSTER.encode())
        browser.give_file(path)
        browser.press("form[action$='/import'] button", "roster-preview")
        counts = [int(e.text) for e in browser.all(".tally dd")]
        line.report.equal(counts, [3, 0, 0, 1], "the preview counts new, changed, same, refused")
        line.report.contains(browser.text(), names.PASSWORD, "names are shown composed")
        refused = browser.text("table tbody tr")
        line.report.contains(refused, "5", "the refused row is named by its line")
        line.report.contains(browser.text(), "Ghi chú", "the column not read is named")
        browser.press("form[action*='/import/'] button", "class")
        line.report.equal(len(browser.all("tbody tr")), 4, "the class has four pupils")
        browser.give_file(path)
        browser.press("form[action$='/import'] button", "roster-again")
        counts = [int(e.text) for e in browser.all(".tally dd")]
        line.report.equal(counts, [0, 0, 3, 1], "the same list again changes nothing")
        browser.press("main a.button.main")


def passwords(browser, line):
    browser.press("form[action$='/passwords'] button", "passwords")
    line.report.equal(len(slips(browser, line)), 4, "four slips are printed")
    browser.press("main a.button", "class-with-accounts")


def slips(browser, line):
    """Reads the sheet of passwords into the line's accounts."""
    found = {}
    for slip in browser.all(".slips li"):
        name = slip.find_element("tag name", "b").text
        account = slip.find_element("tag name", "code").text
        found[name] = (account, slip.find_element("css selector", "dd.code").text)
    line.accounts.update(found)
    return found


def teachers(browser, line):
    for name, account in [("Võ Thị Sáu", "sau.vo"), ("Bùi Văn Bảy", "bay.bui")]:
        browser.go("/admin/teachers", f"teachers-{account}")
        browser.fill(fullName=name, account=account)
        browser.press("main button.main", f"teacher-{account}")
        line.report.equal(list(slips(browser, line)), [name], "a teacher's slip is printed")
        browser.press("main a.button")
    browser.fill(fullName="Ai đó", account="sau.vo")
    browser.press("main button.main", "teacher-taken")
    line.report.check(browser.has("#account-error"), "a name taken is refused beside its field")
    browser.go("/admin", "admin-filled")
    browser.go("/install", "install")
