"""What the people of one line know of each other: names, codes, first passwords."""

from dataclasses import dataclass, field

from keys import Keys

CLASS = "12A1"
TYPED = "=Đặng Thị Ỷ"  # begins as a formula would: the CSV must defuse it
TICKET = "Nguyễn Thị Ánh Tuyết"
PASSWORD = "Lê Văn Đức"
KEYBOARD = "Phạm Hoàng Yến"
NEW_PASSWORD = "hoa sen tháng sáu"


@dataclass
class Line:
    """One play of the whole line, in one language, at one width, with scripts or without."""

    report: object
    server: object
    language: str
    width: int
    scripts: bool
    accounts: dict = field(default_factory=dict)  # name → (account, first password)
    tickets: dict = field(default_factory=dict)   # name → code
    marks: dict = field(default_factory=dict)     # name → expected mark
    keys: Keys = None
    test: str = ""     # addresses
    sitting: str = ""
    exam: str = ""
    question: str = ""
    authored: str = ""
    training: str = ""
    round: str = ""
    inside: str = ""   # a class to learn in, for its trainer and its trainee
    learn: str = ""
    session: str = ""
    attendance: str = ""   # codes
    certificate: str = ""

    @property
    def vietnamese(self):
        return self.language == "vi"


# What the questions of the test made line by line are worth together.
TOTAL = 6


def on_ten(earned):
    """What was earned of TOTAL as the mark that pages show: of 10, to two decimals."""
    return round(float(earned * 10 / TOTAL), 2)


def number(text):
    """A mark as pages write it, "8,25", as a number."""
    return float(text.strip().replace(",", "."))
