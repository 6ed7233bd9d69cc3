#!/usr/bin/env python3
"""Training of a whole province over 20 years: how long reports and imports take.

Usage: training.py --sen PATH [--people 60000] [--results 3000000] [--rows 100000] [--keep DIR]

Makes a data folder of invented people (by the program's own schema, written directly,
because 3 million results by files would take an hour), then asks the program for
reports, through a running server as the pages do, and lets it take in a file of
results. Prints a table in Markdown. Needs about 3 GB of disk below the folder.
"""

import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from datetime import date, timedelta
from pathlib import Path

LEVELS = {"MN": 180, "TH": 282, "THCS": 138, "THPT": 43, "GDTX": 2}
NOW = 1_790_000_000_000
SUBJECTS = ["Toán", "Ngữ văn", "Tin học", "Vật lí", "Hóa học", "Sinh học", "Lịch sử", "Địa lí"]


def millis(day):
    return int(time.mktime(day.timetuple())) * 1000


class Province:
    def __init__(self, folder, people, results):
        self.db = sqlite3.connect(Path(folder) / "main.sqlite")
        self.db.execute("pragma journal_mode = wal")
        self.db.execute("pragma synchronous = off")
        self.people, self.results = people, results
        self.random = random.Random(20260601)

    def fill(self):
        self.units()
        self.staff()
        self.programmes()
        self.classes()
        self.db.commit()
        self.db.execute("pragma wal_checkpoint(truncate)")
        self.db.close()

    def unit(self, kind, name, level, parent):
        code = f"U{uuid.uuid4().hex[:9]}"
        unit = self.db.execute(
            "insert into unit (guid, code, identifier, kind, name, sort_key, created_at)"
            " values (?, ?, ?, ?, ?, ?, ?)",
            (str(uuid.uuid4()), code, name, kind, name, name.lower(), 0)).lastrowid
        self.db.execute(
            "insert into unit_state (unit_id, from_date, name, sort_key, level, parent_id,"
            " recorded_at) values (?, '2000-01-01', ?, ?, ?, ?, 0)",
            (unit, name, name.lower(), level, parent))
        return unit

    def units(self):
        self.department = self.unit("department", "SO", None, None)
        offices = [self.unit("office", f"PGD{n}", None, self.department) for n in range(12)]
        self.schools = [
            self.unit("centre" if level == "GDTX" else "school", f"{level}{n}", level,
                      offices[n % 12] if level not in ("THPT", "GDTX") else self.department)
            for level, count in LEVELS.items() for n in range(count)]

    def staff(self):
        people = ((n, str(uuid.uuid4()), f"P{n:09}", f"{n:012}", f"Người Thứ {n}",
                   f"người thứ {n:07}", "1980-01-01") for n in range(1, self.people + 1))
        self.db.executemany(
            "insert into person (id, guid, code, identifier, full_name, sort_key, birth_date,"
            " created_at) values (?, ?, ?, ?, ?, ?, ?, 0)", people)

        def posts():
            for person in range(1, self.people + 1):
                school = person % len(self.schools)
                subject = SUBJECTS[person % len(SUBJECTS)]
                # Two in three changed school once in the twenty years.
                moved = None if person % 3 == 0 else f"{2008 + person % 15}-09-01"
                yield (person, self.schools[school], subject, "2004-09-01", moved)
                if moved:
                    yield (person, self.schools[(school * 7 + 3) % len(self.schools)], subject,
                           moved, None)
        self.db.executemany(
            "insert into post (person_id, unit_id, title, subject, is_main, from_date,"
            " until_date, recorded_at) values (?, ?, 'teacher', ?, 1, ?, ?, 0)", posts())

    def programmes(self):
        kinds = ["regular01", "regular02", "regular03", "basicIT", "advancedIT", "workshop"]
        self.kinds = []
        for number in range(40):
            programme = self.db.execute(
                "insert into programme (guid, code, identifier, created_at) values (?, ?, ?, 0)",
                (str(uuid.uuid4()), f"C{number:05}", f"CT{number}")).lastrowid
            required = '{"levels":[],"titles":["teacher"]}' if number < 3 else None
            self.db.execute(
                "insert into programme_state (programme_id, name, sort_key, kind, periods,"
                " validity_years, rule, requirement, recorded_at)"
                " values (?, ?, ?, ?, 40, ?, ?, ?, 0)",
                (programme, f"Chương trình {number}", f"{number:03}", kinds[number % 6],
                 5 if number % 4 == 0 else None,
                 '{"components":[],"needsLessons":false,"scale":10}', required))
            self.kinds.append(programme)

    def classes(self):
        size = 100
        count = self.results // size
        first = date(2005, 1, 10)
        enrolment = event = 0
        for number in range(1, count + 1):
            begins = first + timedelta(days=number * 20 * 365 // count)
            ends = begins + timedelta(days=20)
            self.db.execute(
                "insert into training_class (id, guid, code, identifier, created_at)"
                " values (?, ?, ?, ?, 0)", (number, str(uuid.uuid4()), f"L{number:07}", f"L{number}"))
            self.db.execute(
                "insert into training_class_state (training_class_id, programme_id, unit_id,"
                " title, from_date, until_date, mode, place, link, admission, recorded_at)"
                " values (?, ?, ?, ?, ?, ?, 'elsewhere', '', '', 'list', 0)",
                (number, self.kinds[number % 40], self.department, f"Lớp {number}",
                 begins.isoformat(), ends.isoformat()))
            self.db.execute("insert into class_stale values (?, 1)", (number,))
            start = self.random.randrange(self.people)
            at = millis(ends)
            rows, events = [], []
            for place in range(size):
                enrolment += 1
                person = (start + place * 7) % self.people + 1
                rows.append((enrolment, str(uuid.UUID(int=enrolment)), number, person))
                kind = "completed" if self.random.random() < 0.9 else "notCompleted"
                events.append((event + 1, enrolment, "enrolled", begins.isoformat(), at))
                events.append((event + 2, enrolment, kind, ends.isoformat(), at))
                event += 2
            self.db.executemany(
                "insert or ignore into enrolment (id, guid, training_class_id, person_id,"
                " created_at) values (?, ?, ?, ?, 0)", rows)
            self.db.executemany(
                "insert into training_event (id, enrolment_id, kind, effective_on, recorded_at)"
                " values (?, ?, ?, ?, ?)", events)
            if number % 3000 == 0:
                self.db.commit()
                print(f"  {enrolment:,} results", file=sys.stderr, flush=True)


def write_results(path, rows):
    with open(path, "w", encoding="utf-8-sig") as file:
        file.write("STT,Mã định danh,Họ và tên,Đơn vị,Điểm,Kết quả\r\n")
        for n in range(1, rows + 1):
            file.write(f"{n},{n:012},Người Thứ {n},TH1,\"{n % 5 + 5},5\",Hoàn thành\r\n")


def timed(what, command, table, repeat=1):
    best = None
    for _ in range(repeat):
        began = time.monotonic()
        done = subprocess.run(command, capture_output=True)
        took = time.monotonic() - began
        best = took if best is None else min(best, took)
        if done.returncode != 0:
            sys.exit(f"{what}: {done.stderr.decode()[:500]}")
    table.append((what, f"{best:.2f} s"))
    print(f"  {what}: {best:.2f} s", file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sen", required=True)
    parser.add_argument("--people", type=int, default=60_000)
    parser.add_argument("--results", type=int, default=3_000_000)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--keep", help="a folder that stays; used again where it is filled")
    options = parser.parse_args()
    folder = options.keep or tempfile.mkdtemp(prefix="sen-training-")
    sen, data = os.path.abspath(options.sen), ["--data", folder]
    table = []
    server = None
    try:
        if not (Path(folder) / "main.sqlite").exists():
            subprocess.run([sen, "check", *data], check=True, capture_output=True)
            Province(folder, max(options.people, options.rows), options.results).fill()
        server = subprocess.Popen(
            [sen, "serve", *data, "--port", "0", "--public",
             str(Path(__file__).resolve().parents[2] / "Public"), "--log-level", "error"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not (Path(folder) / "sen.sock").exists():
            time.sleep(0.1)
        report = [sen, "training", "report", *data, "--format", "json", "--from", "2005-01-01"]
        timed("the first report, which packs every class", [*report, "--as-of", "2026-01-01"], table)
        for by in ["unit", "level", "programme", "kind", "year", "month", "subject", "title"]:
            timed(f"20 years by {by}", [*report, "--as-of", "2026-01-01", "--by", by], table, 3)
        timed("20 years of one district, as known in 2015",
              [*report, "--as-of", "2015-06-30", "--known", "2015-06-30", "--unit", "PGD1"], table, 3)
        results = Path(folder) / "ket-qua.csv"
        write_results(results, options.rows)
        bring = [sen, "training", "import", str(results), "--class", "L1", *data]
        timed(f"import of {options.rows:,} rows, previewed", [*bring, "--dry-run"], table)
        timed(f"import of {options.rows:,} rows", bring, table)
        timed("the same again, which changes nothing", bring, table)
        timed("a report after it", [*report, "--as-of", "2026-01-01"], table)
    finally:
        if server:
            server.terminate()
            server.wait(30)
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    print("| Work | Time |\n|---|---|")
    for what, took in table:
        print(f"| {what} | {took} |")


if __name__ == "__main__":
    main()
