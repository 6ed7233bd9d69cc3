"""Recomputed answers of the bank vat-li-12, for check_answers.py.

`ANSWERS` maps a question's `Mã` to a function that works the answer out from the laws of physics
(by balances, sums over small steps and trying), with the data of the question, its table or the
description of its figure. `NOT_COMPUTED` lists questions of knowledge.
"""

import math
import re

from maths_by_trying import integral, near, slope, steps, tex
from maths_by_trying import value_of_option as first_formula

GAS_CONSTANT = 8.31
AVOGADRO = 6.02e23
LIGHT_SPEED = 3e8
MEV_OF_AMU = 931.5


def value_of_option(text):
    return float(first_formula(text.replace("\\,", "")))


def about(amount, within=0.01):
    """A test that an option says this amount, to one per cent."""
    return lambda option: abs(value_of_option(option) - amount) <= within * abs(amount)


def points(q):
    """The points (x; y) that the description of the question's figure names."""
    pairs = re.findall(r"\((\d+(?:,\d+)?); (\d+(?:,\d+)?)\)", q.stem)
    return [tuple(float(n.replace(",", ".")) for n in pair) for pair in pairs]


def states(q):
    """The volumes (m³) and pressures (Pa) that the description of a figure names."""
    return [(float(v) / 1000, float(p) * 1e5) for v, p in re.findall(r"V = (\d+), p = (\d+)", q.stem)]


def table(q):
    """The numbers of the question's table, a list for each row."""
    return [[float(tex(cell.strip("$"))) for cell in row[1:]] for row in q.rows()]


def pairs(items):
    return list(zip(items, items[1:]))


def solve(f, low, high):
    """Where f, which rises through 0 or falls through it, is 0."""
    rises = f(low) < 0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if (f(middle) < 0) == rises else (low, middle)
    return (low + high) / 2


def unit(text):
    """The base letters of a unit such as J/(kg·K), with their powers."""
    above, _, below = text.replace("$1$", "").strip().partition("/")
    powers = {}
    for part, sign in ((above, 1), (below.strip("()"), -1)):
        for name in filter(None, part.split("·")):
            powers[name] = powers.get(name, 0) + sign
    return powers


# Vật lí nhiệt

C_WATER, C_ICE, MELTING = 4200, 2100, 3.34e5
BOILING = 2.26e6


def heat(t, is_ice=False, is_steam=False):
    """What a kilogram of water holds (J) beyond liquid water at 0 °C."""
    if is_ice:
        return C_ICE * t - MELTING
    return C_WATER * t + (BOILING if is_steam else 0)


def temperature(held):
    """The temperature (°C) of a kilogram that holds this much, between ice and boiling."""
    if held < -MELTING:
        return (held + MELTING) / C_ICE
    return max(held, 0) / C_WATER


def mixed(*parts):
    """The temperature of parts (mass, heat a kilogram)."""
    return temperature(sum(m * h for m, h in parts) / sum(m for m, _ in parts))


def nn_002(q):
    return next(b[0] - a[0] for a, b in pairs(points(q)) if a[1] == b[1])


def nn_005(q):
    change = 120 - 45
    return lambda o: value_of_option(o) * (1 if "tăng" in o else -1) == change


def nn_102(q):
    """The piston is at rest or in even motion at every height."""
    area, weight, lift = 50e-4, 2.0 * 10, 0.040
    pressures = [(1.00e5 * area + weight) / area for _ in steps(0, 4, 10)]
    work = sum(p * area * lift / len(pressures) for p in pressures)
    return [near(pressures[0], 1.04e5), pressures[-1] > pressures[0], near(work, 20.8), near(60 - work, 60)]


def nd_005(q):
    return about(mixed((0.100, heat(-10, is_ice=True)), (0.400, heat(30))))


def nd_007(q):
    """Pours each option's mass over and back."""
    def fits(option):
        m = value_of_option(option) / 1000
        b = mixed((1.0, heat(20)), (m, heat(80)))
        return near(mixed((2.0 - m, heat(80)), (m, heat(b))), 75)
    return fits


def nd_101(q):
    times, degrees = table(q)
    given = 15.0 * times[-1]
    found = given / (0.150 * (degrees[-1] - degrees[0]))
    doubles = all(near(b, 2 * a, 0.1) for a, b in pairs(degrees))
    lost = 0.05 * given  # any loss: the true value is then smaller
    return [near(given, 7200), doubles, abs(found - 4.44e3) < 10,
            found > (given - lost) / (0.150 * (degrees[-1] - degrees[0]))]


def nd_102(q):
    melting = 2.0 * (heat(0) - heat(0, is_ice=True))
    warming = 2.0 * (heat(100) - heat(0))
    boiling = 2.0 * (heat(100, is_steam=True) - heat(100))
    return [near(melting, 6.68e5), near(warming, 4.2e5), boiling > melting + warming, warming / melting > 2]


def nd_202(q):
    def too_warm(steam):
        return mixed((1.0, heat(0)), (0.20, heat(0, is_ice=True)), (steam, heat(100, is_steam=True))) - 40
    return 1000 * solve(too_warm, 0.01, 0.3)


def nd_301(q):
    (_, a_start), (a_time, a_end), (b_time, b_end) = points(q)
    a, b = (a_end - a_start) / a_time, (b_end - a_start) / b_time
    # The same power warms both: c is as 1 / (degrees a minute).
    return [True, near(b / a, 2), near(a / b, 2), near(a_start + 8 * b, 60)]


def nd_401(q):
    copper = 380
    return 1000 / C_WATER < 1000 / copper


HEAT = {
    "li12-nn-002": nn_002,
    "li12-nn-005": nn_005,
    "li12-nn-006": lambda q: 500 - 1.0e5 * (5.0 - 2.0) / 1000,
    "li12-nn-007": lambda q: 77 + 273,
    "li12-nn-102": nn_102,
    "li12-nn-201": lambda q: solve(lambda t: 4.0 + (24.0 - 4.0) * t / 100 - 11.0, 0, 100),
    "li12-nd-001": lambda q: lambda o: unit(o) == {"J": 1, "kg": -1, "K": -1},
    "li12-nd-002": lambda q: 2.0 * (heat(75) - heat(25)) / 1000,
    "li12-nd-003": lambda q: mixed((0.300, heat(80)), (0.200, heat(20))),
    "li12-nd-004": lambda q: 0.50 * (heat(0) - heat(0, is_ice=True)),
    "li12-nd-005": nd_005,
    "li12-nd-007": nd_007,
    "li12-nd-101": nd_101,
    "li12-nd-102": nd_102,
    "li12-nd-201": lambda q: {1.5 * (heat(100) - heat(20)) / (0.84 * 1500): 1, 336: 0},
    "li12-nd-202": nd_202,
    "li12-nd-301": nd_301,
    "li12-nd-401": nd_401,
}

# Khí lí tưởng


def pressure(n, t, v):
    """Of an ideal gas: mol, K, m³."""
    return n * GAS_CONSTANT * t / v


def kh_002(q):
    """Which expression is the same in several states of one temperature."""
    gas = [dict(p=pressure(0.5, 300, v), V=v, T=300) for v in (0.01, 0.02, 0.05)]
    def fits(option):
        values = [float(tex(option.strip("$").split("=")[0], **state)) for state in gas]
        return all(near(v / values[0], 1) for v in values)
    return fits


def kh_004(q):
    (v1, p1), (v2, p2) = states(q)
    return p2 * v2 / (p1 * v1)


def kh_008(q):
    (v1, p1), (v2, p2) = states(q)
    path = [(v1 + (v2 - v1) * float(x), p1 + (p2 - p1) * float(x)) for x in steps(0, 1, 3000)]
    return about(max(p * v for v, p in path) / (0.20 * GAS_CONSTANT), 0.002)


def kh_009(q):
    """Molecules of every direction hit a wall: p = µ m v² × the mean of cos² of the angle to it."""
    mean = integral(lambda angle: math.cos(angle) ** 2 * math.sin(angle) / 2, 0, math.pi)
    return lambda o: near(tex(re.search(r"\\dfrac\{\d\}\{\d\}", o)[0]), mean)


def kh_102(q):
    volumes, pressures = table(q)
    products = [v * p for v, p in zip(volumes, pressures)]
    mean = sum(products) / len(products)
    ratios = [p / v for v, p in zip(volumes, pressures)]
    to_inverse = [p / (1 / v) for v, p in zip(volumes, pressures)]
    return [all(abs(x - mean) <= 0.01 * mean for x in products), near(max(ratios), min(ratios), 0.01),
            max(to_inverse) < 1.02 * min(to_inverse), abs(mean / 12 - 2.5) < 0.03]


def kh_103(q):
    n = 1.5e5 * 0.020 / (GAS_CONSTANT * 300)
    hot = pressure(n, 87 + 273, 0.020)
    left = 1.5e5 * 0.020 / (GAS_CONSTANT * (87 + 273))
    return [near(n, 1.2, 0.01), near(32 * n, 38.5, 0.05), near(hot, 1.8e5, 1), near((n - left) / n, 1 / 5, 1e-3)]


def kh_104(q):
    corners = states(q)
    def side(a, b):
        return [(a[0] + (b[0] - a[0]) * float(x), a[1] + (b[1] - a[1]) * float(x)) for x in steps(0, 1, 2000)]
    cycle = [side(a, b) for a, b in zip(corners, corners[1:] + corners[:1])]
    per_kelvin = corners[0][0] * corners[0][1] / 300
    degrees = [[v * p / per_kelvin for v, p in path] for path in cycle]
    work = sum((b[0] - a[0]) * (a[1] + b[1]) / 2 for path in cycle for a, b in pairs(path))
    return [near(degrees[1][0], 900), max(degrees[1]) - min(degrees[1]) < 1, near(work, 400),
            max(map(max, degrees)) <= 900]


def kh_201(q):
    """Each stroke brings the air of 120 cm³ at 1.0 · 10⁵ Pa."""
    strokes, held = 0, 1.0 * 3000
    while held / 3000 < 3.0:
        strokes, held = strokes + 1, held + 1.0 * 120
    assert held / 3000 == 3.0
    return {strokes: 1, 75: 0}


def kh_202(q):
    strokes, p = 0, 1.00
    while p >= 0.40:
        strokes, p = strokes + 1, p * 4.0 / (4.0 + 1.0)
    return strokes


def kh_204(q):
    k = 1.38e-23
    return {3 * k * 300 / 2: 1, k * 300: 0.5, 1e-21: 0}


def kh_301(q):
    p, t1, t2 = 1e5, 300, 360
    v1, v2 = GAS_CONSTANT * t1 / p, GAS_CONSTANT * t2 / p
    return [v2 > v1, 1 / v2 < 1 / v1, pressure(1, t2, v2) > p * 1.001, t2 > t1, near(p * (v2 - v1), 0)]


def kh_302(q):
    before = pressure(1, 27 + 273, 0.02)
    after = [pressure(1, 300, 0.01), pressure(1, 54 + 273, 0.02), pressure(1, 327 + 273, 0.02),
             pressure(2, 300, 0.02), pressure(1, 600, 0.04)]
    return [near(p / before, 2) for p in after]


GAS = {
    "li12-kh-002": kh_002,
    "li12-kh-003": lambda q: solve(lambda p: 6.0 * p - 4.0 * (p + 0.75), 0, 10),
    "li12-kh-004": kh_004,
    "li12-kh-005": lambda q: 6.0 * (127 + 273) / (27 + 273),
    "li12-kh-006": lambda q: about(2.0e5 * 0.010 / (GAS_CONSTANT * 300)),
    "li12-kh-007": lambda q: about((1.0e5 + 1000 * 10 * 20) / (7 + 273) * (27 + 273) / 1.0e5),
    "li12-kh-008": kh_008,
    "li12-kh-009": kh_009,
    "li12-kh-010": lambda q: (327 + 273) / (27 + 273),
    "li12-kh-102": kh_102,
    "li12-kh-103": kh_103,
    "li12-kh-104": kh_104,
    "li12-kh-201": kh_201,
    "li12-kh-202": kh_202,
    "li12-kh-203": lambda q: 1.2 / 300 * 400,
    "li12-kh-204": kh_204,
    "li12-kh-301": kh_301,
    "li12-kh-302": kh_302,
    "li12-kh-401": lambda q: near((40 + 273) / (20 + 273), 2),
}

# Từ trường


def cross(a, b):
    return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]


def wire_force(field, current, length, degrees):
    return field * current * length * math.sin(math.radians(degrees))


def tt_002(q):
    """x to the right, y up, z out of the figure."""
    force = cross((1, 0, 0), (0, 0, -1))
    words = {(0, 1, 0): "lên trên", (0, -1, 0): "xuống dưới", (1, 0, 0): "sang phải", (0, 0, 1): "ra ngoài"}
    return lambda o: words[tuple(force)] in o


def tt_102(q):
    currents, grams = table(q)
    on_magnet = [(g - grams[0]) / 1000 * 9.8 for g in grams]
    on_wire_is_down = on_magnet[-1] < 0  # Newton's third law
    per_ampere = [f / i for f, i in zip(on_magnet[1:], currents[1:])]
    field = per_ampere[-1] / 0.050
    return [on_wire_is_down, near(max(per_ampere), min(per_ampere)), near(on_magnet[2], 1.5e-2, 5e-4),
            near(field, 0.29, 0.01)]


def cu_002(q):
    """B along x; the loop's plane makes 30° with it, its normal 60°."""
    in_plane = (math.cos(math.radians(30)), math.sin(math.radians(30)), 0)
    normal = cross(in_plane, (0, 0, 1))
    return about(abs(0.40 * normal[0]) * 50e-4)


def cu_005(q):
    """Summed over one of the 3000 periods of a minute."""
    def power(t): return (4 * math.cos(100 * math.pi * t)) ** 2 * 50
    return integral(power, 0, 0.02) * 3000 / 1000


def cu_101(q):
    def flux(t): return 200 * 0.20 * 100e-4 * math.cos(2 * math.pi * 50 * t)
    def emf(t): return -slope(flux, t, 1e-7)
    signs = [emf((k + 0.5) / 10_000) > 0 for k in range(10_000)]
    changes = sum(a != b for a, b in pairs(signs))
    effective = math.sqrt(integral(lambda t: emf(t) ** 2, 0, 0.02) / 0.02)
    # At t = 0 the field lines are at right angles to the loop.
    return [round(changes / 2) == 50, near(max(flux(t / 1e4) for t in range(200)), 0.40),
            near(effective, 126, 1), near(emf(0), 0, 1e-3)]


def cu_102(q):
    emfs = [(-100 * (b[1] - a[1]) * 1e-3 / (b[0] - a[0]), b[0] - a[0]) for a, b in pairs(points(q))]
    (first, _), (second, _), (third, _) = emfs
    released = sum(e * e / 2.0 * t for e, t in emfs)
    return [near(second, 0), near(abs(first), 3.0), first * third > 0, near(released, 1.8)]


def cu_202(q):
    """The fall in small steps, until nothing changes."""
    v, step = 0.0, 0.001
    for _ in range(60_000):
        current = 0.50 * 0.20 * v / 0.40
        v += (10 - 0.50 * current * 0.20 / 0.020) * step
    return v


def cu_301(q):
    def flux(field=0.5, area=0.02, angle=0.0, place=0.0): return field * area * math.cos(angle)
    after = [flux(area=0.01), flux(place=0.3), flux(angle=0.4), flux(field=0.6)]
    return [not near(f, flux()) for f in after]


MAGNETISM = {
    "li12-tt-002": tt_002,
    "li12-tt-003": lambda q: wire_force(0.020, 5.0, 0.20, 30),
    "li12-tt-004": lambda q: lambda o: unit(o) == {"N": 1, "A": -1, "m": -1},
    "li12-tt-005": lambda q: math.degrees(math.atan2(wire_force(0.20, 2.0, 0.25, 90), 0.010 * 10)),
    "li12-tt-102": tt_102,
    "li12-tt-201": lambda q: solve(lambda b: wire_force(b / 1000, 5.0, 0.40, 90) - 0.060, 0, 1000),
    "li12-tt-401": lambda q: wire_force(1, 1, 1, 0) == 0,
    "li12-cu-002": cu_002,
    "li12-cu-003": lambda q: 50 * (6.0e-3 - 2.0e-3) / 0.050,
    "li12-cu-005": cu_005,
    "li12-cu-101": cu_101,
    "li12-cu-102": cu_102,
    "li12-cu-201": lambda q: LIGHT_SPEED / 100e6,
    "li12-cu-202": cu_202,
    "li12-cu-301": cu_301,
}

# Vật lí hạt nhân

NUCLIDE = re.compile(r"(\d*)(?:\\,)?(?:\{\})?\^\{(\d+)\}_\{(-?\d+)\}")
# Elements 80 to 86.
SYMBOLS = dict(zip(range(80, 87), "Hg Tl Pb Bi Po At Rn".split()))


def nuclides(text):
    """Every nuclide as (how many, A, Z)."""
    return [(int(n or 1), int(a), int(z)) for n, a, z in NUCLIDE.findall(text)]


def sides(equation):
    return [nuclides(side) for side in equation.split("\\to")]


def hn_004(q):
    energies = [float(e.replace("{,}", ".")) for e in re.findall(r"\$([\d{},]+)\$ MeV", q.stem)]
    best = max(zip(energies, nuclides(q.stem)), key=lambda pair: pair[0] / pair[1][1])[1]
    return lambda o: nuclides(o) == [best]


def hn_005(q):
    left, right = sides(q.stem)
    a, z = (sum(n * x[i] for n, *x in left) - sum(n * x[i] for n, *x in right) for i in (0, 1))
    return lambda o: nuclides(o) == [(1, a, z)]


def hn_006(q):
    """Two light nuclei that become a heavier one; every equation is balanced."""
    def fits(option):
        left, right = sides(option)
        for i in (1, 2):
            assert sum(x[0] * x[i] for x in left) == sum(x[0] * x[i] for x in right), option
        return len(left) == 2 and all(x[1] < 10 for x in left) and max(x[1] for x in right) > max(x[1] for x in left)
    return fits


def hn_007(q):
    """The angle at which both momenta of the α add up to the proton's."""
    def momentum(mass, energy): return math.sqrt(2 * mass * energy)
    each = momentum(4, (1.8 + 17.4) / 2)
    def left(degrees):
        half = math.radians(degrees / 2)
        return math.hypot(2 * each * math.cos(half), each * math.sin(half) - each * math.sin(half)) - momentum(1, 1.8)
    return about(solve(left, 0, 180), 0.001)


def hn_202(q):
    fissions = 1e9 / 0.36 * 86_400 / (200 * 1.60e-13)
    return fissions / AVOGADRO * 235 / 1000


def px_002(q):
    """The half-life between each two points that the description names."""
    found = [(b[0] - a[0]) / math.log2(a[1] / b[1]) for a, b in pairs(points(q))]
    assert max(found) - min(found) < 1e-9
    return found[0]


def px_101(q):
    rate = math.log(2) / (8.0 * 86_400)
    def left(days): return math.exp(-rate * days * 86_400)
    return [near(left(16), 0.25), near(rate / 1e-6, 1.0, 0.01), False, left(24) < 0.10]


def px_102(q):
    a, z = 210 - 4, 84 - 2
    left = 0.5 ** (276 / 138)
    made = 42 / 210 * (1 - left) * a
    # α and X fly apart with the same momentum: K is as 1 / m.
    share = (1 / 4) / (1 / 4 + 1 / a)
    return [a - z == 124, near((1 - left) / left, 3), near(made, 31.5, 0.1), near(share, 0.981, 5e-4)]


def px_201(q):
    """Tries how many α and β⁻ lead from uranium to lead."""
    found = [(a, b) for a in range(30) for b in range(30) if (238 - 4 * a, 92 - 2 * a + b) == (206, 82)]
    assert len(found) == 1
    return {found[0][1]: 1, found[0][0]: 0}


def px_202(q):
    left = 75_000 * 0.5 ** (7.5 / 15)
    return left / 100 * 10 / 1000


def px_203(q):
    return math.log(2) / (8.0 * 86_400) * 1.0e-3 / 131 * AVOGADRO


def px_501(q):
    right = SYMBOLS[84 - 2]
    return {right: 1, right.lower(): 0, right.upper(): 0, SYMBOLS[84 - 1]: 0}


NUCLEI = {
    "li12-hn-001": lambda q: nuclides(q.stem)[0][1] - nuclides(q.stem)[0][2],
    "li12-hn-003": lambda q: about((3 * 1.00728 + 4 * 1.00866 - 7.01436) * MEV_OF_AMU / 7),
    "li12-hn-004": hn_004,
    "li12-hn-005": hn_005,
    "li12-hn-006": hn_006,
    "li12-hn-007": hn_007,
    "li12-hn-201": lambda q: (2.01355 + 3.01550 - 4.00151 - 1.00866) * MEV_OF_AMU,
    "li12-hn-202": hn_202,
    "li12-hn-401": lambda q: all(a - z == z for _, a, z in nuclides(q.solution)),
    "li12-px-002": px_002,
    "li12-px-003": lambda q: 1 - 0.5**3,
    "li12-px-004": lambda q: about(solve(lambda t: 0.5 ** (t / 5730) - 0.80, 0, 50_000), 0.001),
    "li12-px-101": px_101,
    "li12-px-102": px_102,
    "li12-px-201": px_201,
    "li12-px-202": px_202,
    "li12-px-203": px_203,
    "li12-px-501": px_501,
}

ANSWERS = {**HEAT, **GAS, **MAGNETISM, **NUCLEI}

NOT_COMPUTED = {
    "li12-nn-001": "knowledge: molecules",
    "li12-nn-003": "knowledge: melting",
    "li12-nn-004": "knowledge: internal energy",
    "li12-nn-008": "knowledge: which way heat goes",
    "li12-nn-101": "knowledge: melting and boiling",
    "li12-nn-301": "knowledge: work and heat",
    "li12-nn-401": "knowledge: thermal equilibrium",
    "li12-nn-501": "knowledge: sublimation",
    "li12-nd-006": "knowledge: what a heat of vaporisation means",
    "li12-kh-001": "knowledge: the ideal gas",
    "li12-kh-101": "knowledge: motion of molecules",
    "li12-kh-501": "knowledge: Brown",
    "li12-tt-001": "knowledge: what has a magnetic field",
    "li12-tt-101": "knowledge: field lines",
    "li12-tt-301": "knowledge: field lines",
    "li12-tt-501": "knowledge: the unit of B",
    "li12-cu-001": "knowledge: the angle of a flux",
    "li12-cu-004": "knowledge: Lenz's law",
    "li12-cu-006": "knowledge: electromagnetic waves",
    "li12-cu-401": "knowledge: transformers",
    "li12-cu-501": "knowledge: eddy currents",
    "li12-hn-002": "knowledge: isotopes",
    "li12-hn-101": "knowledge: Rutherford's experiment",
    "li12-hn-301": "knowledge: what reactions conserve",
    "li12-hn-501": "knowledge: the neutron",
    "li12-px-001": "knowledge: kinds of radiation",
    "li12-px-301": "knowledge: kinds of radiation",
    "li12-px-401": "knowledge: half-life",
}
