"""Measures Sen beside programs that do much less, and prints a table in Markdown. See run.sh."""

import argparse
import glob
import json
import os
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

import assembly
import baselines
import desk
import gift
import machine
from link import Link
from servers import Nginx, Sen
from visitor import Visitor

CHECKOUT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
GRACE = 30  # seconds after the deadline in which an answer still counts


def say(text):
    print(text, file=sys.stderr, flush=True)


class Failed(Exception):
    """One measurement that could not be made; the others go on."""


class Bench:
    """All measurements. Each writes its rows; one that fails says so in its place."""

    def __init__(self, options, folder):
        self.sen = os.path.abspath(options.sen)
        self.log_level = options.log_level
        self.only = options.only.split(",") if options.only else []
        self.folder = folder
        self.data = os.path.join(folder, "data")
        self.quick = options.quick
        self.seconds = 3 if options.quick else 5
        self.seats = 100 if options.quick else 400
        self.rows = []
        self.best = {"script": 1000, "form": 500}
        self.baseline = {}
        self.page = b""
        # Seconds that a candidate with forty saved answers takes to prepare.
        self.preparing = 0.004

    def run(self):
        load = os.getloadavg()[0]
        if load > 0.5:
            say(f"the machine is busy (load {load:.1f}): the figures will be too low")
        begun = time.monotonic()
        self.prepare()
        sync = machine.sync_milliseconds(self.folder)
        try:
            for name in ("start", "beside", "saves", "slow_devices", "openings", "journeys",
                         "beside_import", "importing", "drawing",
                         "weight", "recovery", "bell"):
                if not self.only or name in self.only:
                    say(f"{name} … ({time.monotonic() - begun:.0f} s)")
                    self.measure(name)
        finally:
            # Also when it is told to end: what was measured is printed.
            self.report(load, sync, time.monotonic() - begun)

    def measure(self, name):
        try:
            getattr(self, name)()
        except (Failed, OSError, subprocess.SubprocessError, sqlite3.Error) as error:
            say(f"  failed: {error}")
            self.row(name.replace("_", " "), "", f"not measured: {error}")

    # Programs

    def command(self, *arguments, timeout=300):
        """What it printed. Exit 1 of a report in JSON is a report of faults."""
        done = subprocess.run(
            [self.sen, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=timeout, check=False)
        if done.returncode not in (0, 1) or (done.returncode == 1 and "--json" not in arguments):
            raise Failed(f"sen {' '.join(arguments[:2])}: {done.stderr[-500:]}{done.stdout[-500:]}")
        return done.stdout

    def serve(self, data=None, environment=None):
        return Sen(
            self.sen, data or self.data, CHECKOUT, self.folder, self.log_level, environment)

    def rehearse(self, server, *arguments):
        return json.loads(self.command(
            "rehearse", "--server", server.url, "--ca", server.authority, "--json", *arguments))

    def prepare(self):
        say("preparing a folder …")
        count = 3_000 if self.quick else 9_000
        self.fresh = self.fill(self.data, count)
        self.seat_tickets = self.write_tickets("seats", self.take(self.seats))

    def fill(self, data, count, *options):
        """A folder with a bank, a test of 40 questions and so many candidates: their tickets."""
        bank = sorted(glob.glob(os.path.join(CHECKOUT, "QuestionBanks/toan-12/*.cau.txt")))
        self.command("bank", "import", *bank, "--subject", "toan-12", "--data", data)
        tickets = os.path.join(self.folder, "tickets")
        self.command(
            "rehearse", "--prepare", "--subject", "toan-12", "--questions", "40",
            "--candidates", str(count), "--data", data, "--tickets", tickets, *options)
        with open(tickets, encoding="utf-8") as file:
            return file.read().split()

    def take(self, count):
        """Tickets that nobody has used yet."""
        if count > len(self.fresh):
            raise Failed("no tickets are left")
        taken, self.fresh = self.fresh[:count], self.fresh[count:]
        return taken

    def write_tickets(self, name, codes):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(codes) + "\n")
        return path

    def probe(self):
        """A library that counts and delays the syncs of the program it is loaded into."""
        path = os.path.join(self.folder, "sync_probe.so")
        if not os.path.exists(path):
            subprocess.run(
                ["cc", "-shared", "-fPIC", "-O2", "-o", path,
                 os.path.join(CHECKOUT, "Tests/Faults/sync_probe.c"), "-ldl"], check=True)
        return path

    # Start, and what others do

    def start(self):
        with self.serve() as server:
            first, idle = server.seconds_to_first_answer, machine.resident_mib(server.pid)
        self.row("start to the first answer", "0.5 s", f"{first:.2f} s")
        self.row("resident memory idle", "80 MB", f"{idle:.0f} MiB", peer="149 MiB")

    def beside(self):
        """nginx and SQLite alone; and Sen's pages beside the same bytes from nginx."""
        one = baselines.commits_per_second(self.folder, 1)
        many = baselines.commits_per_second(self.folder, 100)
        self.baseline["commits"] = f"SQLite alone: {one:.0f} commits/s of 1 row, {many:.0f} rows/s of 100"
        with self.serve() as server:
            visitor = Visitor(server.port, server.authority)
            visitor.sign_in(self.take(1)[0])
            visitor.open_paper()
            self.page, cookie, path = visitor.read(1), visitor.cookie, f"{visitor.exam}/paper?page=1"
            visitor.close()
            with Nginx(self.data, self.folder, self.page, self.log_level == "info") as nginx:
                rate = baselines.handshakes_per_second(nginx, server.authority)
                own = baselines.handshakes_per_second(server, server.authority)
                self.baseline["handshakes"] = f"nginx: {rate:.0f} handshakes/s"
                self.row(
                    "full handshakes/s, two clients", "", f"{own:.0f}",
                    f"nginx: {rate:.0f}; {own / rate:.2f} of it")
                self.against(nginx, server, "paper pages/s, 32 connections", path, "/paper.html", cookie)
                empty = self.against(nginx, server, "`/healthz`/s, 32 connections", "/healthz", "/healthz", "")
                self.baseline["empty"] = f"nginx: {empty:.0f} empty answers/s"

    def against(self, nginx, server, name, own, other, cookies):
        rate, p99, used = self.wrk(server, own, cookies)
        beside, _, _ = self.wrk(nginx, other, "")
        self.row(
            name, "", f"{rate:.0f} (p99 {p99}, {used:.0f} µs of processor)",
            f"nginx: {beside:.0f}; {rate / beside:.2f} of it")
        return beside

    def wrk(self, server, path, cookies):
        before = machine.processor_seconds(server.pid)
        done = subprocess.run(
            ["wrk", "-t1", "-c32", "-d3s", "--latency"]
            + (["-H", f"Cookie: {cookies}"] if cookies else []) + [server.url + path],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=True)
        used = machine.processor_seconds(server.pid) - before
        text = done.stdout
        if "Non-2xx" in text or "Socket errors" in text:
            raise Failed(f"wrk {path}: {text}")
        rate = float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1))
        p99 = re.search(r"99%\s+(\S+)", text).group(1)
        requests = int(re.search(r"(\d+) requests in", text).group(1))
        return rate, p99, used / max(1, requests) * 1e6

    # Saves

    def saves(self):
        with self.serve() as server:
            for way, name, aim, rates in (
                    ("script", "light saves/s, p99 under 50 ms", "10,000",
                     (1000, 2000, 4000, 6000, 7000, 8000, 9000, 10000, 12000)),
                    ("form", "form saves/s, p99 under 50 ms", "", (1000, 2000, 3000, 4000))):
                part, save = self.climb(server, rates, way)
                beside = f"{self.baseline.get('commits', '')}; {self.baseline.get('empty', '')}"
                self.row(
                    f"durable {name}", aim, self.said(part, save),
                    beside if way == "script" else "", "128–144" if way == "script" else "")
                self.best[way] = part["asked"] if part else self.best[way]
            self.row("resident memory after it", "", f"{machine.resident_mib(server.pid):.0f} MiB",
                     peer="290–490 MiB")
        self.cost()

    @staticmethod
    def said(part, save):
        if part is None:
            return "none of the rates was held"
        return (f"{part['rate']:.0f} (p50 {save['p50']:.1f}, p99 {save['p99']:.1f}, "
                f"p99.9 {save['p999']:.1f} ms)")

    def climb(self, server, rates, way="script", limit=50, seconds=None):
        """The highest of these rates that was held with so short a p99: its part of the
        report and the line of its saves. Rises by two, until neither is held."""
        best = (None, None)
        for pair in (rates[at:at + 2] for at in range(0, len(rates), 2)):
            before = best
            report = self.rehearse(
                server, "--tickets", self.seat_tickets, "--saving", way, "--save-rates",
                ",".join(str(int(rate)) for rate in pair), "--for", str(seconds or self.seconds))
            if report["lost"]:
                raise SystemExit(f"acknowledged answers were lost: {report['lost'][:3]}")
            for part in report["parts"]:
                save = next((line for line in part["work"] if line["work"] == "save"), None)
                held = (
                    save is not None and not part["failures"] and save["p99"] < limit
                    and part["rate"] >= 0.95 * part["asked"])
                say(f"  {part['asked']:.0f} {way} saves/s asked: {part['rate']:.0f}/s, "
                    f"p99 {save['p99'] if save else 0:.1f} ms, {part['failures'] or 'no failures'}")
                if held:
                    best = (part, save)
            if best is before:
                break
        return best

    def cost(self):
        """Processor time, syncs and WAL bytes of a light save, at half the rate that was held."""
        rate = max(1, int(self.best["script"] / 2))
        with self.serve() as server:
            # Hardly a save: what seating and reading back take.
            _, idle = self.cost_step(server, 1, 1)
            part, used = self.cost_step(server, rate, self.seconds)
        processor = (used - idle) / max(1, part["done"]) * 1e6
        # Counted in a run of its own, since the counting takes time.
        log = os.path.join(self.folder, "syncs")
        with self.serve(environment={"LD_PRELOAD": self.probe(), "SYNC_PROBE_LOG": log}) as server:
            part, _ = self.cost_step(server, rate, self.seconds)
        syncs, written = 0, 0
        with open(log, encoding="utf-8") as file:
            for line in file:
                _, _, size, path = line.rstrip("\n").split(" ", 3)
                if path.endswith("/answers.sqlite-wal"):
                    syncs, written = syncs + 1, written + int(size)
        saves = max(1, part["done"])
        self.row(
            f"a light save costs, at {part['rate']:.0f}/s", "",
            f"{processor:.0f} µs of processor, {syncs / saves:.2f} syncs, "
            f"{written / saves:.0f} bytes of WAL")
        self.processor_of_a_save = processor

    def cost_step(self, server, rate, seconds, tickets=None):
        """Seats everybody and saves: the report, and the server's processor time."""
        before = machine.processor_seconds(server.pid)
        report = self.rehearse(
            server, "--tickets", tickets or self.seat_tickets, "--save-rates", str(rate),
            "--for", str(seconds))
        return report["parts"][0], machine.processor_seconds(server.pid) - before

    def slow_devices(self):
        """The highest of a few rates that is held when every sync takes longer: a save may
        have to wait for the end of one sync before its own begins."""
        for delay in (5, 20):
            limit = 50 + 2 * delay
            environment = {"LD_PRELOAD": self.probe(), "SYNC_PROBE_DELAY_MS": str(delay)}
            rates = [int(self.best["script"] * share) for share in (0.25, 0.5, 0.75, 1)]
            with self.serve(environment=environment) as server:
                part, save = self.climb(server, rates, limit=limit, seconds=3)
            self.row(
                f"light saves/s, every sync {delay} ms longer, p99 under {limit} ms", "",
                self.said(part, save))

    # Journeys

    def openings(self):
        def said(part, line, used):
            return (f"{part['rate'] / 60:.0f} (p50 {line['p50']:.0f}, p99 {line['p99']:.0f} ms; "
                    f"{used * 1000:.1f} ms of processor)")
        self.arrivals(
            "ticket sign-in → open paper/s, each a full handshake", "300",
            (100, 200, 250, 300, 350), said, "38–39 sign-ins, 18 starts with a page",
            "--open-only")

    def journeys(self):
        def said(part, line, used):
            save = next(line for line in part["work"] if line["work"] == "save")
            return (f"{part['rate']:.0f} (one takes p50 {line['p50']:.0f}, p99 {line['p99']:.0f} ms; "
                    f"its saves p99 {save['p99']:.0f} ms; {used * 1000:.0f} ms of processor)")
        self.arrivals(
            "whole journeys a minute, 40 saves each", "3,000", (10, 20, 30, 40, 50, 60), said,
            "71–73")

    def arrivals(self, name, aim, rates, said, peer, *options):
        """Candidates arrive by the clock, so many a second; the most whose number is held."""
        best = None
        with self.serve() as server:
            for rate in rates:
                tickets = self.write_tickets("arriving", self.take(int(rate * self.seconds)))
                before = machine.processor_seconds(server.pid)
                report = self.rehearse(server, "--tickets", tickets, "--rate", str(rate), *options)
                used = machine.processor_seconds(server.pid) - before
                part = report["parts"][0]
                line = next((line for line in part["work"] if line["work"] == "journey"), None)
                say(f"  {rate}/s asked: {part['rate']:.0f}/min, "
                    f"p99 {line['p99'] if line else 0:.0f} ms, {part['failures'] or 'no failures'}")
                if part["failures"] or line is None:
                    break
                if best is None or part["rate"] > best[0]["rate"]:
                    best = (part, line, used / max(1, part["done"]))
                # Much slower than asked: the machine is full.
                if part["rate"] < 0.7 * rate * 60:
                    break
        self.row(
            name, aim, said(*best) if best else "none", self.baseline.get("handshakes", ""), peer)

    # Imports

    def beside_import(self):
        """Saves at half the rate that was held, while the same server takes in a large file
        and makes a backup."""
        count = 20_000 if self.quick else 100_000
        path = os.path.join(self.folder, "beside.gift")
        gift.write(path, count)
        done = {}

        def work():
            begun = time.monotonic()
            try:
                self.command("bank", "import", path, "--subject", "ben-canh", "--data", self.data)
                done["import"] = time.monotonic() - begun
                self.command("backup", os.path.join(self.folder, "backup.tar"), "--data", self.data)
                done["backup"] = time.monotonic() - begun - done["import"]
            except Failed as error:
                done["error"] = error

        rate = max(100, int(self.best["script"] / 2))
        with self.serve() as server:
            # Everybody is seated before it begins.
            self.rehearse(server, "--tickets", self.seat_tickets, "--save-rates", "100", "--for", "1")
            beside = threading.Thread(target=work)
            beside.start()
            part, save = None, None
            report = self.rehearse(
                server, "--tickets", self.seat_tickets, "--save-rates", str(rate),
                "--for", "10" if self.quick else "25")
            part = report["parts"][0]
            save = next(line for line in part["work"] if line["work"] == "save")
            beside.join(240)
        if "error" in done or report["lost"]:
            raise Failed(done.get("error", "acknowledged answers were lost"))
        self.row(
            f"light saves/s while {count:,} questions come in ({done['import']:.0f} s) and a backup "
            f"is made ({done['backup']:.0f} s)", "p99 under 100 ms",
            self.said(part, save) + (f", {part['failures']}" if part["failures"] else ""))

    def importing(self):
        count = 20_000 if self.quick else 100_000
        path = os.path.join(self.folder, "large.gift")
        gift.write(path, count)
        begun = time.monotonic()
        report = json.loads(self.command(
            "bank", "import", path, "--subject", "so-hoc", "--json",
            "--data", os.path.join(self.folder, "import")))
        took = time.monotonic() - begun
        size = os.path.getsize(path) / 1e6
        self.row(
            f"{count:,} GIFT questions ({size:.0f} MB) read, stored and published", "10 s",
            f"{took:.1f} s ({report['imported']} came in, {report['leftOut']} left out): "
            f"{took / count * 1e6:.0f} ms for 1,000", "", "6.6–7.2 s for 1,000")
        self.desk(os.path.join(self.folder, "import"), count)

    def desk(self, data, count):
        """The bank that came in, from a teacher's browser."""
        rounds = 20 if self.quick else 100
        with self.serve(data) as server:
            teacher = desk.Teacher(server)
            bank = "/teach/banks/so-hoc"
            teacher.timed(bank)
            for name, times in (
                    ("a page of what is found", desk.searches(teacher, bank, rounds)),
                    ("a page narrowed by topic, type and status", desk.lists(teacher, bank, rounds // 4))):
                self.row(f"{name} in a bank of {count:,}, over HTTP", "p99 under 50 ms",
                         f"{desk.spread(times)}, {len(times)} pages")
            opened = desk.opening(teacher, "so-hoc")
            memory = machine.resident_mib(server.pid)
            teacher.close()
        with self.serve(data) as server:
            again = server.seconds_to_first_answer
        self.row(
            f"opening a sitting of {desk.PUPILS} that draws from a bank of {count:,}", "",
            f"{opened:.1f} s; {memory:.0f} MiB after it; a start with it {again:.1f} s")

    def drawing(self):
        self.row("1,000 forms of 40 from 100,000 questions", "5 s", assembly.measure(self.sen))

    # The network

    def weight(self):
        with self.serve() as server:
            with Link(server.port) as link:
                visitor = Visitor(link.port, server.authority)
                self.exam(visitor)
                total = link.carried()
            with Link(server.port, bits_per_second=256_000, delay=0.2) as link:
                seconds, style, page = self.first_paper(link, server)
        self.row(
            "first readable paper at 256 kbit/s, 400 ms to and fro, no loss", "stated",
            f"{seconds:.1f} s on a new connection with nothing kept: "
            f"{page / 1000:.1f} kB of page, {style / 1000:.1f} kB of style",
            peer="175 kB of attempt page")
        self.row(
            "bytes of a whole exam, TLS included", "stated",
            f"{total / 1000:.0f} kB: 4 pages of 10, 40 light saves, style and scripts once")

    def exam(self, visitor):
        visitor.sign_in(self.take(1)[0])
        visitor.open_paper()
        for asset in visitor.assets():
            visitor.ask(asset)
        for number in range(1, 5):
            if number > 1:
                visitor.read(number)
            answers = list(visitor.answers().values())
            for place in range(10):
                # The network's cost of an answer is the same, whichever it is.
                visitor.save(answers[place]) if place < len(answers) else visitor.save({})
        visitor.ask(f"{visitor.exam}/submit", {})
        visitor.ask(f"{visitor.exam}/result")
        visitor.close()

    def first_paper(self, link, server):
        known = Visitor(server.port, server.authority)
        known.sign_in(self.take(1)[0])
        known.open_paper()
        visitor = Visitor(link.port, server.authority)
        visitor.cookies, visitor.exam = known.cookies, known.exam
        begun, before = time.monotonic(), link.carried()
        visitor.read(1)
        page = link.carried() - before
        style = next(path for path in visitor.assets() if path.endswith(".css"))
        visitor.ask(style)
        seconds = time.monotonic() - begun
        known.close()
        visitor.close()
        return seconds, link.carried() - before - page, page

    # Bells and kills

    def recovery(self):
        """kill -9, start, and the first save that is acknowledged again."""
        count = 2_000 if self.quick else 20_000
        data = os.path.join(self.folder, "recovery")
        begun = time.monotonic()
        tickets = self.fill(data, count, "--answered", "40")
        self.preparing = (time.monotonic() - begun) / count
        with self.serve(data) as server:
            visitor = Visitor(server.port, server.authority)
            visitor.sign_in(tickets[0])
            visitor.open_paper()
            fields = next(iter(visitor.answers().values()))
            if not visitor.save(fields):
                raise Failed("a save was refused before the kill")
            visitor.open_paper()
            fields = next(iter(visitor.answers().values()))
            begun = time.monotonic()
            os.kill(server.pid, signal.SIGKILL)
            server.child.wait()
        with self.serve(data) as server:
            again = Visitor(server.port, server.authority)
            again.cookies, again.csrf, again.exam = visitor.cookies, visitor.csrf, visitor.exam
            if not again.save(fields):
                raise Failed("a save was refused after the start")
            took = time.monotonic() - begun
            seats = self.write_tickets("recovered", tickets[1:self.seats + 1])
            rate = max(1, int(self.best["script"] / 2))
            _, idle = self.cost_step(server, 1, 1, seats)
            part, used = self.cost_step(server, rate, 3, seats)
        self.row(
            f"kill → first acknowledged save, {count:,} attempts of 40 answers open", "5 s",
            f"{took:.1f} s ({count * 41:,} steps read)")
        fresh = getattr(self, "processor_of_a_save", None)
        cost = (used - idle) / max(1, part["done"]) * 1e6
        self.row(
            f"processor time of a save with {count * 41:,} steps stored", "",
            f"{cost:.0f} µs" + (f", against {fresh:.0f} µs" if fresh else ""))

    def bell(self):
        """Everybody's time is over at the same moment; the last result, stored."""
        count = 10_000 if self.quick else 100_000
        data = os.path.join(self.folder, "bell")
        # Four saves each instead of forty, and some time to spare.
        most = int(40 + count * self.preparing / 2)
        begun = time.time()
        tickets = self.fill(data, count, "--answered", "40", "--saving", "form",
                            "--closes-in", str(most))
        prepared = time.time() - begun
        with self.serve(data) as server:
            file = sqlite3.connect(f"file:{data}/answers.sqlite?mode=ro", uri=True)
            (deadline,) = file.execute(
                "select cast(substr(body, instr(body, ' ') + 38, 13) as integer) from step "
                "where kind = 1 order by seq desc limit 1").fetchone()
            due = deadline / 1000 + GRACE
            ready = time.time()
            if ready > due:
                raise Failed(f"the folder was not ready at the bell ({ready - due:.0f} s late)")
            time.sleep(due - time.time())
            begun_using = machine.processor_seconds(server.pid)
            while True:
                (stored,) = file.execute("select count(*) from result").fetchone()
                if stored >= count or time.time() > due + 240:
                    break
                time.sleep(0.25)
            took = time.time() - due
            used = machine.processor_seconds(server.pid) - begun_using
            visitor = Visitor(server.port, server.authority)
            visitor.sign_in(tickets[-1])
            status, _, _ = visitor.ask(f"{visitor.exam}/result")
            visitor.close()
            file.close()
            if stored < count or status != 200:
                raise Failed(f"{stored} of {count} results after {took:.0f} s, result page {status}")
            resident = machine.resident_mib(server.pid)
        say(f"  prepared in {prepared:.0f} s, serving {ready - begun - prepared:.1f} s later")
        self.row(
            f"bell → the last of {count:,} × 40 results stored and visible", "60 s",
            f"{took:.1f} s ({used / count * 1e6:.0f} µs of processor each; resident {resident:.0f} MiB)")

    # The table

    def row(self, name, aim, sen, beside="", peer=""):
        self.rows.append((name, aim, sen, beside, peer))

    def report(self, load, sync, took):
        name, cores = machine.processor()
        revision = subprocess.run(
            ["git", "-C", CHECKOUT, "rev-parse", "--short", "HEAD"], capture_output=True,
            text=True, check=False).stdout.strip() or "unknown"
        print(f"""
{time.strftime('%d/%m/%Y')}, revision {revision}. {cores} cores ({name}), \
{machine.memory_gib():.0f} GiB; client, nginx and Sen on the same machine, over TLS with full \
handshakes; log level {self.log_level}; load before: {load:.1f}. Appending 4 KiB and fdatasync on \
this device: p50 {sync[0]:.2f} ms, p99 {sync[1]:.2f} ms. {took / 60:.0f} minutes.

| Work | First aim | Sen | Beside, same run | Moodle 4.5.6 |
|---|---|---|---|---|""")
        for row in self.rows:
            print("| " + " | ".join(cell or "–" for cell in row) + " |")
        print(f"""
A save is one answer posted and acknowledged after its sync, at random moments (Poisson), \
{self.seats} candidates each on a connection of their own; a delay counts from the moment the \
save was due. Light saves are those of the paper's script, form saves those of browsers without one. \
A journey is a handshake, ticket, sign-in, start, four paper pages, 40 light saves, \
handing in and the result page (40 questions); candidates arrive at random moments, too. The bell is \
the end of the grace, {GRACE} s after the deadline. The slow link is a relay on this machine. \
Moodle's figures are those of another run on the same kind of machine.
""")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sen", required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", help="measurements, by comma")
    parser.add_argument("--log-level", default="info", choices=["info", "warning"])
    options = parser.parse_args()
    # Told to end, it ends what it started, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    place = os.path.join(CHECKOUT, ".build")
    os.makedirs(place, exist_ok=True)
    folder = tempfile.mkdtemp(prefix="bench-", dir=place)
    try:
        Bench(options, folder).run()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
