"""What the figures were measured on, and what one operation cost it."""

import os
import time


def processor():
    """The model's name and the number of cores."""
    name = "unknown"
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        for line in file:
            if line.startswith("model name"):
                name = line.split(":", 1)[1].strip()
                break
    return name, len(os.sched_getaffinity(0))


def memory_gib():
    with open("/proc/meminfo", encoding="utf-8") as file:
        return int(file.readline().split()[1]) / 2**20


def sync_milliseconds(folder, times=300):
    """What appending 4 KiB and fdatasync take on the folder's device: (p50, p99)."""
    path = os.path.join(folder, "sync-probe")
    taken = []
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        for _ in range(times):
            begun = time.monotonic()
            os.write(file, b"\0" * 4096)
            os.fdatasync(file)
            taken.append((time.monotonic() - begun) * 1000)
    finally:
        os.close(file)
        os.unlink(path)
    taken.sort()
    return taken[len(taken) // 2], taken[len(taken) * 99 // 100]


def processor_seconds(pid):
    """User and system time of a process with all its threads, children apart."""
    with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mib(pid):
    with open(f"/proc/{pid}/status", encoding="utf-8") as file:
        for line in file:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return 0.0
