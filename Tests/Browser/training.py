"""Teacher training: programmes, a class, results from elsewhere, reports, a round."""

import sqlite3
import tempfile
import time
import uuid
from pathlib import Path

import administrator
import teacher

HEAD = "Lý Thị Hiệu"
TEACHER = "Mạc Văn Cần"

RESULTS = "\r\n".join([
    "KẾT QUẢ LỚP BỒI DƯỠNG;;;;",
    "STT;Mã định danh;Họ và tên;Kiểm tra cuối;Ghi chú",
    f"1;HT01;{HEAD};8,5;",
    f"2;GV01;{TEACHER};4;",
    "3;GV01;Tên Khác Hẳn;9;",
    "4;GV99;Không Có Ai;7;",
    "5;GV02;Điểm Sai;11;",
    "",
])


def play(browser, line, visitor):
    report = line.report
    with report.part("people for training", browser):
        people(browser, line)
    with report.part("a programme", browser):
        programme(browser, line)
    with report.part("a training class", browser):
        training_class(browser, line)
    with report.part("results from elsewhere", browser):
        results(browser, line)
    with report.part("reports", browser):
        reports(browser, line)
    with report.part("the province's report", browser):
        province(browser, line)
    with report.part("a round", browser):
        round_(browser, line)
        quota(browser, line)
    head = visitor("head")
    with report.part("the head of a school", head):
        head_of_school(head, line)
    with report.part("who has confirmed", browser):
        confirmed(browser, line)


def word(line, vietnamese, english):
    return vietnamese if line.vietnamese else english


def people(browser, line):
    for name, account in [(HEAD, "hieu.ly"), (TEACHER, "can.mac")]:
        browser.go("/admin/teachers")
        browser.fill(fullName=name, account=account)
        browser.press("main button.main")
        administrator.slips(browser, line)
    units(line)


def units(line):
    """A department with one school, and the two of its staff with identifiers."""
    db = sqlite3.connect(Path(line.server.folder) / "main.sqlite", timeout=10)
    now = int(time.time() * 1000)
    with db:
        top = unit(db, "department", "SO", "Sở Giáo dục", None, None)
        school = unit(db, "school", "TH1", "Trường TH Hoa Sen", "TH", top)
        for name, identifier, title in [(HEAD, "HT01", "head"), (TEACHER, "GV01", "teacher")]:
            person = db.execute("select id from person where full_name = ?", (name,)).fetchone()[0]
            db.execute("update person set identifier = ? where id = ?", (identifier, person))
            db.execute(
                "insert into post (person_id, unit_id, title, is_main, from_date, recorded_at)"
                " values (?, ?, ?, 1, '2020-09-01', ?)", (person, school, title, now))
    db.close()


def unit(db, kind, code, name, level, parent):
    row = db.execute(
        "insert into unit (guid, code, identifier, kind, name, sort_key, created_at)"
        " values (?, ?, ?, ?, ?, ?, 0)",
        (str(uuid.uuid4()), code, code, kind, name, name.lower())).lastrowid
    db.execute(
        "insert into unit_state (unit_id, from_date, name, sort_key, level, parent_id,"
        " recorded_at) values (?, '2020-01-01', ?, ?, ?, ?, 0)",
        (row, name, name.lower(), level, parent))
    return row


def programme(browser, line):
    browser.go("/training", "training-empty")
    browser.go("/training/classes/new", "training-no-programme")
    browser.go("/training/programmes", "programmes-empty")
    browser.fill(identifier="BDTX-01", name="Mô đun 1", periods="40", components="Kiểm tra cuối; x")
    browser.press("main button.main", "programme-error")
    line.report.equal(browser.status, 422, "a weight that is no number is refused")
    line.report.equal(browser.one("#name").get_property("value"), "Mô đun 1", "the name is kept")
    browser.fill(components="Kiểm tra cuối; 1; 5")
    browser.one("[name=isRequired]").click()
    browser.press("main button.main", "programme")
    line.report.contains(browser.text("h1"), "Mô đun 1", "the programme has its page")
    browser.fill(retiredOn="hôm qua")
    browser.press("main button.main", "programme-retired-error")
    line.report.check(browser.has("#retiredOn-error"), "a day that is none is refused")
    browser.go("/training/programmes", "programmes")


def training_class(browser, line):
    browser.go("/training/classes/new", "training-class-new")
    browser.fill(title="Lớp mô đun 1", identifier="BDTX-01-L1", until="20/01/2026")
    browser.fill(**{"from": "21/01/2026"})
    browser.press("main button.main", "training-class-error")
    line.report.check(browser.has("#until-error"), "an end before the beginning is refused")
    browser.fill(**{"from": "10/01/2026"})
    browser.choose("#mode", "elsewhere")
    browser.press("main button.main", "training-class-empty")
    line.report.contains(browser.text("h1"), "Lớp mô đun 1", "the class has its page")
    line.training = browser.path.split("?")[0]
    browser.fill(trainer="không-có")
    browser.press("form[action$='/trainers'] button", "training-class-no-trainer")
    line.report.check(browser.has("#trainer-error"), "an unknown trainer is refused")
    browser.fill(trainer="can.mac")
    browser.press("form[action$='/trainers'] button")
    line.report.contains(browser.text(), TEACHER, "the trainer stands on the class's page")


def results(browser, line):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ket-qua.csv"
        path.write_bytes(b"\xef\xbb\xbf" + RESULTS.encode())
        browser.give_file(path)
        browser.press("form[action$='/import'] button", "results-preview")
        counts = [int(e.text) for e in browser.all(".tally dd")]
        line.report.equal(counts, [2, 0, 0, 1, 2], "new, changed, same, in doubt, refused")
        browser.one("#d5 input[value='-']").click()
        browser.press("form[action*='/import/'] button.main", "training-class")
        line.report.equal(len(browser.all(".right")), 1, "one has completed")
        browser.give_file(path)
        browser.press("form[action$='/import'] button", "results-again")
        counts = [int(e.text) for e in browser.all(".tally dd")]
        line.report.equal(counts[:3], [0, 0, 2], "the same file again changes nothing")
    browser.go(line.training)


def reports(browser, line):
    address = "/training/report?from=01/09/2025&asOf=01/11/2026"
    browser.go(address, "report")
    line.report.contains(browser.text("table"), "1/2 (50,00%)", "a rate has its denominator")
    browser.press("tfoot td:nth-of-type(6) a", "report-list")
    line.report.contains(browser.text("table"), TEACHER, "behind the figure stand its people")
    line.report.check(HEAD not in browser.text("table"), "and nobody else")
    browser.press("tbody a", "record")
    line.report.contains(browser.text("h1"), TEACHER, "each leads to the record")
    browser.go("/training/report?from=30/02/2026", "report-error")
    line.report.equal(browser.status, 422, "a day that does not exist is refused")
    browser.go(address)
    browser.press("tfoot td:nth-of-type(1) a", "report-classes")
    line.report.equal(len(browser.all("tbody tr")), 1, "and the class, behind the number of classes")
    browser.go(address.replace("report?", "report/staff?") + "&list=trained", "staff-trained")
    line.report.contains(browser.text("table"), TEACHER, "who was trained")
    browser.go(address.replace("report?", "report/required?"), "required")
    line.report.contains(browser.text("table"), "0/1 (0,00%)", "teachers have to")
    browser.press("tbody td:last-child a", "staff-lacking")
    line.report.contains(browser.text("table"), TEACHER, "who lacks it")
    browser.go(address.replace("report?", "report/expiring?"), "expiring")
    browser.go(address.replace("report?", "report/expiring?") + "&days=x&past=1", "expiring-error")
    line.report.check(browser.has("#days-error"), "a number of days is a number")
    for kind in ["csv", "xlsx", "docx"]:
        content, _ = browser.fetch(address.replace("report?", f"report.{kind}?"))
        line.report.check(len(content) > 100, f"the report comes as .{kind}")


def province(browser, line):
    browser.go("/training/software", "software-empty")
    browser.fill(system="vnEdu", address="https://vnedu.example.vn", since="01/09/2025")
    browser.choose("#unit", browser.all("#unit option")[-1].get_property("value"))
    browser.choose("#function", "marks")
    browser.press("main button.main", "software")
    line.report.contains(browser.text("table"), "vnEdu", "the use is recorded")
    browser.go("/training/meetings", "meetings-empty")
    browser.fill(title="Hội nghị trực tuyến", heldOn="05/01/2026", sessions="13")
    browser.press("main button.main")
    browser.go("/training/province?from=01/09/2025&asOf=01/11/2026", "province")
    line.report.contains(browser.text(), "1/1 (100%)", "software is counted from the register")
    browser.press("form[action$='/province'] button.main", "published")
    line.report.check(browser.has("code"), "a published report shows its hash")
    browser.press("a[href$='check=1']", "published-checked")
    line.report.check(browser.has(".notice.good"), "and can be counted again")


def round_(browser, line):
    browser.go("/training/rounds", "rounds-empty")
    browser.fill(title="Xác nhận quý I", until="31/03/2026", dueOn="31/12/2030")
    browser.fill(**{"from": "01/01/2026"})
    browser.press("main button.main", "round")
    line.report.contains(browser.text(), "0/1 (0,00%)", "nobody has confirmed yet")
    line.round = browser.path.split("?")[0]


def quota(browser, line):
    """A class into which the head's school may send two, after the round that is confirmed."""
    browser.go("/training/classes/new")
    browser.fill(title="Lớp theo chỉ tiêu", identifier="BDTX-01-L3", until="31/12/2035",
                 capacity="1", **{"from": "01/06/2026"})
    browser.choose("#admission", "quota")
    browser.press("main button.main")
    browser.go(browser.path.split("?")[0] + "/admissions", "admissions-quota-empty")
    browser.fill(quotas="TH1; 2")
    browser.press("form[action$='/quotas'] button", "admissions-quota")


def send(browser, line):
    browser.go("/my-unit/classes", "sendings")
    browser.press(".cards a", "sending")
    browser.press("main button.main", "sending-error")
    line.report.check(browser.has("#errors a[href='#people']"), "somebody has to be chosen")
    for box in browser.all("input[name=person]"):
        box.click()
    browser.press("main button.main", "sending-sent")
    states = [row.text for row in browser.all("tbody tr")]
    line.report.equal(len(states), 2, "both are sent")
    line.report.check(any(word(line, "chờ", "Waiting") in state for state in states),
                      "who has no place waits, and that is said")
    browser.press("form[action*='/back/'] button", "sending-taken-back")
    line.report.equal(len(browser.all("tbody tr")), 1, "one is taken back")


def head_of_school(browser, line):
    teacher.sign_in(browser, line, HEAD)
    line.report.check(browser.has(".notice a"), "she is reminded")
    browser.press(".notice a", "sheet")
    line.report.contains(browser.text("table"), TEACHER, "she sees her staff")
    browser.one("#reason").send_keys("phúc khảo")
    option = next(o for o in browser.all("#enrolment option") if TEACHER in o.text)
    browser.choose("#enrolment", option.get_property("value"))
    browser.choose("#outcome", "completed")
    browser.press("form[action$='/correct'] button", "sheet-error")
    line.report.check(browser.has("#day-error"), "a completion needs its day")
    browser.choose("#outcome", "completed")
    browser.choose("#enrolment", next(
        o for o in browser.all("#enrolment option") if TEACHER in o.text).get_property("value"))
    browser.fill(day="20/01/2026")
    browser.press("form[action$='/correct'] button", "sheet-corrected")
    browser.press("main button.main", "sheet-confirmed")
    line.report.check(browser.has(".notice.good"), "she has confirmed")
    browser.go("/my-unit/rounds", "requests")
    send(browser, line)
    browser.go("/training/report", "head-report")
    line.report.contains(browser.text(), "Hoa Sen", "her report is of her school")
    browser.go("/training/province")
    line.report.equal(browser.status, 404, "the province's is not hers")
    browser.go("/my-training", "own-record")


def confirmed(browser, line):
    browser.go(line.round, "round-confirmed")
    line.report.contains(browser.text(), "1/1 (100%)", "the department sees who has confirmed")
