"""What check_answers.py reads of Câu text (docs/formats.md): questions with their keys.

Stricter than the program: one question a heading line, one option or statement a line.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

LEVELS = ["NB", "TH", "VD", "VDC"]
TYPES = ["singleChoice", "multipleChoice", "trueFalse", "trueFalseGroup", "shortAnswer", "numeric"]
# Types that a line Loại names; not every bank has them.
NAMED = {"ghép cặp": "matching", "sắp xếp": "ordering", "điền khuyết": "cloze", "tự luận": "essay"}

START = re.compile(r"Câu (\d+)\. (?:\[(\w+)\] )?(.*)")
OPTION = re.compile(r"(\*?)#?([A-H])\. (?:\[(-?[\d.,]+)%\] )?(.*)")
STATEMENT = re.compile(r"(\*?)([a-z])\)() (.*)")
# What several questions are about: it counts as the beginning of each stem.
SHARED = re.compile(r"Ngữ liệu chung(?: \(câu (\d+)(?:–(\d+))?\))?: ?(.*)")
HEARD = re.compile(r"(Tệp nghe|Số lần nghe|Lời thoại): ?(.*)")
FIELD = re.compile(
    r"(Môn|Khối|Chủ đề|Đáp án|Phản hồi|Phản hồi Đúng|Phản hồi Sai|Chấm|Loại|Phân biệt hoa thường"
    r"|Tiêu chí|Mã|Mức độ|Từ khóa|Từ khoá|Tên|Lời giải): ?(.*)")
TEXTS = {"Mã": "id", "Mức độ": "level", "Chấm": "grading", "Loại": "kind", "Lời giải": "solution",
         "Phân biệt hoa thường": "case"}
TRUTHS = {"Đ": True, "Đúng": True, "T": True, "True": True,
          "S": False, "Sai": False, "F": False, "False": False}
NUMBER = r"-?\d+(?:,\d+)?(?:(?:\.|×| × )10\^-?\d+)?"
ITEM = re.compile(r"\d+\) (.*)")
GAP = re.compile(r"\[\[(.+?)\]\]")
POINTS = re.compile(r"\[(\d+(?:,\d+)?)\] .+")
NUMERIC = re.compile(rf"({NUMBER})(?: ± ({NUMBER})(%?)|\.\.({NUMBER}))?")


@dataclass
class Choice:
    """An option or a statement. `weight`: its share of the marks as the file has it, or None."""

    letter: str
    is_right: bool
    text: str
    weight: Fraction = None
    feedback: str = ""


@dataclass
class Accepted:
    """One alternative of the lines Đáp án, as written there, and the share it earns."""

    text: str
    weight: Fraction
    feedback: str = ""

    @property
    def is_quoted(self):
        return len(self.text) > 2 and self.text[0] == self.text[-1] == '"'

    @property
    def range(self):
        """The lowest and highest number that it takes in; None where it is no number."""
        match = None if self.is_quoted else NUMERIC.fullmatch(self.text)
        if not match:
            return None
        middle = number(match[1])
        if match[4]:
            return middle, number(match[4])
        reach = number(match[2] or "0")
        reach = abs(middle) * reach / 100 if match[3] else reach
        return middle - reach, middle + reach

    def takes(self, text, matches_case):
        """Whether it accepts a text: `*` stands for any text, `\\*` and `\\|` for themselves."""
        pattern = self.text[1:-1] if self.is_quoted else self.text
        signs = re.split(r"(\\.|\*)", comparable(pattern, matches_case))
        wild = "".join(".*" if s == "*" else re.escape(s[1:] if s[:1] == "\\" else s) for s in signs)
        return re.fullmatch(wild, comparable(text, matches_case), re.DOTALL) is not None


@dataclass
class Question:
    """One question as the file has it. `stem`, `solution`: lines joined by line ends."""

    path: Path
    line: int
    topic: str
    level: str
    stem: str
    id: str = ""
    solution: str = ""
    grading: str = ""
    kind: str = ""
    case: str = ""
    options: list = field(default_factory=list)
    statements: list = field(default_factory=list)
    accepted: list = field(default_factory=list)
    # The lines Tiêu chí of an essay.
    criteria: list = field(default_factory=list)
    # What is told to who called the statement true or false, by the keyword.
    told: dict = field(default_factory=dict)
    # Of a recording: its file, how often it may be played, what is said in it.
    heard: dict = field(default_factory=dict)
    # Keyword lines that belong to nothing, for the report.
    strays: list = field(default_factory=list)

    @property
    def type(self):
        if self.kind in NAMED:
            return NAMED[self.kind]
        if self.options:
            several = sum(c.is_right for c in self.options) > 1 or self.kind
            return "multipleChoice" if several else "singleChoice"
        if self.statements:
            return "trueFalseGroup"
        if self.truth is not None:
            return "trueFalse"
        numeric = [a for a in self.accepted if a.text != "*"]
        return "numeric" if numeric and all(a.range for a in numeric) else "shortAnswer"

    @property
    def truth(self):
        """Whether the one statement of a true/false question is true; None for other types."""
        return TRUTHS.get(self.accepted[0].text) if len(self.accepted) == 1 else None

    @property
    def answer(self):
        """The first answer as it is written."""
        return self.accepted[0].text if self.accepted else ""

    @property
    def place(self):
        return f"{self.path.parent.name}/{self.path.name}:{self.line} {self.id}"

    @property
    def choices(self):
        return self.options + self.statements

    @property
    def feedback(self):
        """Every feedback of the question."""
        told = [c.feedback for c in self.choices + self.accepted] + list(self.told.values())
        return [text for text in told if text]

    @property
    def text(self):
        return "\n".join([self.stem, *(c.text for c in self.choices), *self.feedback, self.solution])

    def share(self, text):
        """What a typed answer earns of the question's marks."""
        if self.type == "numeric":
            value = float(text)
            near = 1e-6 * abs(value) or 1e-12
            fitting = [a for a in self.accepted
                       if a.text == "*" or float(a.range[0]) - near <= value <= float(a.range[1]) + near]
        else:
            fitting = [a for a in self.accepted if a.takes(text, self.case == "có")]
        return fitting[0].weight if fitting else Fraction(0)

    @property
    def items(self):
        """The list that the stem of a matching or an ordering ends with."""
        return [match[1] for match in map(ITEM.fullmatch, self.stem.splitlines()) if match]

    @property
    def gaps(self):
        """What stands in the gaps of a cloze."""
        return GAP.findall(self.stem)

    def rows(self):
        """The cells of the stem's table, without the line of dashes."""
        lines = [line for line in self.stem.splitlines() if line.startswith("|")]
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
        return [row for row in rows if set(row[0]) != {"-"}]


def comparable(text, matches_case):
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return text if matches_case else text.lower()


def number(text):
    """`1,41`, `-3`, `3.10^8`, `6,02×10^23` as an exact number."""
    mantissa, _, power = re.sub(r"(\.| ?× ?)10\^", "|", text).partition("|")
    return Fraction(mantissa.replace(",", ".")) * Fraction(10) ** int(power or 0)


def share(percent):
    """A per cent of a file as a share; 33,33333 is a third."""
    exact = Fraction(percent.replace(",", ".")) / 100
    simple = exact.limit_denominator(20)
    return simple if abs(simple - exact) < Fraction(1, 100_000) else exact


def alternatives(line):
    """The answers of one line Đáp án, separated by ` | `."""
    for text in re.split(r"(?<!\\) \| ", line):
        weighted = re.fullmatch(r"\[(-?[\d.,]+)%\] (.*)", text)
        yield Accepted(weighted[2], share(weighted[1])) if weighted else Accepted(text, Fraction(1))


def read(path):
    """The questions of one file, and its lines Môn and Khối."""
    questions, head, topic, fenced = [], {}, "", False
    # The passage under way: its first and last question, its lines, what is said of a recording.
    shared, is_shared = None, False
    # What a line without a keyword continues: an object and the name of its text.
    current = into = last = None
    for line_number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        fence = line.startswith("```")
        is_text = fence or fenced or current is None or into and into[1] == "solution"
        start = None if fenced else START.fullmatch(line)
        keyword = None if fence or fenced else FIELD.fullmatch(line)
        shape = None if is_text else OPTION.fullmatch(line) or STATEMENT.fullmatch(line)
        if not fenced and re.match("//|PHẦN ", line):
            continue
        passage = None if fenced else SHARED.fullmatch(line)
        if passage:
            first = int(passage[1] or 0)
            shared = first, int(passage[2] or first), [passage[3]], {}
            current, into, last, is_shared = None, None, None, True
        elif start:
            current, last = Question(path, line_number, topic, start[2] or "", start[3]), None
            if shared and shared[0] <= int(start[1]) <= shared[1]:
                text = "\n".join(shared[2]).strip()
                current.stem, current.heard = f"{text}\n\n{start[3]}", shared[3]
            questions.append(current)
            into, is_shared = (current, "stem"), False
        elif is_shared:
            heard = HEARD.fullmatch(line)
            if heard:
                shared[3][heard[1]] = heard[2]
            else:
                shared[2].append(line)
        elif keyword and keyword[1] in ("Môn", "Khối"):
            head[keyword[1]] = keyword[2]
        elif keyword and keyword[1] == "Chủ đề":
            topic, current, into, last = keyword[2], None, None, None
        elif keyword and current:
            name, value = keyword[1], keyword[2]
            if name == "Đáp án":
                current.accepted += alternatives(value)
                last, into = current.accepted[-1], None
            elif name == "Tiêu chí":
                current.criteria.append(value)
                into = None
            elif name == "Phản hồi" and last:
                last.feedback, into = value, (last, "feedback")
            elif name.startswith("Phản hồi "):
                current.told[name] = value
                into = None
            elif name == "Phản hồi":
                current.strays.append(line)
            elif name in TEXTS:
                setattr(current, TEXTS[name], value)
                into = (current, "solution") if name == "Lời giải" else None
        elif shape:
            weight = share(shape[3]) if shape[3] else None
            last = Choice(shape[2], shape[1] == "*", shape[4], weight)
            (current.options if last.letter.isupper() else current.statements).append(last)
            into = last, "text"
        elif into and (line.strip() or into[0] is current):
            setattr(*into, getattr(*into) + "\n" + line)
        elif current and line.strip():
            current.strays.append(line)
        fenced ^= fence
    return questions, head
