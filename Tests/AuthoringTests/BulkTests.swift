import Assessment
import Interchange
import People
import Storage
import Testing
import Values

@testable import Authoring

/// One step for many questions, and its undoing.
@Suite struct BulkTests {
    private static func office() async throws -> (Office, BankStore.Subject) {
        let office = try await Office()
        try await office.take(Office.choices(1...12))
        return (office, try await office.subject())
    }

    private static func change(
        _ office: Office, _ selection: Banks.Selection, _ kind: BulkChangeStore.Kind,
        _ words: String
    ) async throws -> Banks.BulkReport {
        try await office.banks.change(
            selection, in: try await office.subject(), try #require(Banks.Bulk(kind, words)),
            note: "", by: office.teacher, at: Office.now)
    }

    @Test(arguments: [
        (BulkChangeStore.Kind.move, "Số học / Số tự nhiên"), (.addTag, "đề 2027"), (.level, "VD"),
        (.retire, ""),
    ])
    func everyStepIsUndone(kind: BulkChangeStore.Kind, words: String) async throws {
        let (office, subject) = try await Self.office()
        let before = try await office.listed()
        let codes = before.prefix(5).map(\.question.code)
        let report = try await Self.change(office, .ticked(codes), kind, words)
        #expect((report.changed, report.leftOut) == (5, 0))
        let after = try await office.listed()
        #expect(after.dropFirst(5).elementsEqual(before.dropFirst(5)), "the others stay")
        for entry in after.prefix(5) {
            switch kind {
            case .move: #expect(entry.question.topic == ["Số học", "Số tự nhiên"])
            case .addTag: #expect(entry.tags == ["đề 2027"])
            case .level: #expect(entry.question.level == .application)
            default: #expect(entry.status == .retired && entry.published == nil)
            }
        }
        let drawable = try await office.banks.entries(of: subject)
        #expect(drawable.count == (kind == .retire ? 7 : 12), "tests draw what is published")
        let code = try #require(report.code)
        let undone = try await office.banks.undo(
            code, in: subject, note: "", by: office.teacher, at: Office.now)
        #expect(undone.changed == 5)
        for (old, new) in zip(before, try await office.listed()) {
            #expect(old.question.topic == new.question.topic && old.tags == new.tags)
            #expect(old.question.level == new.question.level && new.status == .published)
            #expect(old.content == new.content)
        }
        #expect(try await office.banks.entries(of: subject).count == 12)
        await #expect(throws: NotFound.self, "only once") {
            try await office.banks.undo(
                code, in: subject, note: "", by: office.teacher, at: Office.now)
        }
    }

    @Test func allThatMatchOverAllPages() async throws {
        let office = try await Office()
        try await office.take(
            Office.choices(1...700) + Office.choices(701...710, level: "TH", topic: "Khác"))
        let report = try await Self.change(
            office, .all(.init(topic: ["Hàm số"])), .addTag, "chung")
        #expect((report.changed, report.leftOut) == (700, 0))
        let again = try await Self.change(office, .all(.init()), .addTag, "chung")
        #expect((again.changed, again.leftOut) == (10, 700), "those that have it stay as they are")
        #expect(try await office.count("bulk_change") == 2)
    }

    /// Filed anew is a version of its own, which an import recognises as before.
    @Test func aRefiledQuestionIsTheSameAsImported() async throws {
        let (office, subject) = try await Self.office()
        _ = try await Self.change(office, .all(.init()), .level, "TH")
        let entry = try #require(try await office.listed().first)
        #expect(entry.question.version == 2 && entry.published == 2)
        let report = try await office.banks.preview(
            try BankFile(
                name: "a.cau.txt", bytes: Array(Office.choices(1...12, level: "TH").utf8)),
            into: subject)
        #expect((report.imported, report.same) == (0, 12))
    }

    @Test func whatWasChangedSinceStays() async throws {
        let (office, subject) = try await Self.office()
        let report = try await Self.change(office, .all(.init()), .addTag, "a")
        let codes = try await office.listed().prefix(1).map(\.question.code)
        _ = try await Self.change(office, .ticked(Array(codes)), .addTag, "b")
        let undone = try await office.banks.undo(
            try #require(report.code), in: subject, note: "", by: office.teacher, at: Office.now)
        #expect((undone.changed, undone.leftOut) == (11, 1))
        #expect(try await office.listed().map(\.tags).filter { !$0.isEmpty } == [["a", "b"]])
    }

    /// Drafts of others are published by who may; a stranger does nothing at all.
    @Test func publishingNeedsItsRight() async throws {
        let (office, subject) = try await Self.office()
        await #expect(throws: AccessDenied.self) {
            try await office.banks.change(
                .all(.init()), in: subject, try #require(Banks.Bulk(.addTag, "a")), note: "",
                by: office.colleague, at: Office.now)
        }
        try await office.database.write {
            try BankRightStore($0).grant(
                .write, to: .person(office.colleague.person), in: subject.id, by: nil,
                at: Office.now)
        }
        _ = try await office.banks.apply(
            try BankFile(name: "b.cau.txt", bytes: Array("Câu 1. Mấy?\nĐáp án: 3\nMã: x".utf8)),
            into: subject, by: office.colleague, at: Office.now)
        let bulk = try #require(Banks.Bulk(.publish, ""))
        let own = try await office.banks.change(
            .all(.init()), in: subject, bulk, note: "", by: office.colleague, at: Office.now)
        #expect(own.changed == 0, "who may only write publishes nothing")
        let owner = try await office.banks.change(
            .all(.init()), in: subject, bulk, note: "", by: office.teacher, at: Office.now)
        #expect(owner.changed == 1)
        #expect(try await office.banks.entries(of: subject).count == 13)
    }

    @Test(arguments: [
        (BulkChangeStore.Kind.move, " "), (.addTag, ""), (.level, "X"), (.level, ""),
        (.removeTag, String(repeating: "a", count: 500)),
    ])
    func withoutWordsThereIsNothingToDo(kind: BulkChangeStore.Kind, words: String) {
        #expect(Banks.Bulk(kind, words) == nil)
    }

    /// A like question, in the bank or in the file itself, is told at the preview.
    @Test func aPreviewTellsLikeQuestions() async throws {
        let (office, subject) = try await Self.office()
        let text = """
            Câu 1. SỐ LIỀN SAU CỦA 3 LÀ:
            A. 6
            *B. 4
            C. 5
            D. 3
            Mã: n1

            Câu 2. Thủ đô của nước ta là thành phố nào?
            *A. Hà Nội
            B. Huế
            Mã: n2

            Câu 3. Thủ đô của nước ta là thành phố nào?
            A. Huế
            *B. Hà Nội
            Mã: n3
            """
        let report = try await office.banks.preview(
            try BankFile(name: "b.cau.txt", bytes: Array(text.utf8)), into: subject)
        #expect(report.imported == 3)
        #expect(report.alike.map(\.other) == ["q3", "8"])
        #expect(report.alike.map(\.share) == [1, 1])
    }

    /// More formulas than one batch: all are kept, and those kept are not made again.
    @Test func formulasAreConvertedInBatches() async throws {
        let office = try await Office()
        let text = (1...300).map { number in
            "Câu \(number). Tính $x^{\(number)} + \\frac{1}{\(number)}$ và $y_{\(number)}$ \\badtex"
                + "\nĐáp án: \(number)\n"
        }.joined(separator: "\n")
        try await office.take(text)
        let counted = { try await office.count("formula") }
        #expect(try await counted() == 600)
        let missing = try await office.database.read {
            try $0.row("select count(*) as n from formula where mathml is null")?.int("n")
        }
        #expect(missing == 0)
        let marked = try await office.database.write {
            try $0.run("update formula set mathml = 'x' where tex = 'y_{7}'")
        }
        #expect(marked == 1)
        try await office.take(text.replacing("Tính", with: "Hãy tính"))
        let kept = try await office.database.read {
            try BankStore($0).mathML("y_{7}", display: false)
        }
        #expect(kept == "x", "what is kept is not converted again")
        #expect(try await counted() == 600)
    }
}
