import Assessment
import Authoring
import People
import Storage
import Values

@testable import Web

/// A bank, a class, a test and an open sitting, as a teacher makes them.
struct Objects {
    let teacher: Visitor
    let student: Visitor
    let classCode: String
    let question: String
    let test: String
    let sitting: String
    /// The student's.
    let person: String

    /// Real codes in the place of a route's holes.
    func path(_ route: String) -> String {
        let code =
            if route.hasPrefix("/admin/classes") || route.hasPrefix("/admin/units") {
                classCode
            } else if route.hasPrefix("/admin/people") {
                person
            } else if route.hasPrefix("/teach/questions") {
                question
            } else if route.hasPrefix("/teach/tests") { test } else { sitting }
        return route.replacing("{code}", with: code).replacing("{slug}", with: "toan-12")
            .replacing("{part}", with: "0").replacing("{line}", with: "0")
            .replacing("{number}", with: "001").filled
    }
}

extension String {
    /// A route's path with something in every hole that leads nowhere.
    var filled: String { replacing(/\{[a-z]+\}|\*\*/, with: "X") }
}

extension TestSite {
    /// - Parameters:
    ///   - bank: Câu text.
    ///   - classmates: further pupils of the class.
    ///   - attached: pictures and recordings that the text names.
    func objects(
        _ bank: String = Self.bank, blueprint: Blueprint? = nil, scale: MarkScale = .toTen,
        classmates: [Visitor] = [], attached: [String: [UInt8]] = [:]
    ) async throws -> Objects {
        let teacher = try await visitor([.teacher])
        let student = try await visitor([.student], name: "Lê Văn <An>")
        guard let author = teacher.principal, let pupil = student.principal else {
            throw Refusal.notFound
        }
        try await site.banks.create(
            slug: "toan-12", name: "Toán", grade: "12", by: author, at: now)
        let subject = try await site.banks.subject("toan-12", for: .readBank, by: author)
        _ = try await site.banks.apply(
            try BankFile(name: "a.cau.txt", bytes: Array(bank.utf8)) { attached[$0] },
            into: subject, by: author, at: now)
        let at = now
        try await database.write { connection in
            let classes = ClassStore(connection)
            let unit = try classes.add("12A1", code: "LOP", at: at)
            try classes.add(member: pupil.person, to: unit, at: at)
            for classmate in classmates.compactMap(\.principal) {
                try classes.add(member: classmate.person, to: unit, at: at)
            }
        }
        let standard = Blueprint(parts: [
            .init(
                title: "Phần <I>",
                lines: [.draw(.init(type: .singleChoice, count: 10, worth: .one))])
        ])
        let test = try await site.tests.create(
            .init(
                title: "Thử & sai", blueprint: blueprint ?? standard, duration: 45,
                scale: scale, review: .solutions),
            subject: "toan-12", by: author, at: now)
        let sitting = try await site.sittings.open(
            test: test, to: "LOP", opens: now.adding(seconds: -60),
            closes: now.adding(seconds: 3_600), by: author, at: now)
        try await site.register(sitting)
        let questions = try await site.banks.questions(
            of: subject, .init(), limit: 1, by: author)
        let person = try await database.read { try PeopleStore($0).person(pupil.person)?.code }
        return Objects(
            teacher: teacher, student: student, classCode: "LOP",
            question: questions.first?.question.code ?? "", test: test, sitting: sitting.code,
            person: person ?? "")
    }

    /// Twelve choices.
    static let bank = (1...12).map { number in
        """
        Câu \(number). [NB] Số liền sau của \(number) là
        A. \(number)
        *B. \(number + 1)
        C. \(number + 2)
        D. \(number + 3)
        Mã: q\(number)

        """
    }.joined(separator: "\n")
}
