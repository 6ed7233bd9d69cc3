#!/usr/bin/env python3
"""Checks the sample question banks: their form, and their answers by computing them again.

Usage: python3 check_answers.py [--counts]

Every folder beside this file that holds *.cau.txt files is a bank. Where a file
`answers_<folder>.py` ("-" written as "_") stands beside this one, its table ANSWERS maps a
question's `Mã` to a function that works the answer out. The function takes the question or
nothing, and returns the right option's text or number (or a test that the right option alone
passes), the truth of each statement, or a number. Standard library only. Ends with
"N passed, N failed" and exit code 1 if anything failed.
"""

import importlib.util
import inspect
import re
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
LEVELS = ["NB", "TH", "VD", "VDC"]
TYPES = {"choice": "chọn một phương án", "truefalse": "đúng sai", "number": "trả lời ngắn"}
LEAST = {"toan-12": {"choice": 34, "truefalse": 12, "number": 14}}
LARGEST_PICTURE = 20 * 1024

START = re.compile(r"Câu (\d+)\. (?:\[(\w+)\] )?(.*)")
OPTION = re.compile(r"(\*?)([A-H])\. (.*)")
STATEMENT = re.compile(r"(\*?)([a-z])\) (.*)")
FIELD = re.compile(r"(Môn|Khối|Chủ đề|Đáp án|Mã|Mức độ|Từ khóa|Từ khoá|Tên|Lời giải): ?(.*)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
FORMULA = re.compile(r"\$([^$]+)\$")
NUMBER = re.compile(r"-?\d+(?:,\d+)?")


@dataclass
class Choice:
    letter: str
    is_right: bool
    text: str


@dataclass
class Question:
    """One question as the file has it. `stem`, `solution`: lines joined by line ends."""

    path: Path
    line: int
    topic: str
    level: str
    stem: str
    id: str = ""
    answer: str = ""
    solution: str = ""
    options: list = field(default_factory=list)
    statements: list = field(default_factory=list)

    @property
    def type(self):
        if self.options:
            return "choice"
        return "truefalse" if self.statements else "number"

    @property
    def place(self):
        return f"{self.path.parent.name}/{self.path.name}:{self.line} {self.id}"

    @property
    def text(self):
        return "\n".join([self.stem, *(c.text for c in self.options + self.statements), self.solution])

    def rows(self):
        """The cells of the stem's table, without the line of dashes."""
        lines = [line for line in self.stem.splitlines() if line.startswith("|")]
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
        return [row for row in rows if set(row[0]) != {"-"}]


def read(path):
    """The questions of one file, and its lines Môn and Khối."""
    questions, head, topic, target, fenced = [], {}, "", "", False
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        current = questions[-1] if questions else None
        fence = line.startswith("```")
        if fence or fenced or not target or target == "solution":
            shape = None
        else:
            shape = OPTION.fullmatch(line) or STATEMENT.fullmatch(line)
        start = None if fenced else START.fullmatch(line)
        keyword = None if fenced or fence else FIELD.fullmatch(line)
        if not fenced and (line.startswith("//") or re.match("PHẦN ", line)):
            continue
        if start:
            questions.append(Question(path, number, topic, start[2] or "", start[3]))
            target = "stem"
        elif keyword and keyword[1] in ("Môn", "Khối"):
            head[keyword[1]] = keyword[2]
        elif keyword and keyword[1] == "Chủ đề":
            topic, target = keyword[2], ""
        elif keyword and current:
            name = {"Mã": "id", "Đáp án": "answer", "Lời giải": "solution", "Mức độ": "level"}.get(keyword[1])
            if name:
                setattr(current, name, keyword[2])
            target = "solution" if name == "solution" else target
        elif shape:
            choice = Choice(shape[2], shape[1] == "*", shape[3])
            target = "options" if choice.letter.isupper() else "statements"
            getattr(current, target).append(choice)
        elif target in ("stem", "solution"):
            setattr(current, target, getattr(current, target) + "\n" + line)
        elif target and line.strip():
            getattr(current, target)[-1].text += "\n" + line
        fenced ^= fence
    return questions, head


class Report:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, is_right, place, what):
        if is_right:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {place}: {what}")


def same_text(a, b):
    """Whether two texts are the same but for sizes of fractions and, outside code, spaces and $."""
    def plain(text):
        if "`" in text:
            return text.strip()
        return re.sub(r"[\s$]", "", text).replace("dfrac", "frac").replace("tfrac", "frac")
    return plain(a) == plain(b)


def check_form(q, is_maths, report):
    """What every question of a bank must have."""
    def check(is_right, what):
        report.check(is_right, q.place, what)

    check(q.level in LEVELS, f"level {q.level!r}")
    check(bool(q.topic), "no topic")
    check(len(q.stem.strip()) > 10, "no stem")
    check(len(q.solution.strip()) > 10, "no solution")
    check(unicodedata.is_normalized("NFC", q.text), "not NFC")
    if q.type == "choice":
        letters = "".join(c.letter for c in q.options)
        check(letters == "ABCD", f"options {letters}")
        check(sum(c.is_right for c in q.options) == 1, "not exactly one right option")
        equal = [a.letter + b.letter for a in q.options for b in q.options
                 if a.letter < b.letter and same_text(a.text, b.text)]
        check(not equal, f"equal options {equal}")
    elif q.type == "truefalse":
        letters = "".join(c.letter for c in q.statements)
        check(letters == "abcd", f"statements {letters}")
        check(len({c.is_right for c in q.statements}) == 2, "all statements are alike")
    else:
        check(NUMBER.fullmatch(q.answer) is not None, f"answer {q.answer!r} is not a number")
        check(not is_maths or len(q.answer) <= 4, f"answer {q.answer!r} needs more than 4 cells")
    if is_maths:
        check_formulas(q, check)
    for words, name in PICTURE.findall(q.text):
        file = q.path.parent / name
        check(len(words) > 20, f"{name}: no description")
        check(file.is_file() and file.stat().st_size <= LARGEST_PICTURE, f"{name}: missing or over 20 KB")


def check_formulas(q, check):
    check(q.text.count("$") % 2 == 0, "odd number of $")
    for formula in FORMULA.findall(q.text):
        check(formula == formula.strip(), f"spaces at the ends of ${formula}$")
        check(formula.count("{") == formula.count("}"), f"braces of ${formula}$")
        check(not re.search(r"\d[.,]\d", formula), f"decimal mark in ${formula}$ (write 2{{,}}5)")


def check_balance(name, questions, report):
    """What a bank must have as a whole."""
    ids = Counter(q.id for q in questions)
    report.check("" not in ids, name, "a question without Mã")
    report.check(max(ids.values()) == 1, name, f"Mã twice: {[i for i in ids if ids[i] > 1]}")
    right = Counter(c.letter for q in questions for c in q.options if c.is_right)
    total = sum(right.values())
    for letter in "ABCD":
        report.check(0.2 <= right[letter] / total <= 0.3, name, f"{letter} is right {right[letter]} of {total} times")
    truths = [c.is_right for q in questions for c in q.statements]
    if truths:
        report.check(0.35 <= sum(truths) / len(truths) <= 0.65, name, f"{sum(truths)} of {len(truths)} statements true")
    for kind, least in LEAST.get(name, {}).items():
        of_kind = [q for q in questions if q.type == kind]
        report.check(len(of_kind) >= least, name, f"{len(of_kind)} {kind}, not {least}")
        report.check({q.level for q in of_kind} == set(LEVELS), name, f"{kind}: a level is missing")


def number(text):
    return Fraction(text.replace(",", "."))


def agrees(q, result, value):
    """Whether the file's answer is the computed one. `value` reads an option as a number."""
    if q.type == "truefalse":
        return [c.is_right for c in q.statements] == [bool(truth) for truth in result]
    if q.type == "number":
        stated = number(q.answer)
        if "làm tròn" in q.stem:
            places = len(q.answer.partition(",")[2])
            words = {0: "hàng đơn vị", 1: "hàng phần mười", 2: "hàng phần trăm", 3: "hàng phần nghìn"}
            half = Fraction(1, 2 * 10**places)
            return words[places] in q.stem and abs(float(result) - float(stated)) < float(half)
        return abs(float(result) - float(stated)) < 1e-6
    if callable(result):
        fits = result
    elif isinstance(result, str):
        def fits(text): return same_text(text, result)
    else:
        def fits(text): return abs(float(value(text)) - float(result)) < 1e-6
    return [bool(fits(c.text)) for c in q.options] == [c.is_right for c in q.options]


def check_answers(name, questions, report):
    """Computes what can be computed; returns how many answers were."""
    path = HERE / f"answers_{name.replace('-', '_')}.py"
    if not path.is_file():
        print(f"{name}: no {path.name}, answers not computed")
        return 0
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    answers = module.ANSWERS
    by_id = {q.id: q for q in questions}
    for unknown in sorted(set(answers) - set(by_id)):
        report.check(False, path.name, f"{unknown} is not in the bank")
    if hasattr(module, "NOT_COMPUTED"):
        for q in questions:
            report.check((q.id in answers) != (q.id in module.NOT_COMPUTED), q.place, "neither computed nor excused")
    value = getattr(module, "value_of_option", lambda text: number(text.strip("$` ")))
    for key in [key for key in answers if key in by_id]:
        q = by_id[key]
        try:
            result = answers[key](q) if inspect.signature(answers[key]).parameters else answers[key]()
            is_right = agrees(q, result, value)
        except Exception as problem:  # any fault of a table is a failed check, named
            result, is_right = f"{type(problem).__name__}: {problem}", False
        report.check(is_right, q.place, f"computed {result}")
    return len(answers)


def print_counts(questions):
    """How many questions of each type and level, and of each widest topic."""
    def line(title, chosen):
        cells = [sum(q.type == t and q.level == l for q in chosen) for t in TYPES for l in LEVELS]
        print(f"  {title:<52}" + "".join(f"{n:>4}" for n in cells) + f"{len(chosen):>5}")
    print(" " * 54 + " | ".join(f"{t}: {' '.join(LEVELS)}" for t in TYPES.values()))
    for topic in dict.fromkeys(q.topic.split(" / ")[0] for q in questions):
        line(topic, [q for q in questions if q.topic.split(" / ")[0] == topic])
    line("Tổng", questions)


def main():
    report = Report()
    for folder in sorted(path for path in HERE.iterdir() if any(path.glob("*.cau.txt"))):
        questions, is_maths = [], False
        for path in sorted(folder.glob("*.cau.txt")):
            found, head = read(path)
            report.check(set(head) == {"Môn", "Khối"}, path.name, "no Môn or Khối")
            is_maths = head.get("Môn") == "Toán"
            for q in found:
                check_form(q, is_maths, report)
            questions += found
        check_balance(folder.name, questions, report)
        computed = check_answers(folder.name, questions, report)
        kinds = Counter(q.type for q in questions)
        print(f"{folder.name}: {len(questions)} questions "
              f"({', '.join(f'{kinds[t]} {t}' for t in TYPES)}), {computed} answers computed")
        if "--counts" in sys.argv:
            print_counts(questions)
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
