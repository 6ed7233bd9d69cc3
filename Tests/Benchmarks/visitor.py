"""One candidate with a browser's manners: keeps its connection and its cookies, takes
compressed pages, and fetches what a page names."""

import gzip
import http.client
import json
import re
import ssl
import urllib.parse
import uuid


class Visitor:
    def __init__(self, port, authority):
        self.connection = http.client.HTTPSConnection(
            "127.0.0.1", port, timeout=60, context=ssl.create_default_context(cafile=authority))
        self.cookies = {}
        self.csrf = ""
        self.exam = ""
        self.page = b""

    def ask(self, path, form=None):
        """(status, address it leads to, body); the connection stays open."""
        headers = {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-origin"}
        if self.cookies:
            headers["Cookie"] = self.cookie
        body = None
        if form is not None:
            body = urllib.parse.urlencode({"csrf": self.csrf, **form})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request("GET" if form is None else "POST", path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.headers.get("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";", 1)[0].split("=", 1)
            self.cookies[name] = value
            if not value:
                del self.cookies[name]
        token = re.search(rb'name="csrf" value="([^"]+)"', content)
        if token:
            self.csrf = token.group(1).decode()
        return answer.status, answer.headers.get("Location", ""), content

    @property
    def cookie(self):
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def sign_in(self, ticket):
        self.ask("/ticket")
        _, self.exam, _ = self.ask("/ticket", {"code": ticket})

    def open_paper(self):
        """Starts, or goes on here with what was begun; reads the first page."""
        status, _, _ = self.ask(self.exam)
        if status == 200:
            self.ask(f"{self.exam}/start", {})
        if "/take-over" in self.read(1).decode():
            self.ask(f"{self.exam}/take-over", {})
            self.read(1)

    def read(self, number):
        status, _, self.page = self.ask(f"{self.exam}/paper?page={number}")
        if status != 200:
            raise SystemExit(f"page {number} of the paper: {status}")
        return self.page

    def assets(self):
        """What the page needs from the same server: its style, its scripts, in order."""
        found = re.findall(r'<(?:link|script)[^>]+(?:href|src)="(/assets/[^"]+)"', self.page.decode())
        return list(dict.fromkeys(found))

    def answers(self):
        """The fields of an answer to each choice of the page, by slot."""
        fields = {}
        for slot, value in re.findall(r'type="radio" name="a(\d+)" value="(\d+)"', self.page.decode()):
            revision = re.search(rf'name="r{slot}" value="(\d+)"', self.page.decode())
            fields[slot] = {f"a{slot}": value, f"r{slot}": revision.group(1)}
        return fields

    def save(self, fields):
        """Saves as scripts do: whether it is acknowledged."""
        status, _, body = self.ask(f"{self.exam}/answers", {"operation": str(uuid.uuid4()), **fields})
        return status == 200 and bool(json.loads(body)["saved"])

    def close(self):
        self.connection.close()
