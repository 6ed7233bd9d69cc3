package import Assessment
import Converters
package import People
import Secrets
package import Storage
package import Values

/// Tests: what teachers put together from a bank before anybody sits it.
package struct Tests: Sendable {
    let database: Database
    /// What banks could give beside a paper, by blueprint and what the bank holds.
    private let prospects = Remembered<Counted, Supply.Prospect?>(capacity: 200)
    private let supplies = Remembered<Counted, Supply>(capacity: 200)

    package init(database: Database) { self.database = database }

    /// A blueprint with the bank that it was counted in.
    private struct Counted: Hashable, Sendable {
        let blueprint: Blueprint
        let stock: Stock
    }

    /// A test with the subject it belongs to.
    package struct Found: Sendable {
        package let test: TestStore.Test
        package let subject: BankStore.Subject
    }

    /// The longest test, in minutes.
    package static let longestDuration = 600

    /// Whether a question may be worth this: at most 100, in ten-thousandths or
    /// thirds of them, so that no sum of a paper outgrows what a mark can hold.
    package static func isWorth(_ mark: Mark) -> Bool {
        mark > .zero && mark <= Mark(100) && 120_000 % mark.denominator == 0
    }

    // MARK: Reading

    package func all(by principal: Principal) async throws -> [Found] {
        try principal.require(.readTest, ownedBy: principal.person)
        return try await database.read { connection in
            let banks = BankStore(connection)
            return try TestStore(connection).tests(by: principal.person).compactMap { test in
                try banks.subject(test.subject).map { Found(test: test, subject: $0) }
            }
        }
    }

    /// - Throws: `NotFound`; `AccessDenied` for a colleague's test.
    package func test(
        _ code: String, for useCase: UseCase, by principal: Principal
    ) async throws -> Found {
        try await database.read { connection in
            guard let test = try TestStore(connection).test(code: code),
                let subject = try BankStore(connection).subject(test.subject)
            else { throw NotFound() }
            try principal.require(useCase, ownedBy: test.author)
            // What was given already stays readable, whoever withdrew the bank since.
            if [.changeTest, .openSitting, .tryTest].contains(useCase) {
                try principal.require(.readBank, in: subject.id, connection)
            }
            return Found(test: test, subject: subject)
        }
    }

    // MARK: Changing

    /// - Returns: the new test's code.
    package func create(
        _ settings: TestStore.Settings, subject slug: String, by principal: Principal,
        at now: Instant
    ) async throws -> String {
        try principal.require(.createTest, ownedBy: principal.person)
        let code = TextCode.random(characters: 10)
        try await database.write { connection in
            guard let subject = try BankStore(connection).subject(slug: slug) else {
                throw NotFound()
            }
            try principal.require(.readBank, in: subject.id, connection)
            _ = try TestStore(connection).add(
                settings, code: code, subject: subject.id, author: principal.person, at: now)
        }
        return code
    }

    /// Changes a test that nobody has sat yet.
    ///
    /// - Throws: `TestFault.locked` once it was given to a class: a copy can be changed.
    package func change(
        _ code: String, by principal: Principal,
        _ change: @Sendable (inout TestStore.Settings) throws -> Void
    ) async throws {
        try await database.write { connection in
            guard let test = try TestStore(connection).test(code: code) else { throw NotFound() }
            try principal.require(.changeTest, ownedBy: test.author)
            guard !test.isLocked else { throw TestFault.locked }
            var settings = test.settings
            try change(&settings)
            try TestStore(connection).change(test.id, to: settings)
        }
    }

    /// - Returns: the copy's code.
    package func copy(_ code: String, title: String, by principal: Principal, at now: Instant)
        async throws -> String
    {
        let found = try await test(code, for: .readTest, by: principal)
        var settings = found.test.settings
        settings.title = title
        return try await create(settings, subject: found.subject.slug, by: principal, at: now)
    }

    /// Adds a line of named questions to a part.
    ///
    /// - Parameter identifiers: the files' own ids (Mã) or the codes in addresses.
    /// - Throws: `TestFault.unknownQuestions` with those that the bank does not hold;
    ///   `.repeatedQuestions` with those that would stand twice on a paper; `.locked`.
    package func addFixed(
        _ identifiers: [String], worth: Mark, toPart part: Int, of code: String,
        by principal: Principal
    ) async throws {
        let found = try await test(code, for: .changeTest, by: principal)
        let guids = try await database.read { connection in
            let questions = QuestionStore(connection)
            var guids: [GUID] = []
            var unknown: [String] = []
            var repeated: [String] = []
            var taken = Set(found.test.settings.blueprint.fixedQuestions)
            for identifier in identifiers {
                let version =
                    try questions.question(identifier: identifier, in: found.subject.id)
                    ?? questions.question(code: identifier.uppercased())
                if let version, version.question.subject == found.subject.id {
                    guids.append(version.question.guid)
                    if !taken.insert(version.question.guid).inserted { repeated.append(identifier) }
                } else {
                    unknown.append(identifier)
                }
            }
            guard unknown.isEmpty else { throw TestFault.unknownQuestions(unknown) }
            guard repeated.isEmpty else { throw TestFault.repeatedQuestions(repeated) }
            return guids
        }
        try await change(code, by: principal) { settings in
            guard settings.blueprint.parts.indices.contains(part) else { throw NotFound() }
            settings.blueprint.parts[part].lines.append(
                .fixed(Blueprint.Fixed(questions: guids, worth: worth)))
        }
    }

    // MARK: Freezing

    /// What the blueprint draws from, and what is missing for it.
    package func supply(of found: Found) async throws -> Supply {
        try await supply(try await counted(found))
    }

    /// What more the bank could give; nil while it cannot give one paper.
    package func prospect(of found: Found) async throws -> Supply.Prospect? {
        let counted = try await counted(found)
        return try await prospects.value(of: counted) {
            let supply = try await supply(counted)
            return await HeavyWork.run { supply.prospect }
        }
    }

    private func supply(_ counted: Counted) async throws -> Supply {
        try await supplies.value(of: counted) {
            await HeavyWork.run { Supply(blueprint: counted.blueprint, stock: counted.stock) }
        }
    }

    private func counted(_ found: Found) async throws -> Counted {
        let blueprint = found.test.settings.blueprint
        return Counted(
            blueprint: blueprint,
            stock: try await database.read {
                try Stock(for: blueprint, of: found.subject.id, $0)
            })
    }

    /// The questions that a test may draw.
    package func bank(of found: Found) async throws -> [QuestionStore.Listed] {
        try await database.read { try QuestionStore($0).entries(of: found.subject.id) }
    }

    /// Questions with options that keep their places because one of them speaks of the
    /// others, in parts that shuffle options and heed that.
    ///
    /// - Returns: each with the options' places in the author's order and the option's
    ///   words; at most `limit`.
    package func referring(
        in found: Found, limit: Int
    ) async throws -> [(question: QuestionStore.Listed, options: [(place: Int, text: String)])] {
        try await database.read { connection in
            let drawable = try Drawable(
                for: found.test.settings.blueprint, of: found.subject.id, connection)
            let questions = QuestionStore(connection)
            var seen: Set<GUID> = []
            var kept: [(question: QuestionStore.Listed, options: [(place: Int, text: String)])] = []
            for entry in drawable.everything where entry.type.hasOptions {
                guard kept.count < limit else { break }
                // Of most the material says that there are none, without decoding it.
                guard let item = entry.item, !item.text.contains("\"referring\":[]"),
                    seen.insert(entry.guid).inserted,
                    let listed = try questions.entry(entry.guid)?.listed,
                    let options = try questions.content(guid: entry.guid, version: entry.version)?
                        .interaction.options
                else { continue }
                let referring = options.referring
                let places = options.enumerated().filter { referring.contains($0.element.id) }
                kept.append((listed, places.map { ($0.offset, $0.element.text.plainText) }))
            }
            return kept
        }
    }

    /// A form of the test by a random seed, with its keys, for its teacher to look
    /// at; that it was read is recorded.
    package func sample(
        of code: String, by principal: Principal, at now: Instant
    ) async throws -> (Found, Form) {
        let found = try await test(code, for: .readTest, by: principal)
        let pad = KeyPad(.random())
        let source = try await database.read { try ManifestSource(found, $0) }
        let form = try await HeavyWork.run {
            Form.make(try source.manifest(pad), seed: .random(), pad: pad)
        }
        try await database.write { connection in
            try AuditStore(connection).record(
                .readSample, of: found.test.settings.title, bank: found.subject.id,
                by: principal.person, at: now)
        }
        return (found, form)
    }
}

/// There is no such object, or it is somebody else's.
package struct NotFound: Error, Hashable {
    package init() {}
}

/// Why a test cannot be changed or opened.
package enum TestFault: Error, Hashable {
    case locked
    case unknownQuestions([String])
    case repeatedQuestions([String])
    case lacking([Supply.Shortage])
    /// It asks for more than any test has.
    case tooLarge
    /// A rule names this question alone: it has nobody not to meet.
    case loneQuestion(String)
    /// The worths are too fine to be scaled to ten exactly.
    case marksTooFine
    case emptyClass
    /// Right options are balanced and never shown, and the secret is to be published,
    /// which would tell them.
    case secretTellsKeys
    /// The public number was typed in before, or none is asked for.
    case numberKnown
    /// Somebody may still be writing.
    case notOver
    case windowTooShort
}
