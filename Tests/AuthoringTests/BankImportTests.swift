import Assessment
import Foundation
import Interchange
import People
import Storage
import Testing
import Values

@testable import Authoring

/// Files on their way into a bank.
@Suite struct BankImportTests {
    private static let three = Office.choices(1...3)

    @Test func repeatingAnImportChangesNothing() async throws {
        let office = try await Office()
        let first = try await office.take(Self.three)
        #expect((first.read, first.imported, first.same, first.leftOut) == (3, 3, 0, 0))
        let before = try await office.listed()
        let second = try await office.take(Self.three)
        #expect((second.read, second.imported, second.same, second.leftOut) == (3, 0, 3, 0))
        #expect(try await office.listed() == before)
        #expect(try await office.count("question_version") == 3)
    }

    @Test func aPreviewTellsAndChangesNothing() async throws {
        let office = try await Office()
        let file = try BankFile(name: "de.cau.txt", bytes: Array(Self.three.utf8))
        let preview = try await office.banks.preview(file, into: try await office.subject())
        #expect(try await office.count("question") == 0)
        #expect(preview.incoming.map(\.state) == [.new, .new, .new])
        var told = preview
        told.incoming = []
        #expect(try await office.take(Self.three) == told)
    }

    @Test func aChangedQuestionIsANewVersion() async throws {
        let office = try await Office()
        try await office.take(Self.three)
        let before = try #require(
            try await office.listed().first { $0.question.identifier == "q2" })
        let changed = Self.three.replacing("Số liền sau của 2 là", with: "Sau 2 là số nào?")
        let report = try await office.take(changed)
        #expect((report.imported, report.same) == (1, 2))
        let after = try #require(
            try await office.listed().first { $0.question.identifier == "q2" })
        #expect(after.question.guid == before.question.guid)
        #expect((before.question.version, after.question.version) == (1, 2))
        #expect(after.content.stem.plainText == "Sau 2 là số nào?")
        let old = try await office.database.read {
            try QuestionStore($0).content(guid: before.question.guid, version: 1)
        }
        #expect(old == before.content, "the old version is as it was")
    }

    /// The first file, the second, and what the second does.
    @Test(arguments: [
        (
            "Câu 1. Một?\nĐáp án: 1\nMã: a", "Câu 1. Hai?\nĐáp án: 2\nMã: a", 1, 1,
            "the file's own id says which question it is"
        ),
        (
            "Câu 1. Một?\nĐáp án: 1", "Câu 1. Hai?\nĐáp án: 2", 1, 2,
            "without an id another content is another question"
        ),
        ("Câu 1. Một?\nĐáp án: 1", "Câu 7. Một?\nĐáp án: 1", 0, 1, "the number says nothing"),
        (
            "Chủ đề: A\nCâu 1. Một?\nĐáp án: 1", "Chủ đề: B\nCâu 1. Một?\nĐáp án: 1", 1, 2,
            "without an id the topic counts"
        ),
        (
            "Câu 1. Một?\nĐáp án: 1\nGUID: 0b6f3c1e-8a53-4b8e-9a53-111111111111\nMã: a",
            "Câu 1. Hai?\nĐáp án: 2\nGUID: 0b6f3c1e-8a53-4b8e-9a53-111111111111\nMã: b", 1, 1,
            "the GUID goes before the id"
        ),
    ])
    func recognisesQuestions(
        first: String, second: String, imported: Int, questions: Int, why: String
    ) async throws {
        let office = try await Office()
        try await office.take(first)
        #expect(try await office.take(second).imported == imported, "\(why)")
        #expect(try await office.count("question") == questions, "\(why)")
        #expect(try await office.take(second).imported == 0, "repeatable: \(why)")
    }

    @Test func whatIsLeftOutStopsNobodyElse() async throws {
        let office = try await Office()
        let text = Self.three.replacing("*B. 3", with: "B. 3")
        let report = try await office.take(text)
        #expect((report.read, report.imported, report.leftOut) == (3, 2, 1))
        #expect(report.notes.map(\.kind) == [.leftOut])
        #expect(try await office.listed().compactMap(\.question.identifier) == ["q1", "q3"])
    }

    @Test(arguments: [
        ("", "nothing"), ("Kính gửi quý thầy cô", "no question"),
        ("Câu 1. \u{0}", "a program's file"),
    ])
    func aRefusedFileChangesNothing(text: String, why: String) async throws {
        let office = try await Office()
        await #expect(throws: ImportFault.self, "\(why)") { try await office.take(text) }
        #expect(try await office.count("question") == 0)
        #expect(try await office.count("audit") == 0)
    }

    @Test func allOrNothing() async throws {
        let office = try await Office()
        let file = try BankFile(name: "de.cau.txt", bytes: Array(Self.three.utf8))
        let subject = try await office.subject()
        let nobody = Principal(person: 999, name: "Không ai", roles: [.teacher])
        try await office.database.write {
            try BankRightStore($0).grant(
                .write, to: .everyTeacher, in: subject.id, by: nil, at: Office.now)
        }
        await #expect(throws: StoreError.self, "the last write fails: there is no such author") {
            try await office.banks.apply(file, into: subject, by: nobody, at: Office.now)
        }
        for table in ["question", "question_version", "topic", "audit"] {
            #expect(try await office.count(table) == 0, "\(table)")
        }
    }

    // MARK: Banks beside each other

    /// A whole bank copied into another: questions of its own, the first bank untouched.
    @Test func anotherBanksExportIsACopy() async throws {
        let office = try await Office()
        try await office.banks.create(
            slug: "toan-11", name: "Toán", grade: "11", by: office.teacher, at: Office.now)
        try await office.take(Self.three)
        let before = try await office.listed()
        let out = try await office.banks.export(
            "toan-12", as: .cauText, by: office.teacher, at: Office.now)
        let text = String(decoding: out.bytes, as: UTF8.self)
        let report = try await office.take(text, into: "toan-11")
        #expect((report.imported, report.same) == (3, 0))
        #expect(try await office.listed("toan-11").map(\.content) == before.map(\.content))
        #expect(try await office.listed() == before, "the first bank is as it was")
        #expect(try await office.take(text, into: "toan-11").imported == 0, "and repeatable")
    }

    @Test(arguments: [
        ("toan-12", BankFault.slugTaken), ("T", .badSlug), ("Toán", .badSlug), ("../x", .badSlug),
        (String(repeating: "a", count: 41), .badSlug),
    ])
    func badNamesAreRefused(slug: String, fault: BankFault) async throws {
        let office = try await Office()
        await #expect(throws: fault) {
            try await office.banks.create(
                slug: slug, name: "X", grade: "1", by: office.teacher, at: Office.now)
        }
    }

    @Test func studentsReadNoBank() async throws {
        let office = try await Office()
        let student = Principal(person: 1, name: "An", roles: [.student])
        await #expect(throws: AccessDenied(useCase: .readBank)) {
            try await office.banks.export("toan-12", as: .gift, by: student, at: Office.now)
        }
        await #expect(throws: AccessDenied(useCase: .listBanks)) {
            try await office.banks.all(by: student)
        }
    }

    @Test func readingAKeyIsRecorded() async throws {
        let office = try await Office()
        try await office.take(Self.three)
        let code = try #require(try await office.listed().first).question.code
        _ = try await office.banks.question(code, by: office.teacher, at: Office.now)
        let records = try await office.database.read {
            try $0.rows("select person_id, action from audit where action = 'readQuestion'")
                .map { try $0.int64("person_id") }
        }
        #expect(records == [office.teacher.person])
    }
}

/// "Cả A, B, C đều đúng": named with its line, and kept in place where that is asked for.
@Suite struct ReferringImportTests {
    private static let bank = """
        Câu 1. Số nào là số chẵn?
        A. 2
        B. 4
        C. 6
        *D. Cả A, B, C đều đúng
        Mã: q1

        Câu 2. Số nào là số lẻ?
        A. 2
        *B. 3
        Mã: q2

        Câu 3. Số nào là số nguyên tố?
        A. 2
        B. 3
        *#C. Cả A và B đều đúng
        D. 4
        Mã: q3

        """

    private func pinned(_ office: Office) async throws -> [[Int]] {
        try await office.listed().map { version in
            (version.content.interaction.options ?? []).filter(\.pinned).map(\.id)
        }
    }

    @Test func saysWhichAndWhere() async throws {
        let office = try await Office()
        let report = try await office.take(Self.bank)
        #expect(report.notes.map(\.line) == [1, 13])
        #expect(
            report.notes.map(\.reason) == [
                .referringOptions(["D"]), .referringOptions(["A", "B"]),
            ])
        #expect(report.referringCount == 2 && report.imported == 3)
        #expect(try await pinned(office) == [[], [], [3]], "nothing is pinned unasked")
    }

    @Test func pinsThemWhereThatIsAsked() async throws {
        let office = try await Office()
        let file = try BankFile(name: "de.cau.txt", bytes: Array(Self.bank.utf8))
        let subject = try await office.subject()
        let report = try await office.banks.apply(
            file, into: subject, pinsReferring: true, by: nil, at: Office.now)
        #expect(report.referringCount == 2)
        #expect(try await pinned(office) == [[4], [], [1, 2, 3]])
        let again = try await office.banks.preview(file, into: subject, pinsReferring: true)
        #expect((again.imported, again.same) == (0, 3))
    }
}
