"""Right answers, read from the sample banks' own files."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from server import ROOT

BANKS = ROOT / "QuestionBanks"


@dataclass
class Key:
    identifier: str = ""
    stem: str = ""
    topic: str = ""
    level: str = ""
    options: list = field(default_factory=list)     # (text, is right)
    statements: list = field(default_factory=list)  # (text, is true)
    answer: str = ""

    @property
    def type(self):
        if self.options:
            return "multipleChoice" if sum(right for _, right in self.options) > 1 else "singleChoice"
        if self.statements:
            return "trueFalseGroup"
        if self.answer in ("Đ", "S"):
            return "trueFalse"
        return "numeric" if re.match(r"-?\d", self.answer) else "shortAnswer"


def plain(text):
    """Letters and digits only: how a page and a file write the same text differs."""
    text = re.sub(r"!\[.*?\]\(.*?\)", "", text)
    return re.sub(r"[\W_]+", "", text).lower()


def read(path: Path):
    """The questions of one Câu text file, as far as these tests need them."""
    keys, key, topic, part = [], None, "", "stem"
    for line in path.read_text(encoding="utf-8").splitlines():
        if found := re.match(r"Chủ đề: (.+)", line):
            topic = found[1].strip()
            key = None
        elif found := re.match(r"Câu \d+\. \[(\w+)\] (.*)", line):
            key = Key(stem=found[2], topic=topic, level=found[1])
            keys.append(key)
            part = "stem"
        elif key is None:
            continue
        elif found := re.match(r"(\*?)[A-H]\. (.*)", line):
            key.options.append((found[2], bool(found[1])))
            part = "choice"
        elif found := re.match(r"(\*?)[a-z]\) (.*)", line):
            key.statements.append((found[2], bool(found[1])))
            part = "choice"
        elif found := re.match(r"Đáp án: (.*)", line):
            key.answer = key.answer or found[1]
            part = "answer"
        elif found := re.match(r"Mã: (.*)", line):
            key.identifier = found[1]
        elif line.startswith("Lời giải:"):
            part = "solution"
        elif part == "stem":
            key.stem += "\n" + line
    return keys


class Keys:
    """All keys by what their questions say."""

    def __init__(self, keys):
        self.all = list(keys)

    def of(self, stem):
        """The key of a question as a page shows it.

        - Raises LookupError when no question, or more than one, says that.
        """
        said = plain(stem)
        # A picture that did not come with its file leaves its description behind.
        found = [key for key in self.all if plain(key.stem) == said] \
            or [key for key in self.all if said.startswith(plain(key.stem)) and "![" in key.stem]
        if len(found) != 1:
            raise LookupError(f"{len(found)} questions say {stem[:60]!r}")
        return found[0]
