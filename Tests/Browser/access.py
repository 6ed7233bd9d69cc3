"""What is not one's own does not exist; error pages; forms that are too old."""

import line as names
import teacher


def main_text(browser):
    """A page's words without the id of its request, which may have fewer than 32 digits."""
    return browser.text().replace(browser.text("main code"), "")


def missing(browser, line, path, what):
    browser.go("/khong-co-trang-nay")
    nothing = main_text(browser)
    browser.go(path)
    line.report.check(browser.status == 404 and main_text(browser) == nothing, what,
                      f"{browser.status} at {path}")


def signed_out(browser, line):
    with line.report.part("signed out", browser):
        browser.go("/khong-co-trang-nay")
        browser.speak()
        browser.photograph("missing")
        line.report.equal(browser.status, 404, "a missing page is a 404")
        browser.go("/teach/tests")
        line.report.equal(browser.path, "/sign-in?next=/teach/tests", "signing in comes first")
        browser.driver.delete_all_cookies()
        browser.fill(account="sau.vo", password="x")
        browser.press("main button.main", "stale-form")
        line.report.equal(browser.status, 403, "a form that is too old is refused")


def student(browser, line):
    with line.report.part("a student's borders", browser):
        for path in ["/admin", "/admin/classes", "/admin/teachers", "/teach", "/teach/banks",
                     "/teach/banks/tin-hoc-10", line.question, line.test, line.sitting,
                     f"{line.sitting}/results", f"{line.sitting}/results.csv",
                     f"{line.sitting}/candidates/1", "/exam/AAAAAAAAAA"]:
            missing(browser, line, path, f"{path} does not exist for a student")


def other_teacher(browser, line):
    with line.report.part("another teacher's borders", browser):
        teacher.sign_in(browser, line, "Bùi Văn Bảy")
        for path in ["/admin", "/admin/classes", line.test, f"{line.test}/sample", line.sitting,
                     f"{line.sitting}/results", f"{line.sitting}/results.csv", line.exam]:
            missing(browser, line, path, f"{path} does not exist for another teacher")
        browser.go("/teach")
        browser.press(".top form button", "signed-out")
        line.report.equal(browser.path.split("?")[0], "/sign-in", "signing out ends at sign-in")
        browser.go("/teach")
        line.report.check(browser.path.startswith("/sign-in"), "and the session is gone")
