"""Inside a training class: lessons, sessions, registration, progress, certificates."""

import re
import tempfile
from pathlib import Path

import teacher
from training import HEAD, TEACHER


def play(browser, line, visitor):
    """After `training.play`: its programme, its teacher as trainer, its head as trainee."""
    report = line.report
    with report.part("a class to register for", browser):
        training_class(browser, line)
    trainer = visitor("trainer")
    with report.part("lessons and sessions", trainer):
        teacher.sign_in(trainer, line, TEACHER)
        lessons(trainer, line)
        sessions(trainer, line)
        assignments(trainer, line)
    trainee = visitor("head")
    with report.part("registration", trainee):
        trainee.go("/learn", "learn")
        trainee.press(f"form[action='{line.learn}/ask'] button", "learn-asked")
        approve(trainer, line)
    with report.part("a trainee's class", trainee):
        learn(trainee, line)
    with report.part("progress", trainer):
        progress(trainer, line)
    with report.part("certificates", browser):
        certificates(browser, line)
    with report.part("a certificate in hand", trainee):
        certificate(trainee, line)
    with report.part("checked by anybody", visitor("stranger")):
        check(visitor("stranger"), line)
    with report.part("who is not in the class", visitor("teacher")):
        outside(visitor("teacher"), line)


def training_class(browser, line):
    browser.go("/training/classes/new")
    browser.fill(title="Lớp tự học mô đun 1", identifier="BDTX-01-L2", until="31/12/2035",
                 capacity="1", **{"from": "01/01/2026"})
    browser.choose("#mode", "selfPaced")
    browser.choose("#admission", "registration")
    browser.press("main button.main", "class-inside")
    line.inside = browser.path.split("?")[0]
    line.learn = line.inside.replace("/training/classes/", "/learn/")
    browser.fill(trainer="can.mac")
    browser.press("form[action$='/trainers'] button")


def lessons(trainer, line):
    report = line.report
    trainer.go(f"{line.inside}/lessons", "lessons-empty")
    trainer.fill(title="Học liệu số", minutes="0")
    trainer.type("#text", "Kho học liệu của **Sở**:\n\n- bài giảng\n- phim")
    trainer.choose("#rule", "time")
    trainer.press("main button.main", "lessons-error")
    report.check(trainer.has("#minutes-error"), "no minutes is refused at its field")
    report.contains(trainer.one("#text").get_property("value"), "**Sở**", "the text is kept")
    trainer.choose("#rule", "marked")
    trainer.press("main button.main", "lesson-edit")
    report.check(trainer.has(".lesson li"), "the text is shown as trainees will see it")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "trang.html"
        page.write_text("<html>")
        trainer.give_file(page)
        trainer.press("form[action$='/files'] button", "lesson-file-error")
        report.equal(trainer.status, 422, "a page is not handed out")
        document = Path(folder) / "Bài giảng.pdf"
        document.write_bytes(b"%PDF-1.4\n" + b"x" * 2000)
        trainer.give_file(document)
        trainer.press("form[action$='/files'] button", "lesson-file")
    report.contains(trainer.text(), "Bài giảng.pdf", "the file stands below the lesson")


def sessions(trainer, line):
    trainer.go(f"{line.inside}/sessions", "sessions-empty")
    trainer.fill(title="Buổi 1", place="Hội trường A")
    trainer.press("main button.main", "sessions")
    trainer.press(".cards a", "session")
    line.session = trainer.path.split("?")[0]
    trainer.press("form[action$='/code'] button", "session-code")
    line.attendance = trainer.text(".notice .code")
    line.report.check(re.fullmatch("[0-9A-Z]{6}", line.attendance), "a code to read out")
    trainer.open_details(trainer.one("form[action$='/change']"))
    trainer.fill(title="Buổi mở đầu", minutes="0")
    trainer.press("form[action$='/change'] button", "session-change-error")
    line.report.check(trainer.has("#minutes-error"), "a session has minutes")
    trainer.fill(minutes="90")
    trainer.press("form[action$='/change'] button", "session-changed")
    line.report.contains(trainer.text("h1"), "Buổi mở đầu", "its title is put right")


def assignments(trainer, line):
    trainer.go(f"{line.inside}/assignments", "assignments-empty")
    trainer.fill(title="Giáo án")
    trainer.press("main button.main", "assignments")
    trainer.press(".cards a", "hand-ins")
    trainer.open_details(trainer.one("form[action$='/change']"))
    trainer.fill(title="Giáo án tiết 1")
    trainer.press("form[action$='/change'] button", "hand-ins-changed")
    line.report.contains(trainer.text("h1"), "Giáo án tiết 1", "an assignment is put right")


def approve(trainer, line):
    trainer.go(f"{line.inside}/admissions", "admissions")
    line.report.contains(trainer.text(), HEAD, "who asks is seen")
    trainer.press("button[value=approve]", "admissions-none")


def learn(trainee, line):
    report = line.report
    trainee.go("/learn", "learn-member")
    trainee.press(f"a[href='{line.learn}']", "seat")
    report.contains(trainee.text(), "≥ 5", "what is left to do is said")
    trainee.press(".cards h3 a", "lesson")
    link = next(a.get_attribute("href") for a in trainee.all("main a") if "/files/" in
                a.get_attribute("href"))
    content, _ = trainee.fetch(link[link.index("/learn"):])
    report.equal(len(content), 2009, "the file comes whole")
    trainee.press("form[action$='/done'] button", "seat-lesson-done")
    report.check(trainee.has(".notice.good"), "the lesson is done")
    trainee.fill(attendance="XXXXXX")
    trainee.press("form[action$='/attend'] button", "seat-code-error")
    report.equal(trainee.status, 422, "another code is refused")
    trainee.fill(attendance=line.attendance.lower())
    trainee.press("form[action$='/attend'] button", "seat-attended")
    report.equal(len(trainee.all(".cards .right")), 2, "a lesson and a session are done")


def progress(trainer, line):
    trainer.go(f"{line.inside}/progress", "progress")
    line.report.contains(trainer.text("table"), "1/1", "lessons are counted")
    trainer.press("tbody a", "member")
    trainer.fill(m0="12")
    trainer.press("main button.main", "member-error")
    line.report.check(trainer.has("#m0-error"), "a mark above the scale is refused")
    trainer.fill(m0="8,5")
    trainer.press("main button.main", "member-marked")
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.csv"
        log.write_bytes(f"Name,Duration\r\n{HEAD},80\r\nKhách lạ,5\r\n".encode())
        trainer.go(line.session, "session-attended")
        trainer.give_file(log)
        trainer.press("form[action$='/log'] button", "log")
        line.report.contains(trainer.text("table"), HEAD, "the log's people are recognised")
        trainer.press("main button.main", "session-log")


def certificates(browser, line):
    browser.go(f"{line.inside}/certificates", "certificates-waiting")
    browser.fill(decision="12/QĐ-SGDĐT")
    browser.press("form[action$='/certificates'] button.main", "certificates")
    line.report.contains(browser.text("table"), HEAD, "who completed has one")
    browser.open_details(browser.one("form[action$='/revoke']"))
    browser.one("input[value=paper]").click()
    browser.type("input[name=reason]", "in sai số quyết định")
    browser.press("form[action$='/revoke'] button", "certificates-paper")
    line.report.check(browser.has("input[name=person]"), "another can be given for the result")
    browser.fill(decision="13/QĐ-SGDĐT")
    browser.press("form[action$='/certificates'] button.main", "certificates-again")
    line.report.equal(len(browser.all("tbody tr")), 2, "both stand in the list")


def certificate(trainee, line):
    trainee.go(line.learn, "seat-complete")
    trainee.press("a.button.main", "certificate")
    line.report.contains(trainee.text(".certificate"), HEAD, "it bears the name")
    line.report.check(trainee.has(".certificate svg path"), "and a QR code")
    line.certificate = trainee.text(".certificate .code")


def check(stranger, line):
    stranger.go("/check", "check")
    stranger.fill(code="0000-0000-0000")
    stranger.press("main button.main", "check-unknown")
    line.report.equal(stranger.status, 404, "a code of nothing")
    stranger.fill(code=line.certificate.lower())
    stranger.press("main button.main", "check-genuine")
    line.report.check(stranger.has(".notice.good"), "a genuine one is said to be")
    line.report.contains(stranger.text(), HEAD, "and what it certifies")


def outside(browser, line):
    for path in [line.learn, line.inside, f"{line.inside}/progress"]:
        browser.go(path)
        line.report.equal(browser.status, 404, f"{path} is not there")
