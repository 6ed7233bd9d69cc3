"""Students: by ticket, by password, by keyboard alone."""

import re
import time
from fractions import Fraction

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys as Press

import keys as banks
import line as names
import teacher

# What a true/false group of four pays by the number right (the national rule of 2025).
GROUP = [Fraction(0), Fraction(1, 10), Fraction(1, 4), Fraction(1, 2), Fraction(1)]


def worth(key):
    if key.identifier in teacher.SINGLES:
        return Fraction(1, 4)
    return Fraction(1) if key.type == "trueFalseGroup" else Fraction(1, 2)


def answer(browser, line, fieldset, plan):
    """Answers one question: "right", "wrong", or "blank"; a group is "wrong" in its
    last statement alone. Returns what that earns."""
    key = line.keys.of(fieldset.find_element("css selector", ".stem").text)
    if plan == "blank":
        return Fraction(0)
    if key.type == "singleChoice":
        wanted = {banks.plain(text) for text, right in key.options if right == (plan == "right")}
        option = next(o for o in fieldset.find_elements("css selector", ".option")
                      if banks.plain(o.find_element("tag name", "span").text) in wanted)
        option.click()
        return worth(key) if plan == "right" else Fraction(0)
    if key.type == "trueFalseGroup":
        rows = fieldset.find_elements("css selector", ".statement")
        wrong = len(rows) - 1 if plan == "wrong" else None
        for place, row in enumerate(rows):
            text = banks.plain(row.find_element("css selector", "div").text[2:])
            truth = next(t for said, t in key.statements if banks.plain(said) == text)
            say = truth != (place == wrong)
            row.find_element("css selector", f"input[value={'T' if say else 'F'}]").click()
        return worth(key) * GROUP[len(rows) - (1 if plan == "wrong" else 0)]
    field = fieldset.find_element("css selector", ".number input")
    field.clear()
    field.send_keys(key.answer if plan == "right" else "7")
    return worth(key) if plan == "right" else Fraction(0)


def questions(browser):
    return browser.all("fieldset.question")


def answer_page(browser, line, plan):
    """Answers every question of a page. plan: question number → how."""
    return sum((answer(browser, line, f, plan(int(f.get_attribute("id")[1:])))
                for f in questions(browser)), Fraction(0))


# By ticket

def plan_of_ticket(place):
    return ["right", "right", "wrong", "right", "blank"][place % 5]


def by_ticket(browser, line):
    report = line.report
    with report.part("a student with a ticket", browser):
        enter(browser, line, names.TICKET)
        paper_begins(browser, line)
    with report.part("answering", browser):
        earned = answer_page(browser, line, plan_of_ticket)
        browser.press("button[value=save]", "paper-saved")
        report.equal(browser.path, f"{line.exam}/paper?page=1&saved=1", "saving stays on the page")
        report.check(re.search(r"\d+/\d+", browser.text("#saved")), "the page says what is safe")
    with report.part("a forgotten tab", browser):
        stale_tab(browser, line)
    with report.part("the second page", browser):
        browser.press("button[value=next]", "paper-2")
        report.check(questions(browser)[0].get_attribute("id") == "q11", "the next ten come")
        earned += answer_page(browser, line, plan_of_ticket)
        browser.press("button[value=page-1]")
        report.check(browser.has("#q1 input:checked"), "what was answered stands there again")
        browser.press("button[value=next]")
        browser.press("button[value=submit]", "confirm")
    with report.part("handing in", browser):
        total = 12
        blank = [n for n in range(1, total + 1) if plan_of_ticket(n) == "blank"]
        told = [int(re.search(r"\d+$", e.text)[0]) for e in browser.all(".numbers a")]
        report.equal(told, blank, "the questions without an answer are named")
        browser.press(".numbers a", "paper-back")
        report.check(browser.path.endswith(f"#q{blank[0]}"), "and lead back to their places")
        browser.go(f"{line.exam}/submit")
        browser.press("main button.main", "result-marks")
        report.equal(browser.path.split("?")[0], f"{line.exam}/result", "the paper is handed in")
        report.equal(names.number(browser.text("p.mark strong")), names.on_ten(earned),
                     "the mark is told at once")
        report.check(not browser.has("article.item"), "no answer before the sitting ends")
        browser.go(f"{line.exam}/paper", "paper-submitted")
        report.check(not questions(browser), "a paper handed in is closed")
        line.marks[names.TICKET] = names.on_ten(earned)


def enter(browser, line, name):
    browser.go("/ticket")
    browser.speak()
    browser.photograph("ticket")
    browser.fill(code="XXXX-XXXX-XXXX")
    browser.press("main button.main", "ticket-wrong")
    line.report.equal(browser.status, 422, "a wrong code is refused")
    browser.fill(code=line.tickets[name].lower().replace("-", " "))
    browser.press("main button.main", "exam")
    line.report.equal(browser.path, "/exam", "the code lets in, as typed by hand")


def paper_begins(browser, line):
    browser.press(".cards a.button.main", "start")
    line.report.contains(browser.text("dl.facts"), "12", "the number of questions is told")
    browser.press("main form button.main", "paper")
    line.report.equal(len(questions(browser)), 10, "ten questions stand on a page")
    clock = browser.text(".clock strong")
    if line.scripts:
        line.report.check(re.fullmatch(r"1[45]:\d\d", clock), "the clock counts", clock)
        time.sleep(1.6)
        line.report.check(browser.text(".clock strong") < clock, "down")
        line.report.equal(browser.one(".clock").get_attribute("aria-live"), "off",
                          "and is not read aloud")
    else:
        line.report.check(re.match(r"1[45] \w", clock), "the minutes left are told", clock)


def stale_tab(browser, line):
    """Two tabs of one page: with scripts they agree; without, the second to save loses that
    question alone."""
    driver = browser.driver
    changed, kept = [n for n in range(1, 11) if browser.has(f"#q{n} .option")
                     and plan_of_ticket(n) != "blank"][:2]
    first = driver.current_window_handle
    driver.switch_to.new_window("tab")
    browser.prepare_tab()
    browser.go(f"{line.exam}/paper?page=1")
    browser.one(f"#q{changed} .clear").click()
    browser.press("button[value=save]")
    driver.switch_to.window(first)
    if browser.scripts:
        browser.until(lambda: not browser.has(f"#q{changed} .option :checked"))
        line.report.check(not browser.has(f"#q{changed} .option :checked"),
                          "what one tab saves, the other shows")
        close_other(driver, first)
        answer(browser, line, browser.one(f"#q{changed}"), plan_of_ticket(changed))
        browser.press("button[value=save]")
        line.report.check(not browser.has(".notice.bad"), "and nothing is stale")
        return
    for place in [changed, kept]:
        browser.one(f"#q{place} .option:not(:has(:checked))").click()
    value = browser.one(f"#q{kept} .option :checked").get_attribute("value")
    browser.press("button[value=save]", "paper-stale")
    line.report.check(browser.has(f".notice.bad a[href='#q{changed}']"),
                      "the page says which question was changed elsewhere")
    line.report.check(not browser.has(f"#q{changed} .option :checked"),
                      "and shows what is stored")
    line.report.check(browser.has(f"#q{kept} [value='{value}']:checked"),
                      "the other answers of the page are kept")
    line.report.check(not browser.has(f".notice.bad a[href='#q{kept}']"), "without a word")
    close_other(driver, first)
    for place in [changed, kept]:
        answer(browser, line, browser.one(f"#q{place}"), plan_of_ticket(place))
    browser.press("button[value=save]")
    line.report.check(not browser.has(".notice.bad"), "after that the tab saves again")


def close_other(driver, first):
    driver.switch_to.window(next(h for h in driver.window_handles if h != first))
    driver.close()
    driver.switch_to.window(first)


# By password

def by_password(browser, line):
    report = line.report
    with report.part("a student with a password", browser):
        teacher.sign_in(browser, line, names.PASSWORD, home="/exam")
        browser.photograph("exam")
        browser.press(f".cards a.button.main[href^='{line.exam}']")
        browser.press("main form button.main")
        earned = answer_page(browser, line, lambda _: "right")
        browser.press("button[value=next]")
        earned += answer_page(browser, line, lambda _: "right")
        browser.press("button[value=submit]", "confirm-all")
        report.check(browser.has(".numbers .good"), "nothing is left unanswered")
        browser.press("main button.main")
        line.marks[names.PASSWORD] = names.on_ten(earned)
        browser.go("/exam", "exam-done")


# By keyboard

def by_keyboard(browser, line):
    """The whole paper without a mouse: Tab, arrows, Space, Enter."""
    report = line.report
    with report.part("a student with a keyboard alone", browser):
        browser.go("/ticket")
        browser.speak()
        tab_to(browser, "#code")
        keys(browser, line.tickets[names.KEYBOARD])
        enter_key(browser)
        tab_to(browser, ".cards a.button.main")
        enter_key(browser)
        tab_to(browser, "main form button.main")
        enter_key(browser)
        earned = keyboard_page(browser, line)
        tab_to(browser, "button[value=next]")
        enter_key(browser)
        earned += keyboard_page(browser, line)
        tab_to(browser, "button[value=submit]")
        enter_key(browser)
        report.check(browser.has(".numbers .good"), "every question was answered by keys",
                     browser.text(".numbers"))
        tab_to(browser, "main form button.main")
        enter_key(browser)
        report.equal(browser.path.split("?")[0], f"{line.exam}/result", "handed in by keys")
        line.marks[names.KEYBOARD] = names.on_ten(earned)


def keys(browser, *pressed):
    chain = ActionChains(browser.driver, duration=0)
    for one in pressed:
        chain.send_keys(one)
    chain.perform()


def enter_key(browser):
    browser.leave(lambda: keys(browser, Press.ENTER))
    browser.arrived()


def tab_to(browser, css, limit=120):
    """Presses Tab until an element that matches has the focus, and can be seen to."""
    for _ in range(limit):
        keys(browser, Press.TAB)
        if browser.driver.execute_script(
                "return document.activeElement.matches(arguments[0])", css):
            style = browser.driver.execute_script(
                "return getComputedStyle(document.activeElement).outlineStyle")
            browser.report.check(style != "none", f"the focus on {css} can be seen", style)
            return
    raise LookupError(f"Tab does not reach {css}")


def keyboard_page(browser, line):
    """Answers the page's questions rightly, in the order in which Tab comes to them."""
    earned = Fraction(0)
    for fieldset in questions(browser):
        place = fieldset.get_attribute("id")
        key = line.keys.of(fieldset.find_element("css selector", ".stem").text)
        earned += worth(key)
        if key.type == "numeric":
            tab_to(browser, f"#{place} .number input")
            keys(browser, key.answer)
        elif key.type == "singleChoice":
            right = next(banks.plain(t) for t, is_right in key.options if is_right)
            texts = [banks.plain(o.find_element("tag name", "span").text)
                     for o in fieldset.find_elements("css selector", ".option")]
            to_group(browser, f"#{place} input[type=radio]")
            keys(browser, Press.SPACE, *[Press.ARROW_DOWN] * texts.index(right))
        else:
            for number, row in enumerate(fieldset.find_elements("css selector", ".statement")):
                text = banks.plain(row.find_element("css selector", "div").text[2:])
                truth = next(t for said, t in key.statements if banks.plain(said) == text)
                to_group(browser, f"#{place} input[name$='-{number}']")
                keys(browser, Press.SPACE, *([] if truth else [Press.ARROW_RIGHT]))
    return earned


def to_group(browser, css):
    tab_to(browser, css, limit=8)


# Practice

def practise(browser, line):
    """Two attempts: in the first a question is checked at once; then none is left."""
    with line.report.part("a student practises", browser):
        browser.go("/exam", "student-home-practice")
        line.report.check(browser.has("#practice"), "practice stands apart")
        browser.go(line.practice, "practice-start")
        browser.press("form[action$='/start'] button.main", "practice-paper")
        browser.press("button[value^=check-]", "practice-blank")
        line.report.check(browser.has(".notice.bad"), "a blank question is not checked")
        first = questions(browser)[0]
        say_something(browser, first)
        browser.press(f"button[value=check-{first.get_attribute('id')[1:]}]", "practice-checked")
        line.report.check(browser.has("fieldset[disabled]") and browser.has("dl.answer"),
                          "a checked question is settled and told")
        if browser.scripts:
            offline(browser, line)
        aids(browser, line)
        hand_in(browser)
        line.report.check(browser.has("form[action$='/start']"), "it can be tried again")
        browser.photograph("practice-result")
        browser.press("form[action$='/start'] button.main", "practice-second")
        line.report.check(not browser.has("fieldset[disabled]"), "the second attempt begins anew")
        hand_in(browser)
        line.report.check(not browser.has("form[action$='/start']"), "two attempts were allowed")
        browser.photograph("practice-over")


def offline(browser, line):
    """The network goes in mid-test: what is answered is kept here and sent when it returns,
    also by a page that was closed meanwhile."""
    report = line.report

    def network(works):
        browser.driver.execute_cdp_cmd("Network.enable", {})
        browser.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {
            "offline": not works, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1})

    def said(part):
        browser.until(lambda: part in browser.text("#saved"))
        return part in browser.text("#saved")

    place = browser.path
    fields = browser.all("fieldset.question:not(:has([disabled])) .option:first-of-type input")
    fields = [f for f in fields if f.is_enabled()]
    fields[0].click()
    report.check(said("2/12"), "an answer is saved as it is made", browser.text("#saved"))
    network(False)
    fields[1].click()
    report.check(said("not sent"), "what is not sent is told", browser.text("#saved"))
    browser.photograph("offline")
    network(True)
    report.check(said("3/12"), "and is sent when the network returns", browser.text("#saved"))
    name = fields[2].get_attribute("name")
    network(False)
    fields[2].click()
    said("not sent")
    network(True)
    browser.driver.execute_script("window.stop()")
    browser.go(place)
    report.check(browser.has(f"[name='{name}']:checked"), "an unsent answer stands there again")
    report.check(said("4/12"), "and is sent by the page that is opened next",
                 browser.text("#saved"))
    browser.press("button[name=go][value=save]")
    report.check(said("4/12"), "the page's own save agrees", browser.text("#saved"))
    # The counts below were told before these answers.
    for box in browser.all("label.clear input"):
        if box.is_enabled():
            box.click()
    browser.press("button[name=go][value=save]")


def aids(browser, line):
    """The map, a mark to look again, text size and the print page: each saves the page."""
    report = line.report
    report.equal(len(browser.all(".map li")), 12, "the map has every question")
    report.equal(len(browser.all(".map .right")), 1, "and tells what is answered")
    browser.one("[name=f2]").click()
    browser.press(".map button[value=to-12]", "practice-map")
    report.check(browser.path.endswith("#q12") and browser.has("#q12"), "it leads to a question")
    report.equal(len(browser.all(".map .wrong")), 1, "and tells what to look at again")
    browser.press("button[value=size-3]", "practice-large")
    report.check(browser.has("body.size-3"), "the text is larger")
    browser.press("button[value=print]", "practice-print")
    report.equal(len(browser.all("fieldset.question")), 12, "the whole paper is printed")
    browser.press("a.button.main")
    report.check(browser.has("body.size-3 [name=f2]:checked"), "size and mark are remembered")
    browser.press("button[name=go][value=submit]", "practice-submit")
    report.check(browser.has("#flagged"), "what to look at again is named before handing in")
    browser.press("main p a.button")
    browser.press("button[value=size-1]")


def say_something(browser, fieldset):
    """Answers a question somehow."""
    boxes = fieldset.find_elements("css selector", ".option input")
    if boxes:
        boxes[0].click()
        return
    for row in fieldset.find_elements("css selector", ".statement"):
        row.find_element("css selector", "input[value=T]").click()
    for field in fieldset.find_elements("css selector", "input:not([type])"):
        field.send_keys("1")


def hand_in(browser):
    browser.press("button[name=go][value=submit]")
    browser.press("main form button.main")


# After the sitting

def result(browser, line, name):
    with line.report.part(f"{name}'s result", browser):
        browser.go(f"{line.exam}/result", "result")
        shown = names.number(browser.text("p.mark strong"))
        line.report.equal(shown, line.marks[name], "the mark is as the keys say")
        line.report.equal(len(browser.all("article.item")), 12, "every question is shown")
        line.report.check(browser.has(".solution"), "with its solution, as the rule allows")
        told = [e.text for e in browser.all("dl.answer dd")]
        line.report.check(all(told), "no answer is an empty hole")
