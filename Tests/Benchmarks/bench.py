"""Measures Sen beside nginx and prints a table in Markdown. See run.sh."""

import argparse
import glob
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse

import machine
from servers import Nginx, Sen, get

CHECKOUT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
# Moodle 4.5.6, well tuned, on the same kind of machine: see the README.
PEER = {"saves": "128–144", "journeys": "71–73"}


def say(text):
    print(text, file=sys.stderr, flush=True)


class Bench:
    def __init__(self, options, folder):
        self.sen = os.path.abspath(options.sen)
        self.log_level = options.log_level
        self.folder = folder
        self.data = os.path.join(folder, "data")
        self.tickets = os.path.join(folder, "tickets")
        self.seconds = 3 if options.quick else 6
        self.seats = 100 if options.quick else 400
        self.journeys_made = 600 if options.quick else 2600
        self.rows = []

    def run(self):
        self.prepare()
        probe = self.compile_probe()
        load = os.getloadavg()[0]
        if load > 0.5:
            say(f"the machine is busy (load {load:.1f}): the figures will be too low")
        sync = machine.sync_milliseconds(self.folder)
        with self.serve() as server:
            first, idle = server.seconds_to_first_answer, machine.resident_mib(server.pid)
            page, cookies, path = self.paper(server)
            best = self.saves(server)
            self.journeys(server)
            with Nginx(self.data, self.folder, page, self.log_level == "info") as nginx:
                self.against(nginx, server, "paper pages/s", path, "/paper.html", cookies)
                self.against(nginx, server, "/healthz/s", "/healthz", "/healthz", "")
            busy = machine.resident_mib(server.pid)
        self.row("start to the first answer", f"{first:.2f} s", "", "")
        self.row("resident memory idle / after the load", f"{idle:.0f} / {busy:.0f} MiB", "", "")
        self.costs(best, probe)
        for delay in (5, 20):
            self.slow_device(best, probe, delay)
        self.report(load, sync, len(page))

    # Preparing

    def command(self, *arguments):
        done = subprocess.run(
            [self.sen, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=300, check=False)
        if done.returncode not in (0, 1) or (done.returncode == 1 and "--json" not in arguments):
            raise SystemExit(f"sen {' '.join(arguments[:2])}: {done.stderr}{done.stdout}")
        return done.stdout

    def prepare(self):
        say("preparing a folder …")
        bank = sorted(glob.glob(os.path.join(CHECKOUT, "QuestionBanks/toan-12/*.cau.txt")))
        self.command("bank", "import", *bank, "--subject", "toan-12", "--data", self.data)
        count = self.seats + self.journeys_made + 1
        self.command(
            "rehearse", "--prepare", "--subject", "toan-12", "--questions", "40",
            "--candidates", str(count), "--data", self.data, "--tickets", self.tickets)
        with open(self.tickets, encoding="utf-8") as file:
            codes = file.read().split()
        self.page_ticket, self.fresh = codes[0], codes[self.seats + 1:]
        self.seat_tickets = self.write_tickets("seats", codes[1:self.seats + 1])

    def write_tickets(self, name, codes):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(codes) + "\n")
        return path

    def compile_probe(self):
        path = os.path.join(self.folder, "sync_probe.so")
        subprocess.run(
            ["cc", "-shared", "-fPIC", "-O2", "-o", path,
             os.path.join(CHECKOUT, "Tests/Faults/sync_probe.c"), "-ldl"], check=True)
        return path

    def serve(self, environment=None):
        return Sen(self.sen, self.data, CHECKOUT, self.folder, self.log_level, environment)

    def rehearse(self, server, *arguments):
        return json.loads(self.command(
            "rehearse", "--server", server.url, "--ca", server.authority, "--json", *arguments))

    # Saves

    def save_step(self, server, rate, limit=50):
        """One rate for some seconds: whether it was held, the rate reached, and the times.

        limit: milliseconds within which 99 of 100 saves must be answered.
        """
        report = self.rehearse(
            server, "--tickets", self.seat_tickets, "--save-rates", str(rate),
            "--for", str(self.seconds))
        part = report["parts"][0]
        save = next((line for line in part["work"] if line["work"] == "save"), None)
        held = (
            save is not None and not part["failures"] and not report["lost"]
            and save["p99"] < limit and part["rate"] >= 0.95 * rate)
        p99 = save["p99"] if save else float("nan")
        say(f"  {rate:.0f} saves/s asked: {part['rate']:.0f}/s, p99 {p99:.1f} ms, "
            f"failures {part['failures']}, lost {len(report['lost'])}")
        if report["lost"]:
            raise SystemExit("acknowledged answers were lost")
        return held, part["rate"], save

    def saves(self, server):
        """The highest rate that was held: doubled until it is not, then between."""
        say("saves …")
        best, rate, limit = None, 500, None
        while limit is None and rate <= 64_000:
            held, got, save = self.save_step(server, rate)
            if held:
                best = (rate, got, save)
                rate *= 2
            else:
                limit = rate
        for _ in range(2 if best and limit else 0):
            middle = (best[0] + limit) // 2
            held, got, save = self.save_step(server, middle)
            if held:
                best = (middle, got, save)
            else:
                limit = middle
        if best is None:
            self.row("durable saves/s, p99 under 50 ms", "under 500", "", PEER["saves"])
            return 250
        _, got, save = best
        self.row(
            "durable saves/s, p99 under 50 ms",
            f"{got:.0f} (p50 {save['p50']:.1f}, p99 {save['p99']:.1f}, "
            f"p99.9 {save['p999']:.1f} ms)", "", PEER["saves"])
        return best[0]

    def costs(self, best, probe):
        """Processor time, syncs and WAL bytes of a save, at half the rate that was held."""
        say("costs of a save …")
        rate = max(1, best // 2)
        with self.serve() as server:
            # Hardly a save: what seating and reading back take.
            _, idle = self.cost_step(server, 1, 1)
            part, used = self.cost_step(server, rate, self.seconds)
        processor = (used - idle) / max(1, part["done"]) * 1e6
        # Counted in a run of its own, since the counting takes time.
        log = os.path.join(self.folder, "syncs")
        with self.serve({"LD_PRELOAD": probe, "SYNC_PROBE_LOG": log}) as server:
            part, _ = self.cost_step(server, rate, self.seconds)
        syncs, written = 0, 0
        with open(log, encoding="utf-8") as file:
            for line in file:
                _, _, size, path = line.rstrip("\n").split(" ", 3)
                if path.endswith("/answers.sqlite-wal"):
                    syncs, written = syncs + 1, written + int(size)
        saves = max(1, part["done"])
        self.row(
            f"costs of a save, at {part['rate']:.0f}/s",
            f"{processor:.0f} µs of processor, {syncs / saves:.2f} syncs, "
            f"{written / saves:.0f} bytes of WAL", "", "")

    def cost_step(self, server, rate, seconds):
        """Seats everybody and saves: the report, and the server's processor time."""
        before = machine.processor_seconds(server.pid)
        report = self.rehearse(
            server, "--tickets", self.seat_tickets, "--save-rates", str(rate),
            "--for", str(seconds))
        return report["parts"][0], machine.processor_seconds(server.pid) - before

    def slow_device(self, best, probe, delay):
        """The highest of a few rates that is held when every sync takes longer.

        A save may have to wait for the end of one sync before its own begins.
        """
        limit = 50 + 2 * delay
        say(f"saves with {delay} ms more for every sync …")
        environment = {"LD_PRELOAD": probe, "SYNC_PROBE_DELAY_MS": str(delay)}
        with self.serve(environment) as server:
            for share in (1, 0.75, 0.5, 0.25):
                held, got, save = self.save_step(server, int(best * share), limit)
                if held:
                    self.row(
                        f"the same, every sync {delay} ms longer, p99 under {limit} ms",
                        f"{got:.0f} (p50 {save['p50']:.1f}, p99 {save['p99']:.1f} ms)", "", "")
                    return
        self.row(
            f"the same, every sync {delay} ms longer, p99 under {limit} ms",
            f"under {int(best * 0.25)}", "", "")

    # Journeys

    def journeys(self, server):
        say("journeys …")
        best, rate = None, 10
        while True:
            count = min(int(rate * self.seconds), 1000)
            if count > len(self.fresh):
                break
            codes, self.fresh = self.fresh[:count], self.fresh[count:]
            before = machine.processor_seconds(server.pid)
            report = self.rehearse(
                server, "--tickets", self.write_tickets("journeys", codes), "--rate", str(rate))
            used = machine.processor_seconds(server.pid) - before
            part = report["parts"][0]
            line = next((line for line in part["work"] if line["work"] == "journey"), None)
            say(f"  {rate * 60:.0f} journeys/min asked: {part['rate']:.0f}/min, "
                f"p99 {line['p99'] if line else 0:.0f} ms, failures {part['failures']}")
            if part["failures"] or line is None:
                break
            if best is None or part["rate"] > best[0]:
                best = (part["rate"], line, part, used / max(1, part["done"]))
            # Much slower than asked: the machine is full. (A few arrivals at random
            # moments say nothing.)
            if count >= 50 and part["rate"] < 0.7 * rate * 60:
                break
            rate *= 2
        if best is None:
            self.row("whole journeys a minute", "none", "", PEER["journeys"])
            return
        rate, line, part, used = best
        save = next(line for line in part["work"] if line["work"] == "save")
        self.row(
            "whole journeys a minute",
            f"{rate:.0f} (one takes p50 {line['p50']:.0f}, p99 {line['p99']:.0f} ms; its saves "
            f"p99 {save['p99']:.0f} ms; {used * 1000:.0f} ms of processor)", "", PEER["journeys"])

    # Pages beside nginx

    def paper(self, server):
        """A started candidate's first page, the cookie it takes, and its address."""
        _, headers, body = get(server.port, server.authority, "/ticket")
        cookie = self.cookie(headers)
        form = urllib.parse.urlencode({"csrf": self.token(body), "code": self.page_ticket})
        _, headers, _ = get(server.port, server.authority, "/ticket", cookie, form)
        cookie = self.cookie(headers)
        _, _, body = get(server.port, server.authority, "/exam", cookie)
        exam = re.search(r'href="(/exam/[^"/]+)', body.decode()).group(1)
        status, _, body = get(server.port, server.authority, exam, cookie)
        if status == 200:
            form = urllib.parse.urlencode({"csrf": self.token(body)})
            get(server.port, server.authority, f"{exam}/start", cookie, form)
        path = f"{exam}/paper?page=1"
        status, _, body = get(server.port, server.authority, path, cookie)
        if status != 200:
            raise SystemExit(f"{path}: {status}")
        return body, cookie, path

    @staticmethod
    def cookie(headers):
        pairs = [line.split(";", 1)[0] for line in headers.get_all("Set-Cookie") or []]
        return "; ".join(pair for pair in pairs if not pair.endswith("="))

    @staticmethod
    def token(body):
        return re.search(r'name="csrf" value="([^"]+)"', body.decode()).group(1)

    def against(self, nginx, server, name, own, other, cookies):
        say(f"{name} …")
        rate, p99, used = self.wrk(server, own, cookies)
        beside, _, _ = self.wrk(nginx, other, "")
        self.row(
            name, f"{rate:.0f} (p99 {p99} at 32 connections; {used:.0f} µs of processor)",
            f"{beside:.0f}; {rate / beside:.2f} of it", "")

    def wrk(self, server, path, cookies):
        before = machine.processor_seconds(server.pid)
        done = subprocess.run(
            ["wrk", "-t1", "-c32", f"-d{self.seconds}s", "--latency"]
            + (["-H", f"Cookie: {cookies}"] if cookies else []) + [server.url + path],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=True)
        used = machine.processor_seconds(server.pid) - before
        text = done.stdout
        if "Non-2xx" in text or "Socket errors" in text:
            raise SystemExit(f"wrk {path}: {text}")
        rate = float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1))
        p99 = re.search(r"99%\s+(\S+)", text).group(1)
        requests = int(re.search(r"(\d+) requests in", text).group(1))
        return rate, p99, used / max(1, requests) * 1e6

    # The table

    def row(self, *cells):
        self.rows.append(cells)

    def report(self, load, sync, page_bytes):
        name, cores = machine.processor()
        revision = subprocess.run(
            ["git", "-C", CHECKOUT, "rev-parse", "--short", "HEAD"], capture_output=True,
            text=True, check=False).stdout.strip() or "unknown"
        print(f"""
{time.strftime('%d/%m/%Y')}, revision {revision}. {cores} cores ({name}), \
{machine.memory_gib():.0f} GiB; client, nginx and Sen on the same machine, over TLS with full \
handshakes; log level {self.log_level}; load before: {load:.1f}. Appending 4 KiB and fdatasync on this device: \
p50 {sync[0]:.2f} ms, p99 {sync[1]:.2f} ms.

| Work | Sen | nginx, same run | Moodle 4.5.6 |
|---|---|---|---|""")
        for row in self.rows:
            print("| " + " | ".join(cell or "–" for cell in row) + " |")
        print(f"""
A save is one answer posted and acknowledged after its sync, at random moments (Poisson), \
{self.seats} candidates each on a connection of their own; a delay counts from the moment the \
save was due. A journey is a handshake, ticket, sign-in, list, start, four paper pages, 40 saves, \
handing in and the result page (40 questions). The paper page has {page_bytes} bytes; nginx serves \
the same bytes from a file. Moodle's figures are those of another run on the same kind of machine.
""")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sen", required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--log-level", default="info", choices=["info", "warning"])
    options = parser.parse_args()
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
