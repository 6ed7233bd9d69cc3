"""Recomputed answers of the bank tin-hoc-10, for check_answers.py.

`ANSWERS` maps a question's `Mã` to a function without arguments. The function
works the answer out and returns what the file has to say: the text of the right
option, exactly as it stands in the file, or a test that the right options pass;
a truth, or four for a true/false group; a number or a text, or what each of
several typed answers has to earn. A question about a program is answered by
running the very program printed in the question. Questions of knowledge
(networks, ethics, terms) are not here: nothing can be computed about them.
"""

import contextlib
import io
import itertools
import keyword
import math
import re
from pathlib import Path

BANK = Path(__file__).resolve().parent / "tin-hoc-10"
OPTION = re.compile(r"^\*?[A-D]\. (.*)$")


def _read_questions():
    """Every question of the bank: Mã -> (program in it or "", texts of its options)."""
    questions = {}
    for path in sorted(BANK.glob("*.cau.txt")):
        code, options, fenced = [], [], False
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("```"):
                fenced = not fenced
            elif fenced:
                code.append(line)
            elif line.startswith("Câu "):
                code, options = [], []
            elif OPTION.match(line):
                options.append(OPTION.match(line).group(1))
            elif line.startswith("Mã: "):
                questions[line[4:].strip()] = ("\n".join(code), options)
    return questions


QUESTIONS = _read_questions()


def run(code, *typed):
    """Runs a program; returns what it printed, its variables and its error (or None)."""
    lines, out, names, error = iter(typed), io.StringIO(), {"__name__": "bai"}, None
    names["input"] = lambda prompt="": next(lines)
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(code, "<bài>", "exec"), names)
    except Exception as problem:  # the question may be about the error
        error = type(problem).__name__
    return out.getvalue().strip(), names, error


def program(ma):
    code = QUESTIONS[ma][0]
    if not code:
        raise LookupError(f"{ma}: no program in the question")
    return code


def printed(ma, *typed):
    """What the question's program prints; it must end without an error."""
    out, _, error = run(program(ma), *typed)
    assert error is None, (ma, error)
    return out


def option_printed(ma, *typed):
    return "`" + printed(ma, *typed) + "`"


def number_printed(ma, *typed):
    return int(printed(ma, *typed))


def only_option(ma, is_right):
    """The one option of the question for which `is_right` holds; it must be exactly one."""
    right = [text for text in QUESTIONS[ma][1] if is_right(text)]
    assert len(right) == 1, (ma, right)
    return right[0]


def value(expression, **names):
    """The value of an expression in backticks, or the name of its error."""
    try:
        return eval(expression.strip("`"), {}, names)
    except Exception as problem:
        return type(problem).__name__


def agrees(expression, truth, cases):
    """Whether the expression gives `truth(**case)` in every case (and no error)."""
    return all(value(expression, **case) == truth(**case) for case in cases)


# Thông tin và xử lí thông tin


def logic(text):
    """A logic expression of the book, as Python."""
    for word in ("AND", "OR", "NOT"):
        text = text.replace(word, word.lower())
    return text


TRUTH_TABLE = [dict(p=p, q=q) for p in (False, True) for q in (False, True)]


def comma(number, places):
    return f"{number:.{places}f}".replace(".", ",")


def _digits_and_base(text):
    """`$1A_{16}$` as its digits and its base."""
    digits, base = re.fullmatch(r"\$(\w+)_\{?(\d+)\}?\$", text).groups()
    return digits, int(base)


def units():
    mb = 1024 * 1024
    return [mb == 1024, 700 * 1024 > 0.7 * mb, 1024 * 8 == 8192, 2 * 1024 > 2000]


def sound():
    rate, bits, channels, seconds = 44100, 16, 2, 60
    size = rate * bits // 8 * channels * seconds
    # The last one: a sound of 15 kHz is lost below 30 000 samples a second.
    lossless_at_half_rate = rate / 2 >= 2 * 15000
    return [rate == 44100, bits // 8 == 16, size == 10584000, lossless_at_half_rate]


def eight_bits():
    every = range(256)
    return [
        max(every) == 256,
        all(n % 2 == 1 for n in every if format(n, "08b")[-1] == "1"),
        all(int(format(n, "b") + "0", 2) == 10 * n for n in every),
        all(n ^ 0b11111111 == 256 - n for n in every),
    ]


# Mạng máy tính và Internet


def shared_line(rate, sizes):
    """Seconds until the biggest download ends, the line always shared evenly (sizes in Mbit)."""
    left, time = sorted(sizes), 0
    while left:
        step = left[0] * len(left) / rate
        time += step
        left = [size - left[0] for size in left if size > left[0]]
    return round(time, 6)


# Python: whole questions


def _expression_005():
    cases = [dict(a=a, b=b, c=c) for a in (1.0, 7.0) for b in (2.0, 5.0) for c in (3.0, 4.0)]
    return only_option(
        "tin10-py-005", lambda e: agrees(e, lambda a, b, c: (a + b) / (2 * c), cases)
    )


def _tens_006():
    cases = [dict(n=n) for n in range(100, 1000)]
    return only_option("tin10-py-006", lambda e: agrees(e, lambda n: int(str(n)[1]), cases))


def _swap_007():
    def truth(text):
        claims = {
            "Giá trị của `a` và `b` được đổi chỗ cho nhau.": lambda a, b: (b, a),
            "Giá trị của `a` và `b` giữ nguyên như ban đầu.": lambda a, b: (a, b),
            "Cả hai biến đều có giá trị ban đầu của `a`.": lambda a, b: (a, a),
            "Cả hai biến đều có giá trị ban đầu của `b`.": lambda a, b: (b, b),
        }
        for a, b in itertools.product(range(-5, 6), repeat=2):
            names = run(f"a = {a}\nb = {b}\n" + program("tin10-py-007"))[1]
            if (names["a"], names["b"]) != claims[text](a, b):
                return False
        return True

    return only_option("tin10-py-007", truth)


def _types_008():
    names = run(program("tin10-py-008"))[1]
    x, y = names["x"], names["y"]
    return [x**y == 14, type(names["z"]) is float, str(x) + str(y) == "9", names["t"] == 3]


def _leap_013():
    import calendar

    cases = [dict(n=n) for n in range(1, 2500)]
    return only_option(
        "tin10-py-013", lambda e: agrees(e, lambda n: calendar.isleap(n), cases)
    )


def _exactly_one_014():
    cases = [dict(n=n) for n in range(1, 200)]
    return only_option(
        "tin10-py-014",
        lambda e: agrees(e, lambda n: [n % 2, n % 3].count(0) == 1, cases),
    )


def _taxi_015():
    code = program("tin10-py-015")
    marked = code.replace("else:\n", "else:\n    nhanh_else = True\n")
    return [
        run(code, "1")[0] == "12000",
        "nhanh_else" in run(marked, "10")[1],
        run(code, "12")[0] == "133000",
        run(code, "3.5")[0] == "39500",
    ]


def _mend_loop_019():
    code = program("tin10-py-019")
    mended = {
        "Đổi `i = 1` thành `i = 0`.": code.replace("i = 1", "i = 0", 1),
        "Đổi `i <= 10` thành `i < 10`.": code.replace("i <= 10", "i < 10"),
        "Thêm `i = i + 1` vào cuối thân vòng lặp, thụt lề như lệnh `print(i)`.": (
            code + "\n    i = i + 1"
        ),
        "Thêm `i = i + 1` sau vòng lặp, không thụt lề.": code + "\ni = i + 1",
    }
    wanted = [str(i) for i in range(1, 11)]

    def prints_one_to_ten(text):
        lines = []

        def stop_when_endless(number):
            lines.append(str(number))
            if len(lines) > 1000:
                raise RuntimeError("endless")

        try:
            exec(mended[text], {"print": stop_when_endless})
        except RuntimeError:
            return False
        return lines == wanted

    return only_option("tin10-py-019", prints_one_to_ten)


def _loops_022():
    code = "dem = 0\nwhile False:\n    dem = dem + 1\nprint(dem)"
    n, steps = 27, 0  # how many steps this takes is not known beforehand, yet it ends
    while n != 1:
        n, steps = (n // 2 if n % 2 == 0 else 3 * n + 1), steps + 1
    unindented = run("for i in range(3):\nprint(i)")[2]
    return [
        unindented is None,
        int(run(code)[0]) >= 1,
        len(range(1, 5)) == 4,
        steps > 0,
    ]


def _euclid_023():
    code = program("tin10-py-023")
    counted = "dem = 0\n" + code.replace("    a, b", "    dem = dem + 1\n    a, b")
    wrong_when_smaller_first = any(
        int(run(code, str(a), str(b))[0]) != math.gcd(a, b)
        for b in range(1, 30)
        for a in range(b)
    )
    return [
        run(code, "48", "18")[0] == "6",
        run(counted, "7", "0")[1]["dem"] == 0,
        wrong_when_smaller_first,
        run(counted, "21", "13")[1]["dem"] == 6,
    ]


def _list_031():
    A = [10, 20, 30, 40]
    return [
        run(f"A = {A}\nprint(A[4])")[0] == "40",
        len(A) == 4,
        run(f"A = {A}\nA.append(50)")[1]["A"][0] == 50,
        (25 in A) is False,
    ]


def _text_037():
    s = "Hà Nội"
    return [
        len(s) == 6,
        run(f's = "{s}"\ns[0] = "h"')[1]["s"] == "hà Nội",
        ("Nội" in s) is True,
        s.find("o") == -1,
    ]


def _none_041():
    first, second = printed("tin10-py-041").split("\n")
    return f"Hai dòng, lần lượt là `{first}` và `{second}`"


def _prime_042():
    def is_prime(n):
        return n > 1 and all(n % d for d in range(2, n))

    def works(option):
        code = program("tin10-py-042").replace("....", option.strip("`"))
        test = run(code)[1]["nguyen_to"]
        return all(test(n) == is_prime(n) for n in range(300))

    return only_option("tin10-py-042", works)


def _first_only_043():
    claims = {
        "mọi phần tử của `A` đều dương.": lambda A: all(x > 0 for x in A),
        "`A` có ít nhất một phần tử dương.": lambda A: any(x > 0 for x in A),
        "phần tử cuối cùng của `A` dương.": lambda A: A[-1] > 0,
        "phần tử đầu tiên của `A` dương.": lambda A: A[0] > 0,
    }
    test = run(program("tin10-py-043"))[1]["duong"]
    lists = [list(A) for k in (1, 2, 3) for A in itertools.product((-2, 0, 3), repeat=k)]

    def holds(text):
        claim = claims[text.removeprefix("Hàm trả về `True` khi và chỉ khi ")]
        return all(test(A) == claim(A) for A in lists)

    return only_option("tin10-py-043", holds)


def _function_044():
    code = program("tin10-py-044")
    out, names, _ = run(code)
    tracing = code.replace("    y = x * x", "    nhan.append(x)\n    y = x * x")
    received = run("nhan = []\n" + tracing)[1]["nhan"]
    return [
        out == "21",
        names["y"] == 16,
        received == [4],
        run(code + "\nbp()")[2] is not None,
    ]


def _conversion_048():
    code = program("tin10-py-048")
    printed_by = {name: run(code.replace("....", name), "7")[0] for name in ("int", "float", "str")}
    share = {"8": 1, "8.0": 0.25, "": 0}
    return {name: share[out] for name, out in printed_by.items()}


def _keyword_052():
    """The keywords that open a branch without a condition, by trying all of them."""
    def prints_two(word):
        return run(f"if False:\n    print(1)\n{word}:\n    print(2)")[0] == "2"
    return {word: int(prints_two(word)) for word in keyword.kwlist}


def _in_another_case(ma):
    """What the program prints earns all; the same letters in another case, half."""
    out = printed(ma)
    return {out: 1, out.lower(): 0.5}


def _order_of_program(lines, out):
    """The one order of the lines that makes a program that prints `out`."""
    lines = [line.strip("`") for line in lines]
    right = [order for order in itertools.permutations(range(len(lines)))
             if (lambda r: r[2] is None and r[0].strip() == out)(_run_lines(lines, order))]
    assert len(right) == 1, right
    return [place + 1 for place in right[0]]


def _run_lines(lines, order):
    try:
        return run("\n".join(lines[place] for place in order))
    except SyntaxError:
        return "", {}, "SyntaxError"


ANSWERS = {
    # Thông tin và xử lí thông tin
    "tin10-tt-003": lambda: f"{32 * 1024 // 4} ảnh",
    "tin10-tt-004": lambda: comma(1920 * 1080 * 24 / 8 / 1024**2, 2) + " MB",
    "tin10-tt-005": lambda: f"`{ord('F'):08b}`",
    "tin10-tt-007": lambda: only_option(
        "tin10-tt-007", lambda e: value(logic(e), p=True, q=False) is True
    ),
    "tin10-tt-008": lambda: only_option(
        "tin10-tt-008", lambda e: agrees(logic(e), lambda p, q: p != q, TRUTH_TABLE)
    ),
    "tin10-tt-010": units,
    "tin10-tt-011": sound,
    "tin10-tt-012": lambda: 8,
    "tin10-tt-013": lambda: len("Tiếng Việt".encode("utf-8")),
    "tin10-tt-016": lambda: {
        128_000 * 4 * 60 / 8 / 1_000_000: 1, 3.8: 0.75, 128_000 * 4 * 60 / 1_000_000: 0.25, 3.9001: 0,
    },
    "tin10-tt-017": lambda: {
        16_000_000_000 // (4000 * 3000 * 24 // 8 // 10): 1, 4445: 0.5,
        16_000_000_000 // (4000 * 3000 * 24 // 8): 0.25,
    },
    "tin10-hd-002": lambda: str(int("1100101", 2)),
    "tin10-hd-003": lambda: f"${0b1011 + 0b1101:b}_2$",
    "tin10-hd-004": lambda: only_option("tin10-hd-004", lambda b: int("132", int(b)) == 42),
    "tin10-hd-005": eight_bits,
    "tin10-hd-006": lambda: f"{45:b}".count("1"),
    "tin10-hd-007": lambda: min(n for n in range(1, 20) if 2**n >= 1000),
    "tin10-hd-008": lambda: int("01011010", 2),
    "tin10-hd-009": lambda: sum(f"{n:08b}".count("1") == 2 for n in range(256)),
    "tin10-hd-010": lambda: lambda text: int(*_digits_and_base(text)) == 26,
    "tin10-hd-011": lambda: all(n % 2 == 0 for n in range(1, 5000) if f"{n:b}".endswith("0")),
    "tin10-hd-012": lambda: {f"{13:b}": 1, f"{13:05b}": 0.75, f"{13:08b}": 0.75, f"{13:b}"[::-1]: 0.25},
    # Mạng máy tính và Internet
    "tin10-mang-008": lambda: 500 * 1_000_000 * 8 // 40_000_000,
    "tin10-mang-009": lambda: shared_line(100, [300 * 8, 300 * 8, 300 * 8, 600 * 8]),
    "tin10-mang-017": lambda: {2**32: 1, 4.3e9: 1, 4.2e9: 0, 2 * 32: 0},
    # Thiết kế đồ hoạ
    "tin10-dh-004": lambda: (
        f"Số màu gấp {2**24 // 2**8} lần, dung lượng gấp {24 // 8} lần so với trước."
    ),
    "tin10-dh-006": lambda: 1800 // 300,
    "tin10-dh-008": lambda: str(tuple(bytes.fromhex("FF8000"))),
    "tin10-dh-011": lambda: 2**8 - 1,
    "tin10-dh-012": lambda: {"#{:02X}{:02X}{:02X}".format(0, 255, 128): 1, "00ff80": 0.75, "#0FF80": 0.25},
    # Lập trình Python
    "tin10-py-001": lambda: only_option(
        "tin10-py-001",
        lambda n: n.strip("`").isidentifier() and not keyword.iskeyword(n.strip("`")),
    ),
    "tin10-py-002": lambda: option_printed("tin10-py-002"),
    "tin10-py-003": lambda: option_printed("tin10-py-003", "5"),
    "tin10-py-004": lambda: f"Chương trình báo lỗi `{run(program('tin10-py-004'), '3.5')[2]}`.",
    "tin10-py-005": _expression_005,
    "tin10-py-006": _tens_006,
    "tin10-py-007": _swap_007,
    "tin10-py-008": _types_008,
    "tin10-py-009": lambda: int(run("print(2 + 3 * 4)")[0]),
    "tin10-py-010": lambda: number_printed("tin10-py-010"),
    "tin10-py-011": lambda: only_option(
        "tin10-py-011",
        lambda sign: all(
            value(f"a {sign.strip('`')} b", a=a, b=b) is (a - b == 0)
            for a in range(3)
            for b in range(3)
        ),
    ),
    "tin10-py-012": lambda: f"Chỉ in ra `{printed('tin10-py-012')}`",
    "tin10-py-013": _leap_013,
    "tin10-py-014": _exactly_one_014,
    "tin10-py-015": _taxi_015,
    "tin10-py-016": lambda: number_printed("tin10-py-016"),
    "tin10-py-017": lambda: ", ".join(str(i) for i in range(5)),
    "tin10-py-018": lambda: option_printed("tin10-py-018"),
    "tin10-py-019": _mend_loop_019,
    "tin10-py-020": lambda: option_printed("tin10-py-020"),
    "tin10-py-021": lambda: option_printed("tin10-py-021"),
    "tin10-py-022": _loops_022,
    "tin10-py-023": _euclid_023,
    "tin10-py-024": lambda: number_printed("tin10-py-024"),
    "tin10-py-025": lambda: number_printed("tin10-py-025"),
    "tin10-py-026": lambda: number_printed("tin10-py-026"),
    "tin10-py-027": lambda: str([3, 8, 5][1]),
    "tin10-py-028": lambda: option_printed("tin10-py-028"),
    "tin10-py-029": lambda: option_printed("tin10-py-029"),
    "tin10-py-030": lambda: option_printed("tin10-py-030"),
    "tin10-py-031": _list_031,
    "tin10-py-032": lambda: number_printed("tin10-py-032"),
    "tin10-py-033": lambda: f"`{len('Tin học 10')}`",
    "tin10-py-034": lambda: option_printed("tin10-py-034"),
    "tin10-py-035": lambda: option_printed("tin10-py-035"),
    "tin10-py-036": lambda: option_printed("tin10-py-036"),
    "tin10-py-037": _text_037,
    "tin10-py-038": lambda: number_printed("tin10-py-038"),
    "tin10-py-039": lambda: only_option(
        "tin10-py-039", lambda w: run(f"{w.strip('`')} f():\n    pass")[2] is None
    ),
    "tin10-py-040": lambda: option_printed("tin10-py-040"),
    "tin10-py-041": _none_041,
    "tin10-py-042": _prime_042,
    "tin10-py-043": _first_only_043,
    "tin10-py-044": _function_044,
    "tin10-py-045": lambda: number_printed("tin10-py-045"),
    "tin10-py-046": lambda: run("Diem = 1\ndiem = 2")[1]["Diem"] == 2,
    "tin10-py-047": lambda: {7 // 2: 1, 7 / 2: 0},
    "tin10-py-048": _conversion_048,
    "tin10-py-049": lambda: {2**3**2: 1, (2**3) ** 2: 0},
    "tin10-py-050": lambda: 0.1 + 0.2 == 0.3,
    "tin10-py-051": lambda: lambda e: value(e, x=12) is True,
    "tin10-py-052": _keyword_052,
    "tin10-py-053": lambda: lambda loop: run(loop.strip("`"))[0].split() == "10 8 6 4 2".split(),
    "tin10-py-054": lambda: lambda line: run("A = [1, 2, 3]\n" + line.strip("`"))[1]["A"] == [1, 2, 3, 4],
    "tin10-py-055": lambda: {printed("tin10-py-055"): 1, "abcd": 0},
    "tin10-py-056": lambda: _in_another_case("tin10-py-056"),
    "tin10-py-057": lambda: _in_another_case("tin10-py-057"),
    "tin10-py-058": lambda: "10" < "9",
    # Các dạng khác
    "tin10-k-001": lambda q: [f"`{type(value(item)).__name__}`" for item in q.items],
    "tin10-k-002": lambda q: [f"`{value(item)}`" for item in q.items],
    "tin10-k-004": lambda q: _order_of_program(q.items, "55"),
    "tin10-k-005": lambda: run("for i in range(2, 9, 3): print(i)")[0].split(),
}
