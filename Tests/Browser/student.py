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
    browser.press("main button.main", "start")
    line.report.check(browser.path.startswith("/exam/"), "the code lets in, as typed by hand")


def paper_begins(browser, line):
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
        line.report.check(not browser.has(".notice.bad:not([hidden])"), "and nothing is stale")
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
    line.report.check(not browser.has(".notice.bad:not([hidden])"), "after that the tab saves again")


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
        tab_to(browser, "main form button.main")
        enter_key(browser)
        earned = keyboard_page(browser, line)
        keyboard_aids(browser, line)
        earned += keyboard_page(browser, line)
        tab_to(browser, "button[value=submit]")
        enter_key(browser)
        report.check(browser.has("#flagged"), "what was marked by keys is named")
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


def keyboard_aids(browser, line):
    """Marks a question, looks at the print page, enlarges the text, and goes on by the map."""
    report = line.report
    tab_to(browser, "button[value=print]")
    enter_key(browser)
    report.check(browser.has("fieldset[disabled] fieldset.question"), "the print page comes by keys")
    tab_to(browser, "main a.button.main")
    enter_key(browser)
    tab_to(browser, "#q1 [name=f1]")
    keys(browser, Press.SPACE)
    tab_to(browser, "button[value=size-2]")
    enter_key(browser)
    report.check(browser.has("body.size-2"), "the text grows by keys")
    tab_to(browser, ".map button[value=to-11]")
    enter_key(browser)
    report.check(browser.has("#q11"), "the map leads on by keys")


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

def practise(browser, line, desk, elsewhere):
    """Two attempts: in the first a question is checked at once; then none is left. The
    teacher at the desk pauses the clock meanwhile.

    elsewhere: gives the same student's browser on another machine.
    """
    with line.report.part("a student practises", browser):
        browser.go("/exam", "student-home-practice")
        line.report.check(browser.has("#practice"), "practice stands apart")
        browser.go(line.practice, "practice-start")
        browser.press("form[action$='/start'] button.main", "practice-paper")
        browser.press("button[value^=check-]", "practice-blank")
        line.report.check(browser.has(".notice.bad:not([hidden])"), "a blank question is not checked")
        pause(browser, line, desk)
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
        if browser.scripts:
            at_the_bell(browser, line)
            taken_over(browser, line, elsewhere)
            handed_in_elsewhere(browser, line)
        else:
            hand_in(browser)
        line.report.check(not browser.has("form[action$='/start']"), "two attempts were allowed")
        browser.photograph("practice-over")


def pause(browser, line, desk):
    """The teacher lets the clock stand still. An open page hears of it by its next save."""
    report = line.report

    def is_paused():
        return browser.one("#paused").is_displayed()

    report.check(not is_paused(), "nothing is said of a pause before there is one")
    teacher.paused(desk, line)
    if browser.scripts:
        flag = browser.one("[name=f1]")
        flag.click()
        browser.until(is_paused)
        flag.click()
    else:
        browser.press("button[name=go][value=save]")
    report.check(is_paused(), "the paper says that time stands still")
    browser.photograph("paper-paused")
    clock = browser.text(".clock strong")
    time.sleep(1.6)
    report.equal(browser.text(".clock strong"), clock, "and it does")
    teacher.resumed(desk, line)
    if browser.scripts:
        browser.until(lambda: not is_paused(), 40)
        report.check(browser.text(".clock strong") > clock, "with the time that was added")
    else:
        browser.press("#paused a")
    report.check(not is_paused(), "the paper knows that it goes on")


def offline(browser, line):
    """The network goes in mid-test: what is answered is kept here and sent when it returns,
    also by a page that was closed or reloaded meanwhile, or by another tab."""
    report = line.report
    place = browser.path
    fields = [f.get_attribute("name") for f in browser.all(
        "fieldset.question:not(:has([disabled])) .option:first-of-type input") if f.is_enabled()]

    def take(number):
        browser.click(f"[name='{fields[number]}']")
        return slot_of(fields[number])

    take(0)
    report.check(browser.said("2/12"), "an answer is saved as it is made", browser.text("#saved"))
    report.equal(kept_here(browser), 0, "and kept here no longer")
    report.check(not warns(browser), "then the page can be left")
    browser.network(False)
    report.check(browser.said("no network"), "a network that is away is told",
                 browser.text("#saved"))
    unsent = [take(2), take(1)]
    report.check(browser.said(f"not sent yet: {', '.join(sorted(unsent, key=int))} "),
                 "and what is not sent, by number", browser.text("#saved"))
    report.contains(browser.text("#saved"), "2/12", "beside what is safe")
    report.check(warns(browser), "the browser warns who leaves")
    # The bar is highest on a phone.
    browser.resize(360)
    browser.examine("a paper without a network")
    bar, clear = browser.driver.execute_script(
        "return [document.querySelector('.bar').offsetHeight,"
        " parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop)]")
    report.check(bar <= clear, "what has the focus is never behind the bar", f"{bar} > {clear}")
    browser.resize(browser.width)
    browser.photograph("offline")
    browser.click("button[name=go][value=next]")
    report.check(browser.said("stay on this page") and browser.path == place,
                 "no button leads away from what cannot be sent")
    sent = posted(browser)
    browser.network(True)
    report.check(browser.said("4/12"), "all is sent when the network returns",
                 browser.text("#saved"))
    report.equal(sent(), unsent, "in the order in which it was answered")
    report.equal(kept_here(browser), 0, "and kept here no longer")

    browser.network(False)
    take(3)
    browser.said("not sent yet")
    browser.driver.refresh()
    report.check(not questions(browser), "a reload finds no page while the network is away")
    browser.network(True)
    browser.go(place)
    report.check(browser.has(f"[name='{fields[3]}']:checked"),
                 "an unsent answer stands there again")
    report.check(browser.said("5/12"), "and is sent by the page that is opened next",
                 browser.text("#saved"))

    browser.driver.execute_script(
        "Object.defineProperty(navigator, 'onLine', {get: () => false})")
    browser.press("button[name=go][value=save]")
    report.check(browser.said("5/12"), "a browser that is wrong about its network is no hindrance")

    by_another_tab(browser, line, fields[4])
    browser.press("button[name=go][value=save]")
    report.check(browser.said("6/12"), "the page's own save agrees", browser.text("#saved"))
    # The counts below were told before these answers.
    for box in browser.all("label.clear input"):
        if box.is_enabled():
            box.click()
    browser.press("button[name=go][value=save]")


def by_another_tab(browser, line, field):
    """What one tab cannot send another does, and the first is told."""
    report, driver = line.report, browser.driver
    cut_off = driver.current_window_handle
    place = browser.path
    browser.network(False)
    browser.click(f"[name='{field}']")
    browser.said("not sent yet")
    driver.switch_to.new_window("tab")
    browser.prepare_tab()
    browser.go(place)
    report.check(browser.has(f"[name='{field}']:checked"), "another tab knows what is unsent")
    report.check(browser.said("6/12"), "and sends it", browser.text("#saved"))
    report.equal(kept_here(browser), 0, "once and for all")
    driver.switch_to.window(cut_off)
    report.check(browser.said("6/12") and "not sent" not in browser.text("#saved"),
                 "the first tab is told, and still has no network", browser.text("#saved"))
    report.contains(browser.text("#saved"), "no network", "which it says")
    browser.network(True)
    close_other(driver, cut_off)


def slot_of(name):
    return re.search(r"\d+", name)[0]


def warns(browser):
    """Whether the browser would ask before the page is left."""
    return browser.driver.execute_script(
        "return !window.dispatchEvent(new Event('beforeunload', {cancelable: true}))")


def posted(browser):
    """Listens from now on. Returns what tells the questions that were sent, in their order."""
    browser.driver.execute_script("""
        window.sent = [];
        const real = window.fetch;
        window.fetch = (url, how) => real(url, how).then((answer) => {
          window.sent.push([...how.body.keys()].find((n) => /^r\\d+$/.test(n)).slice(1));
          return answer;
        });""")
    return lambda: browser.driver.execute_script("return window.sent")


def choose_first(browser, number):
    """Takes the first answer of a question that has choices. Returns its input's name."""
    field = [f for f in questions(browser) if f.find_elements("css selector", ".option")][number]
    field = field.find_element("css selector", ".option input")
    field.click()
    return field.get_attribute("name")


def kept_here(browser):
    return browser.driver.execute_script("return Object.keys(localStorage).length")


def at_the_bell(browser, line):
    """The bell rings while the network is away: the page stays, and sends when it can."""
    report = line.report
    browser.network(False)
    name = choose_first(browser, 0)
    browser.said("not sent yet")
    browser.leave(lambda: (
        report.check(not browser.driver.execute_script(
            "return document.querySelector('#paper')"
            ".dispatchEvent(new Event('bell', {cancelable: true}))"),
            "the page stays at the bell while something is unsent"),
        browser.network(True)))
    browser.arrived()
    report.check(browser.has(f"[name='{name}']:checked"), "what was unsent at the bell is sent")
    report.equal(kept_here(browser), 0, "and kept here no longer")


def taken_over(browser, line, elsewhere):
    """Another machine goes on; this one is told at its next save, and what it lost."""
    report = line.report
    other = elsewhere()
    other.go("/sign-in")
    other.speak()
    other.fill(account=line.accounts[names.PASSWORD][0], password=names.NEW_PASSWORD)
    other.press("main button.main")
    other.go(f"{line.practice}/paper", "elsewhere")
    report.check(other.has("form[action$='/take-over']"), "the second machine is asked first")
    tab_to(other, "main form button.main")
    enter_key(other)
    report.check(questions(other), "and goes on there")
    browser.one(".map a[href='#q2']").click()
    name = choose_first(browser, 1)
    number = slot_of(name)
    report.check(browser.said(f"Not sent: {number}."), "the first one is told what was not sent",
                 browser.text("#saved"))
    browser.examine("a paper that was taken over")
    browser.photograph("taken-over")
    browser.press("#saved a", "taken-over-here")
    report.check(browser.has("form[action$='/take-over']"), "and its link asks who goes on")
    browser.press("main form button.main")
    browser.until(lambda: kept_here(browser) == 0)
    report.equal(kept_here(browser), 0, "taking it back sends what was kept")
    browser.go(f"{line.practice}/paper")
    report.check(browser.has(f"[name='{name}']:checked"), "and it stands")


def handed_in_elsewhere(browser, line):
    """A tab is closed while something is unsent, and another hands in: it comes late, and
    is not lost."""
    report, driver = line.report, browser.driver
    writing = driver.current_window_handle
    driver.switch_to.new_window("tab")
    browser.prepare_tab()
    browser.go(f"{line.practice}/submit")
    handing_in = driver.current_window_handle
    driver.switch_to.window(writing)
    browser.network(False)
    choose_first(browser, 2)
    browser.said("not sent yet")
    driver.close()
    driver.switch_to.window(handing_in)
    report.equal(kept_here(browser), 1, "a closed tab leaves its answer here")
    browser.press("main form button.main")
    browser.go(f"{line.practice}/paper", "late")
    browser.until(lambda: kept_here(browser) == 0)
    report.equal(kept_here(browser), 0, "it is sent by the page that says all is over")
    report.check(browser.said("teacher"), "which tells what becomes of it",
                 browser.text("#saved"))
    browser.go(f"{line.practice}/result")


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
