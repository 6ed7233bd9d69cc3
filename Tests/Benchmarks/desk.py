"""A teacher's day in a bank of 100,000 questions, over HTTP as a browser asks: searching,
narrowing and leafing through it, and opening a sitting that draws from all of it."""

import html
import re
import time
from datetime import datetime, timedelta, timezone
from urllib.parse import quote_plus

from visitor import Visitor

PUPILS = 40

# What is looked for: words with and without their marks, beginnings, numbers.
WORDS = ["gia tri bieu thuc", "biểu thức", "tong viet bang so", "lớn hơn", "so nao sau day",
         "viết", "voi n", "nhân trước cộng sau", "S04", "khong co dau", "tích"]


class Teacher(Visitor):
    """Signs in to a folder without people: makes its administrator, and herself."""

    def __init__(self, server):
        super().__init__(server.port, server.authority)
        link = re.search(r"https://[^/]+(/first/\S+)", server.said()).group(1)
        self.ask(link)
        self.post(link, fullName="Quản Trị", account="quantri", password="mùa nước nổi 2026",
                  passwordAgain="mùa nước nổi 2026")
        self.ask("/admin/teachers")
        page = self.post("/admin/teachers", fullName="Võ Thị Sáu", account="sau.vo")
        password = html.unescape(re.search(r'<dd class="code">([^<]+)', page).group(1))
        self.ask("/admin/classes")
        self.post("/admin/classes", name="12A1")
        for number in range(PUPILS):
            self.post(f"{self.led}/pupils", fullName=f"Nguyễn Văn {number + 1}")
        self.cookies = {}
        self.ask("/sign-in")
        self.post("/sign-in", account="sau.vo", password=password)
        self.post("/password", current=password, password="hoa sen nở rộ",
                  passwordAgain="hoa sen nở rộ")

    def post(self, path, **fields):
        """The page that it leads to; `led` is its address."""
        status, where, body = self.ask(path, fields)
        while status == 303:
            self.led = where.split("?")[0]
            status, where, body = self.ask(where)
        if status != 200:
            raise SystemExit(f"{path}: {status}")
        return body.decode()

    def timed(self, path):
        """Seconds until the whole page is there, and the page."""
        begun = time.monotonic()
        status, _, body = self.ask(path)
        took = time.monotonic() - begun
        if status != 200:
            raise SystemExit(f"{path}: {status}")
        return took, body.decode()


def spread(times):
    ordered = sorted(times)
    return "p50 {:.0f}, p99 {:.0f} ms".format(
        ordered[len(ordered) // 2] * 1000, ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)] * 1000)


def searches(teacher, bank, rounds):
    """Pages of what was found: the first one and those behind it."""
    times = []
    for number in range(rounds):
        words = WORDS[number % len(WORDS)] if number % 2 else f"n = {number * 37 + 11}"
        took, page = teacher.timed(f"{bank}?q={quote_plus(words)}")
        times.append(took)
        more = re.search(r'rel="next" href="([^"]+)"|href="([^"]+after=[^"]+)"', page)
        if more:
            times.append(teacher.timed(html.unescape(more.group(1) or more.group(2)))[0])
    return times


def lists(teacher, bank, rounds):
    """Pages of the whole bank, narrowed by topic, type and status, and leafed through."""
    times = []
    for number in range(rounds):
        topic = f"S%E1%BB%91+h%E1%BB%8Dc+%2F+Ch%C6%B0%C6%A1ng+{number % 20 + 1}"
        for query in (f"topic={topic}", "type=numeric", f"type=shortAnswer&topic={topic}",
                      f"after={number * 1_900}", "status=draft"):
            times.append(teacher.timed(f"{bank}?{query}")[0])
    return times


def opening(teacher, slug):
    """Seconds from the press of a button to the sitting's page: forty questions for each of a
    class, drawn from all choices of the bank."""
    teacher.ask("/teach/tests")
    teacher.post("/teach/tests", title="Từ cả ngân hàng", subject=slug, preset="blank", duration="45")
    test = teacher.led
    teacher.post(f"{test}/parts/0/lines", kind="draw", type="singleChoice", count="40", worth="0,25")
    now = datetime.now(timezone(timedelta(hours=7)))
    classes = re.findall(r'<option value="([^"]+)"', re.search(
        r'<select id="class".*?</select>', teacher.ask(test)[2].decode(), re.S).group(0))
    begun = time.monotonic()
    teacher.post(f"{test}/sittings", **{"class": [c for c in classes if c][0], "way": "exam",
                 "opens": (now + timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M"),
                 "closes": (now + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")})
    if "/teach/sittings/" not in teacher.led:
        raise SystemExit("no sitting was opened")
    return time.monotonic() - begun
