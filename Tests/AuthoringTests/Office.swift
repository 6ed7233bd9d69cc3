import Assessment
import Converters
import Foundation
import Interchange
import People
import Storage
import Values

@testable import Authoring

/// Teachers, a bank and a class on a temporary database.
struct Office {
    let folder: TemporaryFolder
    let database: Database
    let banks: Banks
    let tests: Tests
    let sittings: Sittings
    let teacher: Principal
    let colleague: Principal

    static let now = Instant(milliseconds: 1_800_000_000_000)

    init() async throws {
        folder = try TemporaryFolder()
        let database = try Database(
            path: folder.file("main.sqlite"), migrations: MainMigrations.all,
            backupFolder: folder.file("backups"))
        self.database = database
        banks = Banks(
            database: database,
            formulas: Formulas(database: database, converter: FormulaConverter()))
        tests = Tests(database: database)
        sittings = Sittings(database: database)
        teacher = try await Self.person("Lê Thị Sen", [.teacher], database)
        colleague = try await Self.person("Trần Văn Đồng", [.teacher], database)
        try await banks.create(
            slug: "toan-12", name: "Toán", grade: "12", by: teacher, at: Self.now)
    }

    private static func person(
        _ name: String, _ roles: Set<Role>, _ database: Database
    ) async throws -> Principal {
        let id = try await database.write { connection in
            let people = PeopleStore(connection)
            let id = try people.add(
                PersonDetails(fullName: name), code: "\(GUID())", at: now)
            for role in roles { try people.grant(role, to: id) }
            return id
        }
        return Principal(person: id, name: name, roles: roles)
    }

    func subject(_ slug: String = "toan-12") async throws -> BankStore.Subject {
        try await banks.subject(slug, for: .readBank, by: teacher)
    }

    /// Takes a text in.
    @discardableResult func take(
        _ text: String, name: String = "de.cau.txt", into slug: String = "toan-12",
        picture: @escaping @Sendable (String) -> [UInt8]? = { _ in nil }
    ) async throws -> BankImportReport {
        try await banks.apply(
            try BankFile(name: name, bytes: Array(text.utf8), picture: picture),
            into: try await subject(slug), by: teacher, at: Self.now)
    }

    func listed(_ slug: String = "toan-12") async throws -> [QuestionStore.Entry] {
        try await banks.questions(
            of: try await subject(slug), .init(), limit: 1_000, by: teacher)
    }

    func count(_ table: String) async throws -> Int {
        try await database.read { try $0.row("select count(*) as n from \(table)")?.int("n") ?? 0 }
    }

    /// A class with these pupils.
    func schoolClass(_ name: String, pupils: [String]) async throws -> String {
        try await database.write { connection in
            let classes = ClassStore(connection)
            let unit = try classes.add(name, code: name, at: Self.now)
            for pupil in pupils {
                let person = try PeopleStore(connection).add(
                    PersonDetails(fullName: pupil), code: "\(GUID())", at: Self.now)
                try classes.add(member: person, to: unit, at: Self.now)
            }
            return name
        }
    }

    /// A form with a choice of "1" and "2", of which the first is right.
    static func typed(_ stem: String) -> TypedQuestion {
        var typed = TypedQuestion(type: .singleChoice)
        typed.fields.stem = stem
        typed.fields.rows = [.init(text: "1", isRight: true), .init(text: "2")]
        return typed
    }

    /// What the bank makes of it.
    func read(
        _ stem: String
    ) async throws -> (content: QuestionContent, faults: [QuestionFields.Fault]) {
        let reading = try await banks.reading(of: Self.typed(stem), in: try await subject())
        return (reading.question.content, reading.faults)
    }

    /// A test with this blueprint, by the teacher.
    func test(_ blueprint: Blueprint) async throws -> String {
        try await tests.create(
            .init(title: "Kiểm tra", blueprint: blueprint, duration: 45, review: .marks),
            subject: "toan-12", by: teacher, at: Self.now)
    }

    /// Câu text of so many choices of one level, in a topic.
    static func choices(_ range: ClosedRange<Int>, level: String = "NB", topic: String = "Hàm số")
        -> String
    {
        "Chủ đề: \(topic)\n\n"
            + range.map { number in
                """
                Câu \(number). [\(level)] Số liền sau của \(number) là
                A. \(number)
                *B. \(number + 1)
                C. \(number + 2)
                D. \(number + 3)
                Mã: q\(number)

                """
            }.joined(separator: "\n")
    }
}
