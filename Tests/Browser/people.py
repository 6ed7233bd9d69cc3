"""Units and people: lists taken in, a unit renamed, somebody found, the next school year."""

import tempfile
from pathlib import Path

UNITS = "\r\n".join([
    "Mã đơn vị;Tên đơn vị;Loại;Cấp học;Mã cấp trên;Từ ngày",
    "T-087;Sở GDĐT thử nghiệm;Sở;;;01/09/1990",
    "T-101;Trường THPT Thử Sen;Trường;THPT;T-087;01/09/2000",
    "T-102;Trường THPT Thử Tháp;Trường;THPT;T-087;01/09/2000",
    "T-103;Không rõ là gì;;;T-087;",
    "",
])

STAFF = "\r\n".join([
    "Môn dạy;Chức vụ;Họ và tên;Mã cán bộ;Mã đơn vị;Ngày sinh;Điện thoại",
    ";Hiệu trưởng;Đỗ Thị Ước;T001;T-101;01/02/1975;0912",
    "Toán;Giáo viên;Lê Văn Ân;T002;T-101;03/04/1985;",
    "Toán;Giáo viên;Lê Văn Ân;T003;T-102;03/04/1985;",
    "",
])

PUPILS = "\r\n".join([
    "STT;Mã học sinh;Họ và tên;Ngày sinh;Giới tính;Lớp;Mã trường",
    "1;T901;Võ Thị Hoa;02/09/2010;Nữ;10T1;T-101",
    "2;T902;Võ Văn Sen;03/09/2008;Nam;12T1;T-101",
    "",
])


def play(browser, line):
    report = line.report
    with report.part("a list of units", browser):
        units(browser, line)
    with report.part("lists of people", browser):
        people(browser, line)
    with report.part("a unit from a day on", browser):
        rename(browser, line)
    with report.part("one person", browser):
        person(browser, line)
    with report.part("the next school year", browser):
        year(browser, line)


def take(browser, path, text, shot):
    """Uploads a list and shows its preview."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "danh-sach.csv"
        file.write_bytes(b"\xef\xbb\xbf" + text.encode())
        browser.go(path)
        browser.give_file(file)
        browser.press("form[action$='/import'] button", shot)
    return [int(e.text) for e in browser.all(".tally dd")]


def units(browser, line):
    browser.go("/admin/units", "units-empty")
    browser.speak()
    counts = take(browser, "/admin/units", UNITS, "units-preview")
    line.report.equal(counts, [3, 0, 0, 0, 1], "new, changed, same, in doubt, refused")
    browser.press("main button.main", "units")
    line.report.contains(browser.text(), "Trường THPT Thử Sen", "the units stand in the tree")
    browser.fill(on="31/08/2000")
    browser.press("form[method=get] button", "units-before")
    line.report.check("Trường THPT Thử Sen" not in browser.text("table"),
                      "before its first day it is not there")
    counts = take(browser, "/admin/units", UNITS, None)
    line.report.equal(counts, [0, 0, 3, 0, 1], "again: all the same")


def people(browser, line):
    counts = take(browser, "/admin/people", STAFF, "people-preview")
    line.report.equal(counts, [3, 0, 0, 0, 0], "three new people")
    line.report.contains(browser.text(), "Điện thoại", "the column not read is named")
    browser.press("main button.main", "people")
    browser.fill(words="uoc do")
    browser.press("form[method=get] button", "people-found")
    rows = browser.all("tbody tr")
    line.report.equal(len(rows), 1, "found without diacritics, words in any order")
    line.report.contains(rows[0].text, "Đỗ Thị Ước", "the one who was meant")
    twin = STAFF.splitlines()[0] + "\r\n;Giáo viên;Đỗ Thị Ước;T009;T-102;01/02/1975;\r\n"
    counts = take(browser, "/admin/people", twin, "people-doubt")
    line.report.equal(counts, [0, 0, 0, 1, 0], "a likely duplicate is in doubt")
    line.report.contains(browser.text("fieldset"), "T001", "the known one stands beside it")
    own = "\r\n".join(row.rsplit(";", 1)[0] for row in PUPILS.splitlines())
    counts = take(browser, "/admin/people", own, "pupils-without-unit")
    line.report.equal(counts, [0, 0, 0, 0, 2], "a school's own list names no school")
    option = next(o for o in browser.all("#unit option") if "Thử Sen" in o.text)
    browser.choose("#unit", option.get_property("value"))
    browser.press("form.row button", "pupils-of-unit")
    counts = [int(e.text) for e in browser.all(".tally dd")]
    line.report.equal(counts, [2, 0, 0, 0, 0], "the importer says whose it is")
    counts = take(browser, "/admin/people", PUPILS, "pupils-preview")
    line.report.equal(counts, [2, 0, 0, 0, 0], "two pupils with their classes")
    browser.press("main button.main")


def open_unit(browser, name):
    browser.go("/admin/units")
    link = next(a for a in browser.all("table a") if a.text == name)
    browser.leave(link.click)
    browser.arrived()


def rename(browser, line):
    open_unit(browser, "Trường THPT Thử Tháp")
    browser.fill(**{"from": "31/02/2020", "name": "Trường THPT Thử Mới"})
    browser.press("button[value=rename]", "unit-error")
    line.report.equal(browser.status, 422, "a day that does not exist is refused")
    line.report.equal(browser.one("#name").get_property("value"), "Trường THPT Thử Mới",
                      "what was typed is kept")
    browser.fill(**{"from": "01/01/2020"})
    browser.press("button[value=rename]", "unit-renamed")
    line.report.contains(browser.text("h1"), "Trường THPT Thử Mới", "it has its new name")
    browser.fill(on="31/12/2019")
    browser.press("form[method=get] button", "unit-before")
    line.report.contains(browser.text("h1"), "Trường THPT Thử Tháp",
                         "the day before it still has the old one")
    browser.press("dd a[href*='kind=staff']", "people-on-day")
    line.report.contains(browser.text(), "31/12/2019", "its figure leads to the people of the day")
    open_unit(browser, "Trường THPT Thử Mới")
    browser.press("form[action$='/undo'] button", "unit-undone")
    line.report.contains(browser.text("h1"), "Trường THPT Thử Tháp", "the decision is taken back")


def person(browser, line):
    browser.go("/admin/people?words=T002")
    browser.press("tbody a", "person")
    line.report.contains(browser.text("h1"), "Lê Văn Ân", "the person has a page")
    browser.fill(identifier="T999")
    browser.press("form[action$='/merge'] button", "person-no-other")
    line.report.check(browser.has("#with-error"), "an identifier that nobody has is said")
    browser.press("a[href*='/merge?']", "merge")
    browser.press("main button.main", "person-joined")
    for unit in ["Trường THPT Thử Sen", "Trường THPT Thử"]:
        line.report.contains(browser.text("table"), unit, "posts of both records")
    browser.press("form[action$='/part'] button", "person-parted")
    line.report.equal(len(browser.all("form[action$='/end']")), 1, "taken apart again")


def year(browser, line):
    open_unit(browser, "Trường THPT Thử Sen")
    browser.press("a[href$='/year']", "year")
    following = [e.get_property("value") for e in browser.all("tbody input")]
    line.report.equal(following, ["11T1", ""], "10T1 goes up, 12T1 leaves")
    browser.press("main button.main", "year-done")
    line.report.contains(browser.text(), "11T1", "the new class stands on the first day")
