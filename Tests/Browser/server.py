"""A real server in a fresh data folder, on a port that the system chooses."""

import os
import re
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
STOP_SECONDS = 20


class Server:
    """`sen serve` without people in its folder; it prints a one-time link."""

    def __init__(self):
        binary = os.environ.get("SEN_BINARY") or ROOT / ".build" / "debug" / "sen"
        self.folder = tempfile.mkdtemp(prefix="sen-browser-")
        self.process = subprocess.Popen(
            [str(binary), "serve", "--data", self.folder, "--port", "0",
             "--public", str(ROOT / "Public"), "--log-level", "warning"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT)
        self.output = []
        self.link = None
        self._ready = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()
        if not self._ready.wait(START_SECONDS) or self.link is None:
            self.stop()
            raise RuntimeError("the server did not start:\n" + "".join(self.output[-20:]))
        self.address = re.match(r"https://[^/]+", self.link)[0]

    def _listen(self):
        for line in self.process.stdout:
            self.output.append(line)
            found = re.search(r"https://\S+/first/\S+", line)
            if found:
                self.link = found[0]
                self._ready.set()
        self._ready.set()

    def stop(self):
        """Asks the server to end and waits for it. Returns its exit code."""
        self.process.terminate()
        try:
            return self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)
