import Assessment
import HTTPTypes
import Testing
import Values

@testable import Web

/// Numbers that no page offers, in every field that holds one: whoever posts them gets a
/// page that says so, and everybody else goes on.
@Suite struct OddNumberTests {
    private static let bank = """
        Câu 1. Ghép.
        1) Chó
        2) Ếch
        A. Thú
        B. Lưỡng cư
        Đáp án: 1-A, 2-B
        Câu 2. Xếp.
        1) ba
        2) một
        3) hai
        Loại: sắp xếp
        Đáp án: 2-3-1
        Câu 3. Nam [[*went / goes]] to [[Hà Nội]] in [[2024]].
        Loại: điền khuyết
        Câu 4. Tả cây sen.
        Loại: tự luận
        Tiêu chí: [0,5] Mở bài
        Tiêu chí: [1,5] Thân bài
        Câu 5. Chọn.
        *A. a
        B. b
        Câu 6. Chọn hai.
        *A. a
        *B. b
        C. c
        Câu 7. Mấy?
        Đáp án: 3,5
        Câu 8. Đúng hay sai?
        *a) p
        b) q
        Câu 9. Chữ gì?
        Đáp án: sen
        """

    private static let types: [QuestionType] = [
        .matching, .ordering, .cloze, .essay, .singleChoice, .multipleChoice, .numeric,
        .trueFalseGroup, .shortAnswer,
    ]

    private static let blueprint = Blueprint(parts: [
        .init(
            title: "I", lines: types.map { .draw(.init(type: $0, count: 1, worth: Mark(2))) })
    ])

    static let odd = [
        "-1", "0", "9223372036854775807", "-9223372036854775808", "99999999999999999999",
        "1e300", "-1e300", "1/9223372036854775807", "9223372036854775807/3", "0,000000001",
        "999999999,999999999", "", "٣", "１２", "NaN", String(repeating: "9", count: 50_000),
    ]

    /// Every field of a form that holds a number, by its address.
    private static let fields: [String: [String]] = [
        "/marking/": ["p0", "p1", "seen"],
        "/questions/{number}": ["seen", "weight", "answer", "o1"],
        "/rules": ["mostOfSource", "target", "tolerance", "unusedSince"],
        "/sittings": ["codes", "attempts", "pass", "opens", "closes"],
        "/settings": ["duration", "decimals"],
        "/lines": ["count", "worth"],
        "/matrix": ["worth", "n0-NB", "n0-any", "shares"],
        "/number": ["number", "again"],
        "/extend": ["minutes"],
        "/start": ["attempt"],
        "/tests": ["duration"],
    ]

    private func started(_ site: TestSite, _ objects: Objects) async throws -> String {
        let base = "/exam/\(objects.sitting)"
        _ = try await objects.student.post("\(base)/start")
        return base
    }

    @Test(arguments: odd)
    func anyChosenNumberIsHarmless(number: String) async throws {
        let site = try await TestSite()
        let objects = try await site.objects(Self.bank, blueprint: Self.blueprint)
        let base = try await started(site, objects)
        var answers = ["page": number, "go": "check-\(number)", "text-size": number]
        for slot in 1...Self.types.count {
            answers["r\(slot)"] = "0"
            answers["a\(slot)"] = number
            for part in 0..<4 { answers["a\(slot)-\(part)"] = number }
        }
        answers["r\(number.prefix(20))"] = number
        for go in ["save", "to-\(number)", "page-\(number)", "size-\(number)", "check-\(number)"] {
            answers["go"] = go
            for path in ["paper", "answers"] {
                let answer = try await objects.student.post("\(base)/\(path)", answers)
                #expect(answer.status < 500, "\(path) \(go)")
            }
        }
        for revision in [number, "1"] {
            for slot in 1...Self.types.count { answers["r\(slot)"] = revision }
            #expect(try await objects.student.post("\(base)/paper", answers).status < 500)
        }
        #expect(try await objects.student.get("\(base)/paper?page=\(number)").status == 200)
        _ = try await objects.student.post("\(base)/submit")
        #expect(try await objects.student.get("\(base)/result?attempt=\(number)").status < 500)
        try await teaching(number, objects)
    }

    private func teaching(_ number: String, _ objects: Objects) async throws {
        let teacher = objects.teacher
        for route in Routes.table where route.path.hasPrefix("/teach") {
            let path = objects.path(route.path)
            guard route.method == .post else {
                let query = "?page=\(number)&attempt=\(number)&before=\(number)&after=\(number)"
                #expect(try await teacher.get(path + query).status < 500, "\(path)")
                continue
            }
            let names = Self.fields.filter { route.path.contains($0.key) }.flatMap(\.value)
            var form = ["t0": "", "type": "singleChoice", "way": "practice", "class": "LOP"]
            for name in names { form[name] = number }
            for change in ["newKey", "acceptAlso", "withdraw-\(number)"] {
                form["change"] = change
                #expect(try await teacher.post(path, form).status < 500, "\(path) \(change)")
            }
        }
        let url = "/teach/sittings/\(objects.sitting)"
        for question in 1...Self.types.count {
            let page = try await teacher.get("\(url)/marking/\(question)?page=\(number)").text
            let key = page.firstMatch(of: /name="answer" value="([^"]+)"/)?.1
            let form = [
                "answer": key.map { String($0) } ?? "001-1", "seen": number, "p0": number,
                "p1": number,
            ]
            let marked = try await teacher.post("\(url)/marking/\(question)", form)
            #expect(marked.status < 500)
            for change in ["newKey", "acceptAlso"] {
                let form = [
                    "change": change, "weight": number, "answer": number, "o\(number)": "on",
                    "seen": "0", "reason": "x", "go": "apply",
                ]
                let answer = try await teacher.post("\(url)/questions/\(question)", form)
                #expect(answer.status < 500, "\(question) \(change)")
            }
        }
        #expect(try await teacher.get("\(url)/results").status == 200)
    }
}
