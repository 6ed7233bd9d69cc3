"""What the machine gives to programs that do much less, measured in the same run."""

import os
import re
import sqlite3
import subprocess
import time


def commits_per_second(folder, rows, seconds=1.5):
    """Rows a second that SQLite alone stores with a sync for every `rows` of them."""
    path = os.path.join(folder, "baseline.sqlite")
    file = sqlite3.connect(path, isolation_level=None)
    file.execute("pragma journal_mode = wal")
    file.execute("pragma synchronous = full")
    file.execute("create table if not exists step (seq integer primary key, body text) strict")
    batch = [("0e6f1f4c-6ec1-4c44-9c3e-0d2b1f6f6f10 12=2",)] * rows
    begun, done = time.monotonic(), 0
    while time.monotonic() - begun < seconds:
        file.execute("begin immediate")
        file.executemany("insert into step (body) values (?)", batch)
        file.execute("commit")
        done += rows
    took = time.monotonic() - begun
    file.close()
    return done / took


def handshakes_per_second(server, authority, seconds=3):
    """Full handshakes a second and nothing more, by OpenSSL's own client, two at once."""
    running = [
        subprocess.Popen(
            ["openssl", "s_time", "-connect", f"127.0.0.1:{server.port}", "-new",
             "-time", str(seconds), "-CAfile", authority],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for _ in range(2)]
    rate = 0.0
    try:
        for one in running:
            said, _ = one.communicate(timeout=30)
            count, took = re.search(r"(\d+) connections in (\d+) real seconds", said).groups()
            rate += int(count) / max(1, int(took))
    finally:
        for one in running:
            one.kill()
    return rate
