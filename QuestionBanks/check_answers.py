#!/usr/bin/env python3
"""Checks the sample question banks: their form, and their answers by computing them again.

Usage: python3 check_answers.py [--counts] [BANK...]

Every folder beside this file that holds *.cau.txt files is a bank. Where a file
`answers_<folder>.py` ("-" written as "_") stands beside this one, its table ANSWERS maps a
question's `Mã` to a function that works the answer out, without arguments or from the question.
It returns

- of a choice: the right option's text or number, a set of them where several are right, a test
  that exactly the right options pass, or a list of whether each option is right;
- of a true/false question: its truth; of a group: the truth of each statement;
- of a matching: the texts of the options for its items; of an ordering: the items' numbers in
  order; of a cloze: what stands in its gaps;
- of a number or a short answer: what must earn all marks, or a dict of what is typed to the
  share it must earn.

NOT_COMPUTED says why the others are not in the table. Standard library only. Ends with
"N passed, N failed" and exit code 1 if anything failed.
"""

import importlib.util
import inspect
import math
import re
import sys
import unicodedata
from collections import Counter
from fractions import Fraction
from pathlib import Path

from cau_text import LEVELS, NAMED, POINTS, TYPES, number, read

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
LEAST_QUESTIONS = 60
# What papers of the national format draw from, several times over.
LEAST = {
    "toan-12": {"singleChoice": 34, "trueFalseGroup": 12, "numeric": 14},
    "vat-li-12": {"singleChoice": 34, "trueFalseGroup": 12, "numeric": 12},
    "tieng-anh-10": {"singleChoice": 80, "multipleChoice": 6, "trueFalse": 6, "trueFalseGroup": 4,
                     "shortAnswer": 8, "numeric": 3},
}
# An answer of the national format has four cells.
CELLS = 4
LARGEST_PICTURE = 20 * 1024

PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
FORMULA = re.compile(r"\$([^$]+)\$")


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


# Form


def check_form(q, is_national, report):
    """What every question of a bank must have."""
    def check(is_right, what):
        report.check(is_right, q.place, what)

    check(q.level in LEVELS, f"level {q.level!r}")
    check(bool(q.topic), "no topic")
    check(len(q.stem.strip()) > 10, "no stem")
    check(len(q.solution.strip()) > 10, "no solution")
    check(unicodedata.is_normalized("NFC", q.text), "not NFC")
    check(not q.strays, f"lines that belong to nothing: {q.strays}")
    check(not (q.told and q.type != "trueFalse"), "Phản hồi Đúng/Sai of no true/false question")
    check(q.grading in ("", "từng phần", "tỉ lệ"), f"Chấm: {q.grading}")
    check(q.kind in ("", "nhiều đáp án", *NAMED), f"Loại: {q.kind}")
    check(q.case in ("", "có"), f"Phân biệt hoa thường: {q.case}")
    check(not q.criteria or q.type == "essay", "Tiêu chí of no essay")
    if q.kind in NAMED:
        check_parts(q, check)
    elif q.options:
        check_options(q, check)
    elif q.type == "trueFalseGroup":
        letters = "".join(c.letter for c in q.statements)
        check(letters == "abcd", f"statements {letters}")
        check(len({c.is_right for c in q.statements}) == 2, "all statements are alike")
        check(not q.accepted, "stars and Đáp án")
    elif q.type != "trueFalse":
        check_accepted(q, is_national, check)
    check_formulas(q, check)
    for words, name in PICTURE.findall(q.text):
        file = q.path.parent / name
        check(len(words) > 20, f"{name}: no description")
        check(file.is_file() and file.stat().st_size <= LARGEST_PICTURE, f"{name}: missing or over 20 KB")


def check_options(q, check):
    letters = "".join(c.letter for c in q.options)
    check(letters == "ABCD" or q.type == "multipleChoice" and letters == "ABCDE", f"options {letters}")
    check(not q.accepted, "stars and Đáp án")
    equal = [a.letter + b.letter for a in q.options for b in q.options
             if a.letter < b.letter and same_text(a.text, b.text)]
    check(not equal, f"equal options {equal}")
    right = [c for c in q.options if c.is_right]
    wrong = [c for c in q.options if not c.is_right]
    if q.type == "singleChoice":
        check(len(right) == 1, "not exactly one right option")
        check(all(c.weight in (None, 1) for c in right), "the right option does not earn all")
        check(all(0 <= (c.weight or 0) < 1 for c in wrong), "a wrong option earns all or costs")
    else:
        check(right and wrong, "all options right or all wrong")
        weighted = [c.weight for c in right if c.weight is not None]
        check(not weighted or len(weighted) == len(right) and sum(weighted) == 1, f"weights {weighted}")
        check(all(-1 <= (c.weight or 0) <= 0 for c in wrong), "a wrong option earns")


def check_parts(q, check):
    """A question in parts, or an essay: that its key names every part."""
    if q.type == "matching":
        pairs = re.findall(r"(\d+)-([A-H])", q.answer)
        check([int(n) for n, _ in pairs] == list(range(1, len(q.items) + 1)), f"pairs {q.answer}")
        letters = "".join(c.letter for c in q.options)
        check({letter for _, letter in pairs} <= set(letters) and letters == "ABCDEFGH"[:len(letters)],
              f"options {letters}")
        check(letters and not any(c.is_right for c in q.options), "no options, or stars")
    elif q.type == "ordering":
        order = [int(n) for n in q.answer.split("-")]
        check(len(order) > 2 and sorted(order) == list(range(1, len(q.items) + 1)), f"order {q.answer}")
        check(order != sorted(order), "the items stand in the right order")
    elif q.type == "cloze":
        check(q.gaps and not q.accepted, "no gaps, or Đáp án")
        for gap in q.gaps:
            pieces = gap.split(" / ")
            check(len(pieces) == 1 or sum(p[0] == "*" for p in pieces) == 1, f"gap {gap}")
    else:
        check(q.criteria and all(POINTS.fullmatch(c) for c in q.criteria), "a criterion without points")


def check_accepted(q, is_national, check):
    check(q.accepted and q.accepted[0].weight == 1, "the first answer does not earn all")
    check(all(0 <= a.weight <= 1 for a in q.accepted), "an answer's weight")
    check(len({a.text for a in q.accepted}) == len(q.accepted), "an answer twice")
    if q.type == "shortAnswer":
        for a in q.accepted:
            is_told_apart = a.is_quoted or not re.fullmatch(r"[A-H]|[\d.,\s±^×-]*", a.text)
            check(is_told_apart, f"answer {a.text!r} needs quotes")
    else:
        check(all(a.text == "*" or a.range[0] <= a.range[1] for a in q.accepted), "an empty range")
        check("*" not in [a.text for a in q.accepted[:-1]], "an answer after *")
        plain = [a.text for a in q.accepted if re.fullmatch(r"[\d,-]+", a.text)]
        check(not is_national or all(len(text) <= CELLS for text in plain), f"{plain}: over {CELLS} cells")


def check_formulas(q, check):
    text = CODE.sub("", q.text).replace("\\$", "")
    check(text.count("$") % 2 == 0, "odd number of $")
    for formula in FORMULA.findall(text):
        check(formula == formula.strip(), f"spaces at the ends of ${formula}$")
        check(formula.count("{") == formula.count("}"), f"braces of ${formula}$")
        check(formula.count("\\left") == formula.count("\\right"), f"\\left and \\right of ${formula}$")
        check(not re.search(r"\d[.,]\d", formula), f"decimal mark in ${formula}$ (write 2{{,}}5)")


def check_balance(name, questions, report):
    """What a bank must have as a whole."""
    ids = Counter(q.id for q in questions)
    report.check("" not in ids, name, "a question without Mã")
    report.check(max(ids.values()) == 1, name, f"Mã twice: {[i for i in ids if ids[i] > 1]}")
    report.check(len(questions) >= LEAST_QUESTIONS, name, f"{len(questions)} questions")
    missing = {*LEVELS, *TYPES} - {q.level for q in questions} - {q.type for q in questions}
    report.check(not missing, name, f"no question of {sorted(missing)}")
    right = Counter(c.letter for q in questions if q.type == "singleChoice" for c in q.options if c.is_right)
    total = sum(right.values())
    for letter in "ABCD":
        report.check(0.2 <= right[letter] / total <= 0.3, name, f"{letter} is right {right[letter]} of {total} times")
    truths = [c.is_right for q in questions for c in q.statements]
    truths += [q.truth for q in questions if q.type == "trueFalse"]
    if truths:
        report.check(0.35 <= sum(truths) / len(truths) <= 0.65, name, f"{sum(truths)} of {len(truths)} statements true")
    for kind, least in LEAST.get(name, {}).items():
        of_kind = [q for q in questions if q.type == kind]
        report.check(len(of_kind) >= least, name, f"{len(of_kind)} {kind}, not {least}")
        report.check({q.level for q in of_kind} == set(LEVELS), name, f"{kind}: a level is missing")
    used = {q.path.parent / picture for q in questions for _, picture in PICTURE.findall(q.text)}
    kept = set(questions[0].path.parent.glob("hinh/*"))
    report.check(kept <= used, name, f"pictures without a question: {sorted(p.name for p in kept - used)}")


# Answers


def agrees(q, result, value):
    """Whether the file's answer is the computed one. `value` reads an option as a number."""
    if q.type == "trueFalse":
        return q.truth == bool(result)
    if q.type == "trueFalseGroup":
        return [c.is_right for c in q.statements] == [bool(truth) for truth in result]
    if q.type in ("numeric", "shortAnswer"):
        shares = result if isinstance(result, dict) else {result: 1}
        return all(q.share(rounded(q, typed)) == share for typed, share in shares.items())
    if q.type == "matching":
        letters = re.findall(r"\d+-([A-H])", q.answer)
        texts = {c.letter: c.text for c in q.options}
        return [texts[letter] for letter in letters] == list(result)
    if q.type == "ordering":
        return [int(n) for n in q.answer.split("-")] == list(result)
    if q.type == "cloze":
        return list(q.gaps) == list(result)
    def is_one(text, wanted):
        return same_text(text, wanted) if isinstance(wanted, str) else abs(float(value(text)) - float(wanted)) < 1e-6
    if isinstance(result, (list, tuple)):
        return [c.is_right for c in q.options] == [bool(truth) for truth in result]
    if callable(result):
        fits = result
    else:
        wanted = result if isinstance(result, (set, frozenset)) else {result}
        def fits(text): return any(is_one(text, one) for one in wanted)
    return [bool(fits(c.text)) for c in q.options] == [c.is_right for c in q.options]


def rounded(q, typed):
    """A number rounded as the stem says, which must be to the places of the file's answer."""
    if q.type != "numeric" or "làm tròn" not in q.stem:
        return typed
    places = {"hàng đơn vị": 0, "hàng phần mười": 1, "hàng phần trăm": 2, "hàng phần nghìn": 3}
    written = len(q.answer.split(" ")[0].partition(",")[2])
    if [n for words, n in places.items() if words in q.stem] != [written]:
        raise ValueError(f"{q.answer} does not have the places that the stem names")
    return math.floor(float(typed) * 10**written + 0.5) / 10**written


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
        groups = [cells[i:i + len(LEVELS)] for i in range(0, len(cells), len(LEVELS))]
        print(f"  {title:<52}" + " |".join("".join(f"{n:>4}" for n in group) for group in groups)
              + f"{len(chosen):>6}")
    print(" " * 54 + " |".join(f"{t:>16}" for t in TYPES))
    print(" " * 54 + " |".join("".join(f"{l:>4}" for l in LEVELS) for _ in TYPES))
    for topic in dict.fromkeys(q.topic.split(" / ")[0] for q in questions):
        line(topic, [q for q in questions if q.topic.split(" / ")[0] == topic])
    line("Tổng", questions)


def main():
    report = Report()
    wanted = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    for folder in sorted(path for path in HERE.iterdir() if any(path.glob("*.cau.txt"))):
        if wanted and folder.name not in wanted:
            continue
        questions = []
        for path in sorted(folder.glob("*.cau.txt")):
            found, head = read(path)
            report.check(set(head) == {"Môn", "Khối"}, path.name, "no Môn or Khối")
            for q in found:
                check_form(q, folder.name in LEAST, report)
            questions += found
        check_balance(folder.name, questions, report)
        computed = check_answers(folder.name, questions, report)
        kinds = Counter(q.type for q in questions)
        print(f"{folder.name}: {len(questions)} questions "
              f"({', '.join(f'{kinds[t]} {t}' for t in [*TYPES, *NAMED.values()])}), {computed} answers computed")
        if "--counts" in sys.argv:
            print_counts(questions)
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
