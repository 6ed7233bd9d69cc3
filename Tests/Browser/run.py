#!/usr/bin/env python3
"""Plays the whole line in headless Chromium: administrator, teacher, students.

Usage: run.py [vi|en]. Plays both lines unless one is named.
SEN_BINARY names the server (.build/debug/sen), SEN_SCREENSHOTS a folder for
pictures of the pages. Ends with "N passed, N failed".
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor

import access
import administrator
import author
import lessons
import line as names
import listening
import people
import student
import teacher
import training
from browser import Browser
from line import Line
from report import Report, Stopped
from server import Server

# Between them: both languages, both widths, scripts and none.
LINES = {"vi": ("vi", 360, False), "en": ("en", 1024, True)}


def play(report, language, width, scripts):
    report.line = f"{language}, {width} px, {'with' if scripts else 'without'} scripts"
    began = time.monotonic()
    server = Server()
    browsers = {}
    line = Line(report, server, language, width, scripts)

    def visitor(name):
        if name not in browsers:
            browsers[name] = Browser(report, server, language, width, scripts, name)
        return browsers[name]

    try:
        whole_line(line, visitor)
    except Stopped:
        pass
    finally:
        for browser in browsers.values():
            browser.close()
        report.equal(server.stop(), 0, "the server stops when asked")
        print(f"-- {report.line}: {time.monotonic() - began:.0f} s", flush=True)


def whole_line(line, visitor):
    administrator.play(visitor("administrator"), line)
    teacher.prepare(visitor("teacher"), line)
    teacher.practice(visitor("teacher"), line)
    teacher.blueprint(visitor("teacher"), line)
    listening.play(visitor("teacher"), line)
    author.play(visitor("teacher"), line)
    access.signed_out(visitor("stranger"), line)
    student.by_ticket(visitor("ticket"), line)
    student.by_password(visitor("password"), line)
    student.practise(visitor("password"), line, visitor("teacher"),
                     lambda: visitor("elsewhere"))
    teacher.watch(visitor("teacher"), line, started=2, submitted=2)
    student.by_keyboard(visitor("keyboard"), line)
    access.student(visitor("password"), line)
    teacher.end(visitor("teacher"), line)
    student.result(visitor("ticket"), line, names.TICKET)
    student.result(visitor("password"), line, names.PASSWORD)
    teacher.marks(visitor("teacher"), line)
    teacher.regrade(visitor("teacher"), line, visitor("ticket"))
    access.other_teacher(visitor("stranger"), line)
    training.play(visitor("administrator"), line, visitor)
    people.play(visitor("administrator"), line)
    lessons.play(visitor("administrator"), line, visitor)


def played(name):
    """One line with its own counts; a line that breaks off is a failure."""
    report = Report()
    try:
        play(report, *LINES[name])
    except Exception as error:
        report.check(False, f"the line broke off: {error}")
    return report


def main(wanted):
    whole = Report()
    # Side by side: they share nothing, and mostly wait.
    with ThreadPoolExecutor() as pool:
        for report in pool.map(played, wanted or LINES):
            whole.add(report)
    return whole.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
