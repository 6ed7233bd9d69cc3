"""What answers_toan_12.py computes with: TeX as a value, calculus by trying numbers, vectors."""

import math
import re
from fractions import Fraction as Q

# Reading TeX


class Tex:
    """The value of a TeX expression at given values of its letters (recursive descent)."""

    TOKEN = re.compile(r"\s*(\d+(?:\{,\}\d+)?|\\[a-zA-Z]+|\S)")
    FUNCTIONS = {"\\sin": math.sin, "\\cos": math.cos, "\\ln": math.log}

    def __init__(self, text, letters):
        text = re.sub(r"\\left|\\right|\\displaystyle|\^\\circ", "", text)
        self.tokens = self.TOKEN.findall(text)
        self.letters = {"\\pi": math.pi, "e": math.e, **letters}

    def peek(self):
        return self.tokens[0] if self.tokens else ""

    def take(self, expected=None):
        token = self.tokens.pop(0)
        assert expected in (None, token), (token, expected)
        return token

    def sum(self):
        total = -self.product() if self.peek() == "-" and self.take() else self.product()
        while self.peek() in ("+", "-"):
            sign = 1 if self.take() == "+" else -1
            total += sign * self.product()
        return total

    def product(self):
        result = self.power()
        while self.peek() and self.peek() not in ("+", "-", ")", "}"):
            if self.peek() == "\\cdot":
                self.take()
            result *= self.power()
        return result

    def power(self):
        base = self.atom()
        if self.peek() != "^":
            return base
        self.take()
        return base ** self.atom()

    def group(self):
        self.take("{")
        inner = self.sum()
        self.take("}")
        return inner

    def atom(self):
        token = self.peek()
        if token == "{":
            return self.group()
        self.take()
        if token == "(":
            inner = self.sum()
            self.take(")")
            return inner
        if token in ("\\frac", "\\dfrac"):
            return self.group() / self.group()
        if token == "\\sqrt":
            return math.sqrt(self.group())
        if token in self.FUNCTIONS:
            return self.FUNCTIONS[token](self.power())
        if token[0].isdigit():
            return Q(token.replace("{,}", "."))
        return self.letters[token]


def tex(text, **letters):
    """The value of a whole TeX expression."""
    reader = Tex(text, letters)
    value = reader.sum()
    assert not reader.tokens, (text, reader.tokens)
    return value


def value_of_option(text):
    """The number that an option's first formula is; a unit after it is not read."""
    return tex(re.search(r"\$([^$]+)\$", text)[1])


def rhs(option):
    """The function of x that an option `$y = …$` is; None when it is no such equation."""
    match = re.fullmatch(r"\$y = (.*)\$", option)
    return match and (lambda x: tex(match[1], x=x))


def point(option):
    """The coordinates in an option such as `$(3; 3; 1)$` or `$\\vec{n} = (2; 3; 1)$`."""
    inside = re.search(r"\((.*;.*)\)|\\left\((.*;.*)\\right\)", option)
    return [tex(part) for part in re.sub(r"\\left\(|\\right\)", "", inside[0]).strip("()").split(";")]


def interval(option):
    """The ends of an option `$(a; b)$`, infinite ends as plus or minus 1000."""
    ends = option.strip("$()").split(";")
    return [(-1000 if "-" in end else 1000) if "infty" in end else int(end) for end in ends]


# Calculus by trying


def steps(a, b, n):
    """n + 1 exact numbers from a to b."""
    return [Q(a) + (Q(b) - Q(a)) * k / n for k in range(n + 1)]


def inside(a, b, n=997):
    """Exact numbers strictly between a and b."""
    return steps(a, b, n)[1:-1]


def slope(f, x, h=1e-5):
    return (f(x + h) - f(x - h)) / (2 * h)


def rises(f, a, b):
    values = [f(x) for x in inside(a, b)]
    return all(u < v for u, v in zip(values, values[1:]))


def falls(f, a, b):
    return rises(lambda x: -f(x), a, b)


def roots(f, a, b, n=4001):
    """Where f changes its sign between a and b, roughly."""
    xs = steps(a, b, n)
    signs = [f(x) > 0 for x in xs]
    return [float(x + y) / 2 for x, y, s, t in zip(xs, xs[1:], signs, signs[1:]) if s != t]


def turns(f, a, b, n=4001):
    """How many times f turns from rising to falling or back between a and b."""
    values = [float(f(x)) for x in steps(a, b, n)]
    ups = [v > u for u, v in zip(values, values[1:])]
    return sum(s != t for s, t in zip(ups, ups[1:]))


def integral(f, a, b, n=2000):
    """Simpson's rule."""
    h = (b - a) / n
    inner = sum((4 if k % 2 else 2) * f(a + k * h) for k in range(1, n))
    return (f(a) + inner + f(b)) * h / 3


def largest(f, a, b, n=1000):
    return max(f(x) for x in steps(a, b, n))


def smallest(f, a, b, n=1000):
    return min(f(x) for x in steps(a, b, n))


def near(a, b, within=1e-6):
    return abs(float(a) - float(b)) < within


# Vectors


def minus(a, b):
    return [x - y for x, y in zip(a, b)]


def plus(a, b, k=1):
    """a + k b"""
    return [x + k * y for x, y in zip(a, b)]


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def length(a):
    return math.sqrt(dot(a, a))


def parallel(a, b):
    return near(dot(a, b) ** 2, dot(a, a) * dot(b, b))


def cosine(a, b):
    return dot(a, b) / (length(a) * length(b))


def distance_to_plane(p, plane):
    """plane: A, B, C, D of Ax + By + Cz + D = 0"""
    return abs(dot(p, plane[:3]) + plane[3]) / length(plane[:3])
