import Assessment
import Interchange
import People
import Storage
import Testing
import Values

@testable import Authoring

/// Drafts that are no whole question yet: kept as they were typed, and never drawn.
@Suite struct UnfinishedTests {
    private static let typed: TypedQuestion = {
        var typed = Office.typed("Mấy?")
        typed.fields.rows[0].isRight = nil
        typed.fields.rows[1].weight = "nửa"
        return typed
    }()

    private static func edit(
        _ typed: TypedQuestion, _ outcome: Banks.Outcome = .draft, seen: Int = 0,
        topic: [String] = []
    ) -> Banks.Edit {
        let reading = typed.read()
        return Banks.Edit(
            question: Question(content: reading.question.content, guid: GUID(), topic: topic),
            unfinished: reading.faults.isEmpty ? nil : typed, note: "", outcome: outcome,
            seen: seen)
    }

    private static func kept(in office: Office) async throws -> String {
        try await office.banks.add(
            edit(typed), to: try await office.subject(), by: office.teacher, at: Office.now)
    }

    private static func desk(_ code: String, _ office: Office) async throws -> Banks.Desk {
        try await office.banks.desk(code, by: office.teacher, at: Office.now)
    }

    @Test func itIsKeptAsItWasTyped() async throws {
        let office = try await Office()
        let code = try await Self.kept(in: office)
        let desk = try await Self.desk(code, office)
        #expect(desk.unfinished == Self.typed && desk.stored.status == .draft)
        #expect(try await office.listed().map(\.isUnfinished) == [true])
        #expect(
            try await office.banks.save(
                Self.edit(Self.typed, seen: 1), of: code, by: office.teacher, at: Office.now)
                == .same)
        #expect(
            try await office.banks.save(
                Self.edit(Office.typed("Mấy?"), .publish, seen: 1), of: code, by: office.teacher,
                at: Office.now) == .version(2))
        let whole = try await Self.desk(code, office)
        #expect(whole.unfinished == nil && whole.published == 2)
        // An earlier version comes back as unfinished as it was.
        _ = try await office.banks.restore(
            1, of: code, seen: 2, note: "", by: office.teacher, at: Office.now)
        let restored = try await Self.desk(code, office)
        #expect(restored.unfinished == Self.typed && restored.published == 2)
    }

    @Test(arguments: [Banks.Outcome.review, .publish])
    func itIsNotPublished(outcome: Banks.Outcome) async throws {
        let office = try await Office()
        let subject = try await office.subject()
        var edits = [Self.edit(Self.typed, outcome)]
        // Also where somebody forgot to say that it is unfinished.
        edits += [Self.edit(Self.typed, outcome), Self.edit(Self.typed, .draft)].map {
            var edit = $0
            edit.unfinished = nil
            return edit
        }
        for edit in edits {
            await #expect(throws: EditFault.unfinished) {
                try await office.banks.add(edit, to: subject, by: office.teacher, at: Office.now)
            }
        }
        let code = try await Self.kept(in: office)
        for step in [Banks.Step.ask, .publish, .approve] {
            await #expect(throws: EditFault.moved) {
                try await office.banks.take(
                    step, with: code, seen: 1, words: "", by: office.teacher, at: Office.now)
            }
        }
        let report = try await office.banks.change(
            .ticked([code]), in: subject, try #require(.init(.publish, "")), note: "",
            by: office.teacher, at: Office.now)
        #expect(report.changed == 0)
        #expect(try await office.banks.entries(of: subject).isEmpty)
        // The schema says so as well.
        await #expect(throws: StoreError.self) {
            try await office.database.write {
                try $0.run("update question_version set status = 'published'")
            }
        }
    }

    @Test func itIsFiledAsItIs() async throws {
        let office = try await Office()
        let subject = try await office.subject()
        let code = try await Self.kept(in: office)
        let report = try await office.banks.change(
            .ticked([code]), in: subject, try #require(.init(.move, "Số / Lẻ")), note: "",
            by: office.teacher, at: Office.now)
        #expect(report.changed == 1)
        #expect(try await Self.desk(code, office).unfinished == Self.typed)
        try await office.banks.take(
            .comment, with: code, seen: 2, words: "?", by: office.teacher, at: Office.now)
        _ = try await office.banks.change(
            .ticked([code]), in: subject, try #require(.init(.retire, "")), note: "",
            by: office.teacher, at: Office.now)
        try await office.banks.take(
            .revive, with: code, seen: 2, words: "", by: office.teacher, at: Office.now)
        #expect(try await Self.desk(code, office).stored.status == .draft)
    }

    /// A file holds the newest whole version; where there is none, the report says so.
    @Test func anExportLeavesItOut() async throws {
        let office = try await Office()
        let subject = try await office.subject()
        let code = try await Self.kept(in: office)
        let whole = try await office.banks.add(
            Self.edit(Office.typed("Trọn?")), to: subject, by: office.teacher, at: Office.now)
        _ = try await office.banks.save(
            Self.edit(Self.typed, seen: 1), of: whole, by: office.teacher, at: Office.now)
        let out = try await office.banks.export(
            "toan-12", as: .cauText, by: office.teacher, at: Office.now)
        #expect(out.notes.map(\.reason) == [.unfinished] && out.notes.first?.question == code)
        let text = String(decoding: out.bytes, as: UTF8.self)
        #expect(text.contains("Trọn?") && !text.contains("Mấy?"))
    }

    /// A text that is no question yet.
    @Test func aTextIsKept() async throws {
        let office = try await Office()
        var typed = TypedQuestion(type: .cloze)
        typed.text = "Câu 1. Thủ đô là [[*Hà Nội / Huế"
        let code = try await office.banks.add(
            Self.edit(typed), to: try await office.subject(), by: office.teacher, at: Office.now)
        #expect(try await Self.desk(code, office).unfinished == typed)
    }

    /// Filed anew, a question is still about its passage, and shows its pictures.
    @Test func passagesAndPicturesGoAlong() async throws {
        let office = try await Office()
        let subject = try await office.subject()
        let path = try await office.banks.addPicture(
            Pictures.png, to: subject.id, by: office.teacher)
        var typed = Office.typed("Mấy ![x](\(path))?")
        typed.fields.passage = "Đọc bài."
        let reading = try await office.banks.reading(of: typed, in: subject)
        let code = try await office.banks.add(
            Banks.Edit(
                question: Question(content: reading.question.content, guid: GUID()), note: "",
                outcome: .publish, seen: 0), to: subject, by: office.teacher, at: Office.now)
        _ = try await office.banks.change(
            .ticked([code]), in: subject, try #require(.init(.move, "Khác")), note: "",
            by: office.teacher, at: Office.now)
        let rows = try await office.database.read { connection in
            try connection.rows(
                """
                select passage, (select count(*) from version_asset
                    where question_version_id = question_version.id) as assets
                from question_version order by number
                """
            ).map { (try $0.optionalBlob("passage"), try $0.int("assets")) }
        }
        #expect(rows.count == 2 && rows[0].0 != nil && rows[0].0 == rows[1].0)
        #expect(rows.map(\.1) == [1, 1])
    }
}
