"""A slow link on the loopback device, and what an exam weighs on it."""

import socket
import threading
import time


class Link:
    """Relays connections to a port: so many bits a second each way for all of them
    together, so much later. It loses nothing."""

    def __init__(self, port, bits_per_second=None, delay=0.0):
        self.port_behind = port
        self.delay = delay
        self.lanes = {name: Lane(bits_per_second) for name in ("up", "down")}
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()

    def carried(self):
        """Bytes so far, both ways."""
        return sum(lane.carried for lane in self.lanes.values())

    def _accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            # A handshake of TCP takes the way to and fro as well.
            time.sleep(2 * self.delay)
            far = socket.create_connection(("127.0.0.1", self.port_behind))
            for end in (near, far):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for lane, start, end in (("up", near, far), ("down", far, near)):
                threading.Thread(
                    target=self._carry, args=(self.lanes[lane], start, end), daemon=True).start()

    def _carry(self, lane, start, end):
        """Reads at once and hands on when it is time: a pipe, not one packet at a time."""
        waiting, ready = [], threading.Condition()

        def deliver():
            while True:
                with ready:
                    while not waiting:
                        ready.wait()
                    due, bytes_ = waiting.pop(0)
                time.sleep(max(0.0, due - time.monotonic()))
                try:
                    end.sendall(bytes_) if bytes_ else end.shutdown(socket.SHUT_WR)
                except OSError:
                    return
                if not bytes_:
                    return

        threading.Thread(target=deliver, daemon=True).start()
        while True:
            try:
                bytes_ = start.recv(1400)
            except OSError:
                bytes_ = b""
            with ready:
                waiting.append((lane.take(len(bytes_)) + self.delay, bytes_))
                ready.notify()
            if not bytes_:
                return


class Lane:
    """One direction: tells when so many more bytes are through."""

    def __init__(self, bits_per_second):
        self.rate = bits_per_second / 8 if bits_per_second else None
        self.free_at = 0.0
        self.carried = 0
        self.lock = threading.Lock()

    def take(self, count):
        with self.lock:
            self.carried += count
            now = time.monotonic()
            self.free_at = max(self.free_at, now) + (count / self.rate if self.rate else 0)
            return self.free_at
