"""Forms drawn from a bank of 100,000 questions, without a server: 1,000 forms of 40,
the same from the same seed. Run by bench.py, or by itself: assembly.py PATH-OF-SEN"""

import json
import os
import subprocess
import sys
import tempfile
import uuid

QUESTIONS, CELLS, FORMS = 100_000, 20, 1_000
SEED = "07" * 32


def manifest():
    """Twenty cells of 5,000 single choices, two questions from each."""
    def item(number):
        return {"question": str(uuid.UUID(int=number + 1)), "version": 1,
                "type": "singleChoice", "options": [1, 2, 3, 4]}

    size = QUESTIONS // CELLS
    entries = [{"worth": "0.25", "count": 2,
                "pool": [item(cell * size + place) for place in range(size)]}
               for cell in range(CELLS)]
    return {"algorithm": 1, "parts": [{"title": "I", "shufflesQuestions": True,
                                       "shufflesOptions": True, "entries": entries}]}


def draw(sen, path):
    done = subprocess.run([sen, "form", "draw", path, "--forms", str(FORMS), "--seed", SEED],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=300, check=True)
    return done.stdout, done.stderr.strip()


def measure(sen):
    """What `sen form draw` says of its time, checked to draw the same forms twice."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "manifest.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(manifest(), file)
        (first, time), (second, _) = draw(sen, path), draw(sen, path)
    if first != second or len(set(first.split())) < FORMS:
        raise SystemExit("the forms are not the same from the same seed")
    return time.split(": ")[-1]


if __name__ == "__main__":
    print(f"| {FORMS:,} forms of 40 from {QUESTIONS:,} questions | {measure(sys.argv[1])} |")
