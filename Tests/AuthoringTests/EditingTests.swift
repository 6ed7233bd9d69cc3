import Assessment
import Interchange
import People
import Storage
import Testing
import Values

@testable import Authoring

/// Questions written in the browser: versions, and their way to being published.
@Suite struct EditingTests {
    private static func question(_ stem: String, guid: GUID? = nil) throws -> Question {
        var fields = QuestionFields(type: .singleChoice)
        fields.stem = stem
        fields.rows = [.init(text: "1", isRight: true), .init(text: "2"), .init(text: "")]
        return Question(
            content: try fields.content(), guid: guid, topic: ["Số"], level: .recognition,
            tags: ["lẻ"])
    }

    private static func edit(
        _ stem: String, _ outcome: Banks.Outcome, seen: Int, guid: GUID? = nil
    ) throws -> Banks.Edit {
        Banks.Edit(
            question: try question(stem, guid: guid), note: "ghi chú", outcome: outcome,
            seen: seen)
    }

    /// The bank's owner, a colleague who may write, one who may review, and a stranger.
    private struct Staffroom {
        let office: Office
        let writer: Principal
        let reviewer: Principal
        let code: String

        init() async throws {
            office = try await Office()
            writer = office.colleague
            let subject = try await office.subject()
            let (office, writer) = (office, writer)
            reviewer = try await office.database.write { connection in
                let people = PeopleStore(connection)
                let id = try people.add(
                    PersonDetails(fullName: "Ngô Thị Hoa"), code: "R", at: Office.now)
                let rights = BankRightStore(connection)
                try rights.grant(
                    .write, to: .person(writer.person), in: subject.id, by: nil, at: Office.now)
                try rights.grant(
                    .review, to: .person(id), in: subject.id, by: nil, at: Office.now)
                return Principal(person: id, name: "Ngô Thị Hoa", roles: [.teacher])
            }
            code = try await office.banks.add(
                try EditingTests.edit("Một?", .review, seen: 0, guid: GUID()), to: subject,
                by: writer, at: Office.now)
        }

        func desk() async throws -> Banks.Desk {
            try await office.banks.desk(code, by: office.teacher, at: Office.now)
        }
    }

    @Test func everySaveIsAVersion() async throws {
        let room = try await Staffroom()
        let banks = room.office.banks
        let saved = try await banks.save(
            try Self.edit("Hai?", .draft, seen: 1), of: room.code, by: room.writer,
            at: Office.now)
        #expect(saved == .version(2))
        let desk = try await room.desk()
        #expect(desk.saves.map(\.number) == [2, 1])
        #expect(desk.saves.map(\.author) == ["Trần Văn Đồng", "Trần Văn Đồng"])
        #expect(desk.saves.map(\.note) == ["ghi chú", "ghi chú"])
        #expect(desk.saves.map(\.status) == [.draft, .draft], "the review is of no use any more")
        #expect(
            try await banks.save(
                try Self.edit("Hai?", .draft, seen: 2), of: room.code, by: room.writer,
                at: Office.now) == .same, "nothing was changed")
        #expect(
            try await banks.save(
                try Self.edit("Ba?", .draft, seen: 1), of: room.code, by: room.writer,
                at: Office.now) == .stale(2), "somebody else was quicker")
        #expect(try await room.desk().saves.count == 2)
    }

    @Test func anEarlierVersionComesBackAsTheNewest() async throws {
        let room = try await Staffroom()
        let banks = room.office.banks
        _ = try await banks.save(
            try Self.edit("Hai?", .draft, seen: 1), of: room.code, by: room.writer,
            at: Office.now)
        #expect(
            try await banks.restore(
                1, of: room.code, seen: 1, note: "", by: room.writer, at: Office.now)
                == .stale(2))
        #expect(
            try await banks.restore(
                1, of: room.code, seen: 2, note: "lại", by: room.writer, at: Office.now)
                == .version(3))
        let desk = try await room.desk()
        #expect(desk.version.content.stem == RichText(plain: "Một?"))
        #expect(desk.stored.tags == ["lẻ"] && desk.stored.topic == ["Số"])
        await #expect(throws: NotFound.self) {
            try await banks.restore(
                9, of: room.code, seen: 3, note: "", by: room.writer, at: Office.now)
        }
    }

    @Test func aFormThatIsSentTwiceAddsOneQuestion() async throws {
        let office = try await Office()
        let subject = try await office.subject()
        let edit = try Self.edit("Một?", .draft, seen: 0, guid: GUID())
        let codes = [
            try await office.banks.add(edit, to: subject, by: office.teacher, at: Office.now),
            try await office.banks.add(edit, to: subject, by: office.teacher, at: Office.now),
        ]
        #expect(codes[0] == codes[1])
        #expect(try await office.count("question_version") == 1)
    }

    // MARK: The way of a version

    @Test func nobodyReviewsHerOwn() async throws {
        let room = try await Staffroom()
        let banks = room.office.banks
        // The writer gets the right to review: still not her own.
        try await room.office.database.write { connection in
            let subject = try BankStore(connection).subject(slug: "toan-12")
            try BankRightStore(connection).grant(
                .review, to: .person(room.writer.person), in: try #require(subject).id, by: nil,
                at: Office.now)
        }
        await #expect(throws: AccessDenied.self) {
            try await banks.take(
                .approve, with: room.code, seen: 1, words: "", by: room.writer, at: Office.now)
        }
        try await banks.take(
            .approve, with: room.code, seen: 1, words: "Hay", by: room.reviewer, at: Office.now)
        let desk = try await room.desk()
        #expect(desk.stored.status == .published && desk.published == 1)
        #expect(desk.events.map(\.kind) == [.asked, .approved])
        #expect(desk.events.last?.words == "Hay")
    }

    @Test func whatIsGivenBackIsMendedAndSentAgain() async throws {
        let room = try await Staffroom()
        let banks = room.office.banks
        try await banks.take(
            .giveBack, with: room.code, seen: 1, words: "Thiếu dấu hỏi", by: room.reviewer,
            at: Office.now)
        #expect(try await room.desk().stored.status == .draft)
        await #expect(throws: EditFault.moved, "it waits for no review any more") {
            try await banks.take(
                .approve, with: room.code, seen: 1, words: "", by: room.reviewer, at: Office.now)
        }
        _ = try await banks.save(
            try Self.edit("Hai?", .review, seen: 1), of: room.code, by: room.writer,
            at: Office.now)
        await #expect(throws: EditFault.moved, "another version is there now") {
            try await banks.take(
                .approve, with: room.code, seen: 1, words: "", by: room.reviewer, at: Office.now)
        }
        try await banks.take(
            .approve, with: room.code, seen: 2, words: "", by: room.reviewer, at: Office.now)
        try await banks.take(
            .retire, with: room.code, seen: 2, words: "", by: room.reviewer, at: Office.now)
        let desk = try await room.desk()
        #expect(desk.stored.status == .retired && desk.published == nil)
        try await banks.take(
            .revive, with: room.code, seen: 2, words: "", by: room.writer, at: Office.now)
        #expect(try await room.desk().stored.status == .draft)
    }

    /// A draft beside a published version: tests go on drawing that one.
    @Test func aDraftLeavesWhatIsPublished() async throws {
        let room = try await Staffroom()
        let banks = room.office.banks
        try await banks.take(
            .approve, with: room.code, seen: 1, words: "", by: room.reviewer, at: Office.now)
        _ = try await banks.save(
            try Self.edit("Hai?", .draft, seen: 1), of: room.code, by: room.writer,
            at: Office.now)
        let desk = try await room.desk()
        #expect(desk.published == 1 && desk.stored.status == .draft)
        #expect(try await banks.entries(of: desk.subject).map(\.version) == [1])
    }

    @Test func onlyWhoMayPublishesAlone() async throws {
        let room = try await Staffroom()
        let banks = room.office.banks
        await #expect(throws: AccessDenied(useCase: .publishInBank)) {
            try await banks.save(
                try Self.edit("Hai?", .publish, seen: 1), of: room.code, by: room.writer,
                at: Office.now)
        }
        #expect(
            try await banks.save(
                try Self.edit("Hai?", .publish, seen: 1), of: room.code, by: room.office.teacher,
                at: Office.now) == .version(2), "the owner may")
        try await room.office.database.write { connection in
            let subject = try #require(try BankStore(connection).subject(slug: "toan-12"))
            try BankRightStore(connection).setNeedsReview(true, of: subject.id)
        }
        await #expect(throws: AccessDenied.self, "but not where the bank wants reviews") {
            try await banks.save(
                try Self.edit("Ba?", .publish, seen: 2), of: room.code, by: room.office.teacher,
                at: Office.now)
        }
    }

    /// Imports land as drafts unless the importer may publish.
    @Test func whoMayOnlyWriteTakesInDrafts() async throws {
        let room = try await Staffroom()
        let subject = try await room.office.subject()
        let file = try BankFile(
            name: "a.cau.txt", bytes: Array("Câu 1. Mấy?\nĐáp án: 3\nMã: x".utf8))
        let report = try await room.office.banks.apply(
            file, into: subject, by: room.writer, at: Office.now)
        #expect(report.imported == 1)
        let entry = try #require(
            try await room.office.listed().first { $0.question.identifier == "x" })
        #expect(entry.status == .draft && entry.published == nil)
        await #expect(throws: AccessDenied(useCase: .changeBank)) {
            try await room.office.banks.apply(
                file, into: subject, by: room.reviewer, at: Office.now)
        }
    }

    // MARK: Pictures without words

    @Test func aPictureWithoutWordsIsNotPublished() async throws {
        let office = try await Office()
        let path = try await office.banks.addPicture(
            Pictures.png, to: try await office.subject().id, by: office.teacher)
        for (words, publishes) in [
            ("", false), (" ", false), ("trang trí", true), ("đồ thị", true),
        ] {
            let content = try await office.read("Hình ![\(words)](\(path)) này?").content
            let edit = Banks.Edit(
                question: Question(content: content, guid: GUID()), note: "", outcome: .publish,
                seen: 0)
            do {
                _ = try await office.banks.add(
                    edit, to: try await office.subject(), by: office.teacher, at: Office.now)
                #expect(publishes, "“\(words)”")
            } catch EditFault.silentPicture {
                #expect(!publishes, "“\(words)”")
            }
        }
    }

    @Test func aPictureIsKnownByItsShortName() async throws {
        let office = try await Office()
        let path = try await office.banks.addPicture(
            Pictures.png, to: try await office.subject().id, by: office.teacher)
        #expect(path.wholeMatch(of: /hinh\/[0-9a-f]{16}\.png/) != nil)
        let typed = try Self.question("Hình ![đồ thị](\(path)) này?").content
        let content = try await office.read("Hình ![đồ thị](\(path)) này?").content
        #expect(content != typed)
        #expect(try await office.banks.named(content) == typed)
        let missing = try await office.read("Hình ![x](hinh/0000000000000000.png)?").faults
        #expect(
            missing == [
                .init(field: "stem", reason: .noSuchFile("hinh/0000000000000000.png"))
            ])
    }

    /// The name of another bank's picture names nothing here.
    @Test func othersPicturesAreNotTaken() async throws {
        let office = try await Office()
        let path = try await office.banks.addPicture(
            Pictures.png, to: try await office.subject().id, by: office.teacher)
        try await office.banks.create(
            slug: "ly-12", name: "Lí", grade: "12", by: office.colleague, at: Office.now)
        let other = try await office.banks.subject("ly-12", for: .readBank, by: office.colleague)
        let typed = Office.typed("Hình ![x](\(path))?")
        let reading = try await office.banks.reading(of: typed, in: other)
        #expect(reading.faults.map(\.reason) == [.noSuchFile(path)])
        let hash = try #require(
            try await office.database.read { try $0.row("select hash from asset")?.text("hash") })
        _ = try await office.banks.asset(hash, by: office.teacher)
        for stranger in [
            office.colleague, Principal(person: 99, name: "x", roles: [.administrator, .student]),
        ] {
            await #expect(throws: NotFound.self) {
                try await office.banks.asset(hash, by: stranger)
            }
        }
        // By the whole hash, as an export names it.
        let text = "Câu 1. ![x](hinh/\(hash).png)?\nĐáp án: 3"
        let report = try await office.banks.apply(
            try BankFile(name: "a.cau.txt", bytes: Array(text.utf8)), into: other,
            by: office.colleague, at: Office.now)
        #expect(report.notes.map(\.reason) == [.pictureDropped("hinh/\(hash).png")])
    }
}
