import Assessment
import Authoring
import Delivery
import People
import Storage
import Testing
import Values

@testable import Web

/// Essays of a whole class: none is lost on the way to a mark, and none counts before it.
@Suite struct MarkingTests {
    private static func bank(essays: Int) -> String {
        """
        Câu 1. Chọn.
        *A. a
        B. b
        """
            + (2..<2 + essays).map { "\nCâu \($0). Tả con vật số \($0).\nLoại: tự luận\n" }
            .joined()
    }

    private static func blueprint(essays: Int) -> Blueprint {
        Blueprint(parts: [
            .init(
                title: "I",
                lines: [
                    .draw(.init(type: .essay, count: essays, worth: .one)),
                    .draw(.init(type: .singleChoice, count: 1, worth: .one)),
                ])
        ])
    }

    private static func form(_ essay: String, slots: ClosedRange<Int>) -> [String: String] {
        var form = ["operation": "\(GUID())", "go": "save"]
        for slot in slots {
            form["a\(slot)"] = essay
            form["r\(slot)"] = "0"
        }
        return form
    }

    /// Twelve hand in the same test with one essay and a choice.
    private func handedIn(_ site: TestSite) async throws -> Objects {
        var classmates: [Visitor] = []
        for number in 2...12 {
            classmates.append(try await site.visitor([.student], name: "Bạn \(number)"))
        }
        let objects = try await site.objects(
            Self.bank(essays: 1), blueprint: Self.blueprint(essays: 1), classmates: classmates)
        for student in [objects.student] + classmates {
            let base = "/exam/\(objects.sitting)"
            _ = try await student.post("\(base)/start")
            _ = try await student.post(
                "\(base)/paper", Self.form("Con mèo\r\n  ngủ.", slots: 1...2))
            _ = try await student.post("\(base)/submit")
        }
        return objects
    }

    private static func keys(on page: String) -> [String] {
        page.matches(of: /name="answer" value="([^"]+)"/).map { String($0.1) }
    }

    @Test func answersOnFurtherPagesAreMarkedToo() async throws {
        let site = try await TestSite()
        let objects = try await handedIn(site)
        let url = "/teach/sittings/\(objects.sitting)"
        let list = try await objects.teacher.get("\(url)/marking").text
        let number = try #require(list.firstMatch(of: /\/marking\/(\d+)"/)).1
        let marking = "\(url)/marking/\(number)"
        let first = try await objects.teacher.get(marking).text
        let second = try await objects.teacher.get("\(marking)?page=2").text
        #expect(Self.keys(on: first).count == 10 && Self.keys(on: second).count == 2)
        #expect(first.contains("Trang 1/2") && second.contains("Trang 2/2"))
        #expect(second.contains("<p>Con mèo</p><p>  ngủ.</p>"), "lines stay lines")

        let last = try #require(Self.keys(on: second).last)
        var form = ["answer": last, "seen": "", "p0": "1,5", "comment": "Dài <hơn>"]
        let refused = try await objects.teacher.post(marking, form)
        #expect(refused.status == 422)
        #expect(Self.keys(on: refused.text).contains(last), "its own page")
        #expect(refused.text.contains("id=\"e-\(last)\""))
        #expect(refused.text.contains("Dài &lt;hơn&gt;"))
        #expect(refused.text.contains("value=\"1,5\""))
        form["p0"] = "0,5"
        #expect(try await objects.teacher.post(marking, form).status == 303)
        #expect(try await objects.teacher.get("\(url)/candidates/012").text.contains("3 từ"))
    }

    /// What nobody has marked yet is no zero, in no figure.
    @Test func pendingAnswersAreInNoFigure() async throws {
        let site = try await TestSite()
        let objects = try await handedIn(site)
        let url = "/teach/sittings/\(objects.sitting)"
        let before = try await objects.teacher.get("\(url)/results").text
        #expect(before.contains("Chờ chấm") && !before.contains("Điểm trung bình"))
        let list = try await objects.teacher.get("\(url)/marking").text
        let number = try #require(list.firstMatch(of: /\/marking\/(\d+)"/)).1
        let marking = "\(url)/marking/\(number)"
        var file = try await objects.teacher.get("\(url)/questions.csv").text
        #expect(file.contains("\(number),Tả con vật"))
        #expect(!file.contains("Con mèo"), "an essay is no answer that others give")
        let key = try #require(Self.keys(on: try await objects.teacher.get(marking).text).first)
        _ = try await objects.teacher.post(
            marking, ["answer": key, "seen": "", "p0": "0,5", "comment": ""])
        file = try await objects.teacher.get("\(url)/questions.csv").text
        let row = file.split(separator: "\r\n").first { $0.contains("Tả con vật") } ?? ""
        #expect(row.contains(",1,0.5,"), "one answer, half of its mark: \(row)")
        let after = try await objects.teacher.get("\(url)/results").text
        #expect(after.contains("11 bài tự luận"))
    }

    /// What waits for a person says nothing of how hard a question is, and then it does.
    @Test func difficultyIsKnownOnceEssaysAreMarked() async throws {
        let site = try await TestSite()
        let objects = try await handedIn(site)
        let sitting = try #require(
            try await site.database.read { try SittingStore($0).sitting(code: objects.sitting) })
        func facilities() async throws -> [Int?] {
            try await site.site.sittings.noteMarks(
                site.site.delivery.marks(sitting.id), of: sitting.id)
            return try await site.database.read { connection in
                let subject = try BankStore(connection).subject(slug: "toan-12")?.id ?? 0
                return try QuestionUseStore(connection).uses(in: subject).map(\.facility)
            }
        }
        let before = try await facilities()
        #expect(before.count == 2 && before.contains(nil) && before.contains(0))
        let url = "/teach/sittings/\(objects.sitting)"
        let list = try await objects.teacher.get("\(url)/marking").text
        let number = try #require(list.firstMatch(of: /\/marking\/(\d+)"/)).1
        let marking = "\(url)/marking/\(number)"
        let key = try #require(Self.keys(on: try await objects.teacher.get(marking).text).first)
        _ = try await objects.teacher.post(
            marking, ["answer": key, "seen": "", "p0": "0,5", "comment": ""])
        #expect(Set(try await facilities()) == [0, 500], "one of twelve, and it alone")
    }

    /// Ten of the longest essays come in one post: 900,000 bytes.
    @Test func aPageOfLongEssaysFits() async throws {
        let site = try await TestSite()
        let objects = try await site.objects(
            Self.bank(essays: 10), blueprint: Self.blueprint(essays: 10))
        let base = "/exam/\(objects.sitting)"
        _ = try await objects.student.post("\(base)/start")
        let essay = String(repeating: "ế", count: Form.longestEssay / 3)
        let saved = try await objects.student.post(
            "\(base)/paper", Self.form(essay, slots: 1...11))
        #expect(saved.status == 303)
        #expect(try await objects.student.get("\(base)/paper").text.contains("10/11"))
        let print = try await objects.student.get("\(base)/print").text
        #expect(print.contains("<div class=\"written\"") && !print.contains("<textarea"))
        // Elsewhere nothing has grown.
        let other = try await objects.student.post("\(base)/submit", ["x": essay + essay + essay])
        #expect(other.status == 413)
    }

    /// A new key is offered only where one can be typed.
    @Test func essaysAreDroppedOrGivenWhole() async throws {
        let site = try await TestSite()
        let objects = try await site.objects(
            Self.bank(essays: 1), blueprint: Self.blueprint(essays: 1))
        let url = "/teach/sittings/\(objects.sitting)/questions"
        var offered: [Bool] = []
        for number in 1...2 {
            let page = try await objects.teacher.get("\(url)/\(number)").text
            offered.append(page.contains("value=\"newKey\""))
            #expect(page.contains("value=\"fullMarks\""))
        }
        #expect(offered.count { $0 } == 1, "the choice alone")
    }
}
