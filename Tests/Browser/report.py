"""Counts what passed and what failed, and says so as it happens."""

import sys
import traceback
from contextlib import contextmanager


class Stopped(Exception):
    """A part could not go on; what stands on it is not played."""


class Report:
    def __init__(self):
        self.passed = 0
        self.failures = []
        self.line = ""

    def check(self, holds, what, detail=""):
        """Counts one expectation; a failed one is told at once with `detail`."""
        if holds:
            self.passed += 1
            return True
        text = f"{self.line}: {what}" + (f"\n    {detail}" if detail else "")
        self.failures.append(text)
        print(f"FAILED {text}", flush=True)
        return False

    def equal(self, found, expected, what):
        return self.check(found == expected, what, f"found {found!r}, expected {expected!r}")

    def contains(self, text, part, what):
        return self.check(part in text, what, f"{part!r} is not in {text[:300]!r}")

    @contextmanager
    def part(self, name, browser=None):
        """Plays one part of a line; an error inside is a failure of that part."""
        print(f"-- {self.line}: {name}", flush=True)
        try:
            yield
        except Exception as error:  # whatever went wrong, the rest is still counted
            place = traceback.extract_tb(sys.exc_info()[2])
            own = [frame for frame in place if "/Tests/Browser/" in frame.filename]
            at = " < ".join(f"{f.filename.rsplit('/', 1)[1]}:{f.lineno}" for f in reversed(own))
            message = str(error).split("\nStacktrace")[0].strip()
            where = f" at {browser.driver.current_url}" if browser else ""
            self.check(False, f"{name}{where}", f"{type(error).__name__}: {message} ({at})")
            if browser:
                browser.photograph("failure")
            raise Stopped(name) from error

    def add(self, other):
        """Takes another line's counts in."""
        self.passed += other.passed
        self.failures += other.failures

    def finish(self):
        """Prints the closing line; returns the process's exit code."""
        if self.failures:
            print("\nFailures:")
            for failure in self.failures:
                print(f"- {failure}")
        print(f"{self.passed} passed, {len(self.failures)} failed")
        return 1 if self.failures or not self.passed else 0
