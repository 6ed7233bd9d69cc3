"""The teacher: a bank from files, a test, a sitting, the marks."""

import csv
import io
import tempfile
from pathlib import Path

import keys as banks
import line as names
from keys import Key, Keys

NAME = "Võ Thị Sáu"
ETHICS = banks.BANKS / "tin-hoc-10" / "04-dao-duc-phap-luat-van-hoa.cau.txt"
NETWORKS = banks.BANKS / "tin-hoc-10" / "03-mang-va-internet.cau.txt"
MATHS = sorted((banks.BANKS / "toan-12").glob("*.cau.txt"))

GIFT = """$CATEGORY: Con số

::Pi:: Số pi làm tròn đến hàng phần trăm bằng bao nhiêu? {#3.14:0.005}

::Nửa:: Một nửa viết dưới dạng số thập phân bằng bao nhiêu? {#0.5}

::Tỉnh:: Hoa sen là biểu trưng của tỉnh nào? {=Đồng Tháp ~Cà Mau ~Lào Cai ~Huế}

::Quê:: Đây chỉ là một đoạn văn về quê em.

::Thứ tự:: Xếp từ bắc vào nam. {>3 =Lào Cai =Huế =Đồng Tháp}
"""
# GIFT's numbers are typed as GIFT has them: with a point.
GIFT_KEYS = [
    Key("pi", "Số pi làm tròn đến hàng phần trăm bằng bao nhiêu?", answer="3.14"),
    Key("nua", "Một nửa viết dưới dạng số thập phân bằng bao nhiêu?", answer="0.5"),
]
SINGLES = ["tin10-dd-001", "tin10-dd-002", "tin10-dd-003", "tin10-dd-004"]
GROUPS = ["tin10-dd-005", "tin10-dd-009"]


def prepare(browser, line):
    report = line.report
    with report.part("the teacher's first password", browser):
        sign_in(browser, line, NAME)
    with report.part("a bank from files", browser):
        bank(browser, line)
    with report.part("one question", browser):
        question(browser, line)
    with report.part("an export", browser):
        export(browser, line)
    with report.part("a test in the national format", browser):
        national(browser, line)
    with report.part("a test line by line", browser):
        by_lines(browser, line)
    with report.part("a sitting and its tickets", browser):
        sitting(browser, line)


def sign_in(browser, line, name, home="/teach"):
    """Signs in with a first password, which must be changed before anything else."""
    account, password = line.accounts[name]
    browser.go("/sign-in")
    browser.speak()
    browser.photograph("sign-in")
    browser.fill(account=account, password="sai mật khẩu")
    browser.press("main button.main", "sign-in-wrong")
    line.report.equal(browser.status, 422, "a wrong password is refused")
    browser.fill(account=account, password=password)
    browser.press("main button.main", "must-change")
    if home == "/teach" or browser.path == "/password":
        line.report.equal(browser.path, "/password", "a first password must be changed")
        browser.go(home)
        line.report.equal(browser.path, "/password", "nothing else is open before that")
        browser.fill(current=password, password=names.NEW_PASSWORD,
                     passwordAgain=names.NEW_PASSWORD)
        browser.press("main button.main", "home-empty")
    line.report.equal(browser.path.split("?")[0], home, f"{name} is at home")


def bank(browser, line):
    browser.go("/teach/banks", "banks-empty")
    create_bank(browser, "Tin học", "10", "Tin Học")
    line.report.check(browser.has("#slug-error"), "an address with capitals is refused")
    create_bank(browser, "Tin học", "10", "tin-hoc-10")
    browser.photograph("bank-empty")
    line.keys = Keys(banks.read(ETHICS) + banks.read(NETWORKS) + GIFT_KEYS)
    for path in [ETHICS, NETWORKS]:
        read = banks.read(path)
        take_in(browser, line, path, [len(read), len(read), 0, 0])
    take_in(browser, line, ETHICS, None)  # nothing new
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "moodle.gift"
        path.write_text(GIFT, encoding="utf-8")
        take_in(browser, line, path, [5, 3, 0, 2])
        broken = Path(folder) / "hong.cau.txt"
        broken.write_bytes("Câu 1. Một câu\n".encode("cp1258", "replace"))
        browser.give_file(broken)
        browser.press("form[action$='/import'] button", "import-refused")
        line.report.check(browser.status == 422 and browser.has("#file-error"),
                          "a file that is not UTF-8 is refused beside its field")
    browser.go("/teach/banks", "banks")
    total = len(banks.read(ETHICS)) + len(banks.read(NETWORKS)) + 3
    line.report.contains(browser.text("tbody tr"), str(total), "the bank counts its questions")


def create_bank(browser, name, grade, slug):
    browser.fill(name=name, grade=grade, slug=slug)
    browser.press("main button.main")


def take_in(browser, line, path, counts, shot=True):
    """Previews a file and takes it in.

    counts: read, imported, same, left out; None where nothing is left to do.
    """
    browser.give_file(path)
    browser.press("form[action$='/import'] button", f"import-{path.stem[:12]}" if shot else None)
    shown = [int(e.text) for e in browser.all(".tally dd")]
    if counts is None:
        line.report.check(shown[1] == 0 and shown[2] == shown[0] > 0,
                          "a file taken in before brings nothing", str(shown))
        browser.press("main a.button.main")
        return
    line.report.equal(shown, counts, f"the preview of {path.name} counts what comes in")
    if counts[3]:
        reasons = browser.all("[aria-labelledby=notes-caption] tbody tr")
        line.report.equal(len(reasons), counts[3], "the loss report names what is left out")
    browser.press("form[action*='/import/'] button", "bank" if shot else None)


def question(browser, line):
    browser.go("/teach/banks/tin-hoc-10?level=NB&type=trueFalseGroup", "bank-filtered")
    found = browser.all("ol.cards li a")
    expected = [k for k in line.keys.all if k.level == "NB" and k.type == "trueFalseGroup"]
    line.report.equal(len(found), len(expected), "the filter finds what the files hold")
    kept = browser.path
    browser.press(".who a[hreflang]")
    line.report.equal(browser.path, kept, "switching the language keeps the filter")
    browser.speak()
    browser.press("ol.cards li a", "question")
    line.question = browser.path
    key = line.keys.of(browser.text(".stem"))
    answer = browser.text("dl.answer dd")
    letters = browser_letters(line)
    said = [letters[right] for _, right in key.statements]
    line.report.equal([part.split()[-1] for part in answer.split("·")], said,
                      "the key is the file's")


def browser_letters(line):
    return {True: "Đúng", False: "Sai"} if line.vietnamese else {True: "True", False: "False"}


def export(browser, line):
    browser.go("/teach/banks/tin-hoc-10")
    links = [a.get_attribute("href") for a in browser.all("#export ~ p a")]
    line.report.equal(len(links), 6, "the bank is exported in every format")
    body, _ = browser.fetch(links[0])
    text = body.decode()
    for key in line.keys.all[:3]:
        line.report.contains(text, key.identifier, "the export holds the question")
    gift, _ = browser.fetch(links[1])
    line.report.contains(gift.decode(), "$CATEGORY", "GIFT comes out too")


def national(browser, line):
    browser.go("/teach/banks")
    create_bank(browser, "Toán", "12", "toan-12")
    take_in(browser, line, MATHS[0], [23, 23, 0, 0])
    browser.go("/teach/tests", "tests-empty")
    browser.fill(title="Thi thử tốt nghiệp")
    browser.choose("#subject", "toan-12")
    browser.choose("#preset", "national-maths")
    browser.fill(duration="90")
    browser.press("main button.main", "national-lacking")
    address = browser.path.split("?")[0]
    lacking = browser.has(".notice.bad")
    line.report.check(lacking, "a bank with too few questions says what is missing")
    line.report.check(not browser.has("form[action$='/sittings']"),
                      "no sitting can be opened before it is mended")
    browser.go("/teach/banks/toan-12")
    for path in MATHS[1:]:
        size = len(banks.read(path))
        take_in(browser, line, path, [size, size, 0, 0], shot=False)
    browser.photograph("bank-maths")
    browser.go(address, "national-usable")
    line.report.check(not browser.has(".notice.bad") and browser.has("form[action$='/sittings']"),
                      "with enough questions the test can be used")
    line.report.equal(number_of_questions(browser), 22, "the national format has 12 + 4 + 6")
    browser.press("a[href$='/sample']", "national-sample")
    line.report.equal(len(browser.all("fieldset.question")), 22, "a sample form has them all")
    line.report.check(browser.has("math"), "formulas are drawn")


def number_of_questions(browser):
    return int(browser.all("dl.facts dd")[2].text)


def by_lines(browser, line):
    browser.go("/teach/tests")
    browser.fill(title="Kiểm tra 15 phút")
    browser.choose("#subject", "tin-hoc-10")
    browser.choose("#preset", "blank")
    browser.fill(duration="15")
    browser.press("main button.main", "test-blank")
    line.test = browser.path.split("?")[0]
    fixed(browser, 0, ["tin10-dd-001", "khong-co"], "0,25")
    line.report.contains(browser.text("main"), "khong-co", "an unknown id is named")
    browser.photograph("test-unknown")
    fixed(browser, 0, SINGLES, "0,25")
    fixed(browser, 0, GROUPS, "1")
    topic = next(k.topic for k in banks.read(NETWORKS) if k.type == "singleChoice")
    draw(browser, 0, "singleChoice", topic, "", 99, "0,5")
    line.report.check(browser.has(".notice.bad") and browser.has("td + td, .wrong"),
                      "99 questions of a topic are more than there are")
    browser.photograph("test-shortage")
    browser.press("a[href$='/sample']", "sample-lacking")
    line.report.check(browser.status == 422 and browser.has(".errors a[href='#part0']"),
                      "a sample says what is missing, and where")
    browser.press("form[action$='/parts/0/lines/2/remove'] button")
    enough = len([k for k in banks.read(NETWORKS)
                  if k.topic == topic and k.type == "singleChoice"])
    drawn = min(4, enough)
    draw(browser, 0, "singleChoice", topic, "", drawn, "0,5")
    part = browser.one("form[action$='/parts']")
    part.find_element("name", "title").send_keys("Phần II. Trả lời ngắn")
    browser.press("form[action$='/parts'] button")
    draw(browser, 1, "numeric", "Con số", "", 2, "0,5")
    browser.press("button[name=reviewPreset][value=solutions]", "test")
    line.report.check(browser.has("button[value=solutions][aria-current]")
                      and browser.has("[name=review-rightAnswers][value=closed]:checked"),
                      "the review rule is kept")
    matrix(browser, line)
    line.report.equal(number_of_questions(browser), 8 + drawn, "the test counts its questions")
    browser.press("a[href$='/sample']", "sample")


def matrix(browser, line):
    """Fills a part as a matrix; a cell that the bank cannot fill is named."""
    before = number_of_questions(browser)
    browser.press("a[href$='/parts/1/matrix']", "matrix")
    browser.choose("#type", "trueFalse")
    browser.press("form[method=get] button")
    cell = browser.all("td input.cell")[4]
    name = cell.get_attribute("name")
    cell.send_keys("900")
    browser.fill(worth="0,5")
    browser.press("form[method=post] button.main", "matrix-wrong")
    line.report.check(browser.has(f"#{name}[aria-invalid]"), "a wrong cell is named")
    browser.type(f"#{name}", "2")
    browser.press("form[method=post] button.main", "test-matrix")
    line.report.equal(number_of_questions(browser), before + 2, "the matrix draws two more")
    browser.press("a[href$='/parts/1/matrix']")
    browser.choose("#type", "trueFalse")
    browser.press("form[method=get] button", "matrix-filled")
    line.report.equal(browser.one(f"#{name}").get_property("value"), "2", "and stands there again")
    browser.type(f"#{name}", "")
    browser.press("form[method=post] button.main")


def practice(browser, line):
    """Gives a copy of the test as a practice that is checked question by question."""
    with line.report.part("a practice, form codes and a trial", browser):
        browser.go(line.test)
        browser.press("form[action$='/copy'] button")
        test = browser.path.split("?")[0]
        browser.press("form[action$='/trial'] button", "trial-start")
        line.report.check(browser.path.startswith("/exam/"), "the teacher tries the test")
        browser.press("form[action$='/start'] button", "trial-paper")
        browser.go(test)
        line.report.check(browser.has("form[action$='/settings']"), "a trial locks nothing")
        browser.press("button[name=reviewPreset][value=allAtOnce]")
        browser.one("[name=way][value=practice]").click()
        browser.open_details(browser.one("#attempts"))
        browser.type("#attempts", "200")
        browser.choose("#feedback", "atOnce")
        browser.press("form[action$='/sittings'] button.main", "practice-wrong")
        line.report.check(browser.has("#attempts-error")
                          and browser.has("[name=way][value=practice]:checked")
                          and browser.has("#feedback [value=atOnce]:checked"),
                          "a wrong number is named, and every choice stays")
        browser.type("#attempts", "2")
        browser.press("form[action$='/sittings'] button.main", "practice")
        line.practice = browser.path.split("?")[0].replace("/teach/sittings/", "/exam/")
        browser.go(test)
        browser.press("form[action$='/copy'] button")
        browser.type("#codes", "3")
        browser.press("form[action$='/sittings'] button.main", "form-codes")
        codes = browser.all("ul.numbers a")
        line.report.equal([c.text for c in codes], ["0101", "0102", "0103"], "three form codes")
        browser.press("ul.numbers a", "form")
        line.report.check(not browser.has("p.right"), "a form is shown without its key")
        browser.press("a[href$='key=1']", "form-key")
        line.report.check(browser.has("p.right"), "and with it when it is asked for")


def blueprint(browser, line):
    """The whole matrix with its documents, the rules of drawing, and a public draw."""
    with line.report.part("the matrix, rules and a public draw", browser):
        browser.go(line.test)
        browser.press("form[action$='/copy'] button")
        test = browser.path.split("?")[0]
        browser.press("a[href$='/matrix']", "blueprint")
        line.report.equal(browser.text("tfoot b"), str(number_of(browser, test)),
                          "the matrix counts the test's questions")
        browser.type("#shares", "50 50 50 50")
        browser.press("form[action$='/matrix'] button.main", "blueprint-wrong")
        line.report.check(browser.has("#shares-error"), "shares that do not add up are refused")
        browser.type("#shares", "30-40-30-0")
        browser.type("#q0", "Nêu được ví dụ")
        browser.press("form[action$='/matrix'] button.main", "blueprint-saved")
        for name in ["matrix.docx", "matrix.xlsx", "specification.docx", "specification.xlsx"]:
            body, _ = browser.fetch(f"{test}/{name}")
            line.report.check(body.startswith(b"PK"), f"{name} is there")
        browser.go(test)
        browser.press("a[href$='/rules']", "rules")
        browser.type("#enemies", "tin10-dd-001 khong-co")
        browser.press("form[action$='/rules'] button.main", "rules-wrong")
        line.report.contains(browser.text("#enemies-error"), "khong-co", "an unknown id is named")
        browser.type("#enemies", "tin10-dd-001 tin10-dd-002")
        browser.press("form[action$='/rules'] button.main", "rules-broken")
        line.report.check(browser.has(".notice.bad"), "two named questions must not meet: said")
        browser.press("a[href$='/rules']")
        browser.type("#enemies", "")
        browser.one("[name=balances]").click()
        browser.press("form[action$='/rules'] button.main", "rules-kept")
        browser.press("a[href$='/uses']", "uses")
        line.report.check(browser.has("tbody th a"), "earlier use is told")
        browser.go(test)
        browser.open_details(browser.one("#drawSource"))
        browser.type("#drawSource", "Xổ số Đồng Tháp, giải đặc biệt")
        browser.press("form[action$='/sittings'] button.main", "draw-sealed")
        line.report.check(browser.has("form[action$='/number']"), "the number is awaited")
        browser.fill(number="074812", numberAgain="074813")
        browser.press("form[action$='/number'] button", "draw-wrong")
        line.report.check(browser.has("#numberAgain-error"), "two different numbers are refused")
        browser.fill(number="074812", numberAgain="074812")
        browser.press("form[action$='/number'] button", "draw-settled")
        line.report.check(not browser.has("form[action$='/number']"), "the number stays")


def number_of(browser, test):
    here = browser.path
    browser.go(test)
    count = number_of_questions(browser)
    browser.go(here)
    return count


def fixed(browser, part, identifiers, worth):
    form = browser.one(f"form[action$='/parts/{part}/lines']:has([value=fixed])")
    browser.open_details(form)
    area = form.find_element("name", "identifiers")
    area.clear()
    area.send_keys("\n".join(identifiers))
    form.find_element("name", "worth").send_keys(worth)
    browser.press("button", inside=form)


def draw(browser, part, kind, topic, level, count, worth):
    form = browser.one(f"form[action$='/parts/{part}/lines']:has([value=draw])")
    browser.open_details(form)
    for name, value in [("type", kind), ("topic", topic), ("level", level)]:
        browser.choose(f"#p{part}-{name}", value)
    form.find_element("name", "count").send_keys(str(count))
    form.find_element("name", "worth").send_keys(worth)
    browser.press("button", inside=form)


def sitting(browser, line):
    browser.go(line.test)
    line.report.check(all(browser.one(f"#{f}").get_property("value") for f in ["opens", "closes"]),
                      "the window is proposed")
    browser.press("form[action$='/sittings'] button", "sitting")
    line.sitting = browser.path.split("?")[0]
    line.exam = line.sitting.replace("/teach/sittings/", "/exam/")
    line.report.equal(len(browser.all("tbody tr")), 4, "the sitting has the class's candidates")
    browser.press("form[action$='/tickets'] button", "tickets")
    for slip in browser.all(".slips li"):
        text = slip.find_elements("tag name", "dd")[0].text
        line.tickets[text.split("· ")[1]] = slip.find_element("css selector", "dd.code").text
    line.report.equal(len(line.tickets), 4, "four tickets are printed")
    browser.go(line.test, "test-locked")
    line.report.check(browser.has("form[action$='/copy']"), "a test in use can only be copied")
    browser.go("/teach", "home")


def watch(browser, line, started, submitted):
    with line.report.part("watching the sitting", browser):
        browser.go(line.sitting, "sitting-running")
        tally = [int(e.text) for e in browser.all(".tally dd")]
        line.report.equal(tally, [4, started, submitted], "started and handed in are counted")
        browser.press("a", "candidate-waiting", inside=candidate_row(browser, names.TYPED))
        browser.press("form[action$='/ticket'] button", "ticket-renewed")
        codes = [code.text for code in browser.all(".slips dd.code")]
        line.report.check(len(codes) == 1 and codes[0] != line.tickets[names.TYPED],
                          "one candidate gets a new ticket", str(codes))
        browser.go(line.sitting + "/audit", "sitting-audit")
        line.report.contains(browser.text("tbody"), names.TYPED, "which is recorded")


def candidate_row(browser, name):
    return next(r for r in browser.all("tbody tr") if name in r.text)


def paused(browser, line):
    """Lets the clock of the practising student stand still; the student looks."""
    browser.go(line.practice.replace("/exam/", "/teach/sittings/"))
    browser.press("a", "candidate-writing", inside=candidate_row(browser, names.PASSWORD))
    browser.press("form[action$='/pause'] button", "candidate-paused")
    line.report.check(browser.has("form[action$='/resume']"), "the clock is paused")


def resumed(browser, line):
    browser.press("form[action$='/resume'] button")
    line.report.check(browser.has("form[action$='/pause']"), "and goes on")
    browser.fill(minutes="400")
    browser.press("form[action$='/extend'] button", "candidate-wrong-minutes")
    line.report.check(browser.has("#minutes-error"), "too many minutes are refused")
    browser.fill(minutes="5")
    browser.press("form[action$='/extend'] button")


def end(browser, line):
    with line.report.part("ending the sitting", browser):
        browser.go(line.sitting)
        browser.one("#confirm").click()
        browser.press("form[action$='/close'] button", "sitting-over")
        line.report.check(not browser.has("form[action$='/close']"), "the sitting is over")


def regrade(browser, line, student):
    """Everybody gets a question's whole mark, and then it is withdrawn again. The student is
    one who had it wrong."""
    with line.report.part("marking again", browser):
        def whole(name):
            browser.go(line.sitting + "/results")
            row = next(r for r in browser.all("tbody tr") if name in r.text)
            return names.number(row.find_elements("css selector", "th, td")[2].text)

        before = {name: whole(name) for name in line.marks}
        browser.press("a[href$='/questions']", "items")
        row = next(r for r in browser.all("tbody tr") if is_missed_by_one_of_three(r))
        browser.press("a", "amend", inside=row)
        address = browser.path
        browser.press("form button.main[value=preview]", "amend-error")
        line.report.check(browser.has(".errors"), "a decision without an answer is refused")
        browser.one("[name=change][value=fullMarks]").click()
        browser.press("[aria-labelledby=decide] button[value=preview]", "amend-preview")
        line.report.check(browser.has("#preview"), "who would change is shown first")
        line.report.equal({name: whole(name) for name in line.marks}, before,
                          "looking changes nothing")
        browser.go(address)
        browser.one("[name=change][value=fullMarks]").click()
        browser.press("[aria-labelledby=decide] button[value=preview]")
        browser.fill(reason="Câu hỏi có sai sót")
        browser.press("button[value=apply]", "amended")
        line.report.contains(browser.text("#amendments + ul"), "Câu hỏi có sai sót",
                             "the decision stands with its reason")
        after = {name: whole(name) for name in line.marks}
        line.report.check(all(after[n] >= before[n] for n in before), "nobody loses by it")
        line.report.check(after[names.TICKET] > before[names.TICKET], "who had it wrong gains")
        student.go(f"{line.exam}/result", "result-changed")
        line.report.contains(student.text("#amended + ul"), "Câu hỏi có sai sót",
                             "the student reads why the mark changed")
        browser.go(line.sitting + "/results")
        browser.press("a", "candidate-history", inside=candidate_row(browser, names.TICKET))
        line.report.contains(browser.text("#history-caption ~ tbody"), "Câu hỏi có sai sót",
                             "the teacher sees how the paper was marked")
        browser.go(address)
        browser.press("[aria-labelledby=amendments] form button", "amend-withdraw")
        browser.fill(reason="Đã xem lại")
        browser.press("button[value=apply]")
        line.report.equal({name: whole(name) for name in line.marks}, before,
                          "withdrawn, the marks are as they were")


def is_missed_by_one_of_three(row):
    cells = [c.text for c in row.find_elements("css selector", "td")]
    return cells[1] == "3" and cells[2] not in ("100 %", "–")


def marks(browser, line):
    with line.report.part("marks", browser):
        browser.go(line.sitting + "/results", "results")
        shown = {}
        for row in browser.all(".grid tbody tr"):
            cells = row.find_elements("css selector", "th, td")
            shown[cells[1].text] = cells[2].text
        for name, mark in line.marks.items():
            line.report.equal(names.number(shown[name]), mark, f"{name}'s mark is as the keys say")
        line.report.equal(shown[names.TYPED], "–", "who did not come has no mark")
        spread(browser, line)
        browser.press("a", "candidate", inside=candidate_row(browser, names.TICKET))
        line.report.contains(browser.text("h1"), names.TICKET, "the paper is the candidate's")
        shown = names.number(browser.text("p.mark strong"))
        line.report.equal(shown, line.marks[names.TICKET], "with the candidate's mark")
    with line.report.part("marks as a file", browser):
        body, headers = browser.fetch(line.sitting + "/results.csv")
        line.report.check(body.startswith(b"\xef\xbb\xbf"), "the CSV has a byte-order mark")
        rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
        by_name = {row[2]: row for row in rows[1:]}
        line.report.check("'" + names.TYPED in by_name,
                          "a name that a spreadsheet would run is defused", str(rows))
        for name, mark in line.marks.items():
            line.report.equal(names.number(by_name[name][3]), mark, f"{name}'s mark in the CSV")
        line.report.equal(by_name[names.TICKET][1], "087012000002", "identifiers stay text")
        body, _ = browser.fetch(line.sitting + "/results.csv?separator=semicolon")
        semicolons = list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
        line.report.equal([[cell.replace(",", ".") for cell in row] for row in semicolons[1:]],
                          [[cell.replace(",", ".") for cell in row] for row in rows[1:]],
                          "with semicolons it says the same")
        body, _ = browser.fetch(line.sitting + "/questions.csv")
        rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
        line.report.check(len(rows) > 12 and len({len(row) for row in rows}) == 1,
                          "the questions come out as a table", str(rows[:2]))


def spread(browser, line):
    """How the marks are spread, drawn and in numbers, and the table's orders."""
    counts = [int(row.text.split("\n")[-1].split("(")[0].split()[-1]) for row in
              browser.all("[aria-labelledby=spread] tbody tr")]
    line.report.equal([len(counts), sum(counts)], [10, 3], "every mark has its tenth")
    line.report.equal(len(browser.all("[aria-labelledby=spread] svg rect")), 10,
                      "and the drawing has a bar for each")
    browser.press(".grid a[href$='sort=mark']", "results-by-mark")
    marks_shown = [row.find_elements("css selector", "td")[1].text
                   for row in browser.all(".grid tbody tr")]
    numbers = [names.number(text) for text in marks_shown if text != "–"]
    line.report.check(numbers == sorted(numbers, reverse=True) and marks_shown[-1] == "–",
                      "the best come first", str(marks_shown))
    browser.press(".grid a[href$='sort=number']")
