"""The servers that are measured: Sen, and nginx with the same certificate."""

import http.client
import os
import re
import socket
import ssl
import subprocess
import time


class Process:
    """A program that ends when the `with` block does."""

    def __init__(self, arguments, folder, name, environment=None):
        self.output = os.path.join(folder, f"{name}.log")
        with open(self.output, "wb") as output:
            self.child = subprocess.Popen(
                arguments, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                env={**os.environ, **(environment or {})})
        self.pid = self.child.pid

    def said(self):
        with open(self.output, encoding="utf-8", errors="replace") as file:
            return file.read()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.child.terminate()
        try:
            self.child.wait(20)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()


class Sen(Process):
    """`sen serve` on a prepared folder and a free port."""

    def __init__(self, program, data, checkout, folder, log_level, environment=None):
        begun = time.monotonic()
        super().__init__(
            [program, "serve", "--data", data, "--port", "0", "--log-level", log_level,
             "--public", os.path.join(checkout, "Public")],
            folder, "sen", environment)
        self.authority = os.path.join(data, "certificates", "authority.pem")
        self.port = self._port()
        self.url = f"https://127.0.0.1:{self.port}"
        get(self.port, self.authority, "/healthz")
        self.seconds_to_first_answer = time.monotonic() - begun

    def _port(self):
        for _ in range(3000):
            with open(self.output, encoding="utf-8", errors="replace") as file:
                found = re.search(r"^Sen: https://127\.0\.0\.1:(\d+)\n", file.read(65536), re.M)
            if found:
                return int(found.group(1))
            if self.child.poll() is not None:
                raise SystemExit(f"sen did not start:\n{self.said()}")
            time.sleep(0.01)
        self.child.kill()
        raise SystemExit("sen did not say where it is")


NGINX = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log;
worker_processes auto;
worker_rlimit_nofile 8192;
events {{ worker_connections 4096; }}
http {{
    access_log {log};
    client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
    uwsgi_temp_path {folder}; scgi_temp_path {folder};
    default_type text/html;
    sendfile on; tcp_nopush on; keepalive_requests 100000000;
    server {{
        listen 127.0.0.1:{port} ssl backlog=1024;
        ssl_certificate {certificates}/server.pem;
        ssl_certificate_key {certificates}/server.key.pem;
        ssl_protocols TLSv1.2 TLSv1.3;
        root {folder}/static;
        location = /healthz {{ default_type text/plain; return 200 "ok\\n"; }}
    }}
}}
"""


class Nginx(Process):
    """nginx with a static page, which it logs just as Sen does its own."""

    def __init__(self, data, folder, page, logs):
        program = "/usr/sbin/nginx" if os.path.exists("/usr/sbin/nginx") else "nginx"
        os.makedirs(os.path.join(folder, "static"), exist_ok=True)
        with open(os.path.join(folder, "static", "paper.html"), "wb") as file:
            file.write(page)
        self.port = free_port()
        path = os.path.join(folder, "nginx.conf")
        with open(path, "w", encoding="utf-8") as file:
            file.write(NGINX.format(
                folder=folder, port=self.port, certificates=os.path.join(data, "certificates"),
                log=f"{folder}/nginx-access.log" if logs else "off"))
        # The workers must be able to read a folder that belongs to root alone.
        who = ["-g", "user root;"] if os.geteuid() == 0 else []
        super().__init__([program, "-c", path] + who, folder, "nginx")
        self.url = f"https://127.0.0.1:{self.port}"
        authority = os.path.join(data, "certificates", "authority.pem")
        for _ in range(300):
            try:
                get(self.port, authority, "/healthz")
                return
            except OSError:
                if self.child.poll() is not None:
                    break
                time.sleep(0.02)
        raise SystemExit(f"nginx did not start:\n{self.said()}")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def get(port, authority, path, cookies="", form=None):
    """One request on a connection of its own: (status, headers, body)."""
    trust = ssl.create_default_context(cafile=authority)
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=30, context=trust)
    headers = {"Cookie": cookies} if cookies else {}
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request("GET" if form is None else "POST", path, form, headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body
