"""A large GIFT file of questions that all differ: six in ten choose one of four, the
others are true or false, typed, or numeric."""


def write(path, count):
    with open(path, "w", encoding="utf-8") as file:
        for number in range(1, count + 1):
            if number % 100 == 1:
                file.write(f"$CATEGORY: Số học/Chương {number // 5000 + 1}/Bài {number // 100 + 1}\n\n")
            a, b = number % 997 + 2, number // 997 + 3
            file.write(f"::S{number:06}:: Với n = {number}, ")
            if number % 10 < 6:
                file.write(
                    f"giá trị của biểu thức {a} × {b} + n là số nào sau đây? {{\n"
                    f"={a * b + number}#Nhân trước, cộng sau.\n~{a + b + number}\n"
                    f"~{a * (b + number)}\n~{a * b - number}\n####{a} × {b} \\= {a * b}.\n}}\n\n")
            elif number % 10 < 8:
                file.write(f"tích {a} × {b} lớn hơn n. {{{'T' if a * b > number else 'F'}}}\n\n")
            elif number % 10 == 8:
                file.write(f"tổng {a} + {b} viết bằng số là {{={a + b} ={a + b},0}}\n\n")
            else:
                file.write(f"{a} × {b} + n bằng {{#{a * b + number}:0.5}}\n\n")
