package import Assessment
import Converters
package import Interchange
package import People
package import Storage
package import Values

/// A test's blueprint as a table: to look at, and to hand in.
extension Tests {
    /// A matrix as a file.
    package enum FileKind: String, Hashable, Sendable, CaseIterable {
        case word = "docx"
        case spreadsheet = "xlsx"

        package var mediaType: String {
            switch self {
            case .word:
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            case .spreadsheet: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            }
        }
    }

    package func table(of found: Found) async throws -> BlueprintTable {
        let blueprint = found.test.settings.blueprint
        return try await database.read { connection in
            let questions = QuestionStore(connection)
            var named: [GUID: BlueprintTable.Named] = [:]
            for guid in blueprint.fixedQuestions {
                guard let listed = try questions.entry(guid)?.listed else { continue }
                named[guid] = BlueprintTable.Named(
                    topic: listed.topic, type: listed.type, level: listed.level)
            }
            let factor = blueprint.factor(for: found.test.settings.scale)
            return BlueprintTable(blueprint, named: named, factor: factor ?? .one)
        }
    }

    /// The matrix or the specification of a test as a file.
    ///
    /// - Throws: `NotFound`, `AccessDenied`; `ConversionFault`, `ArchiveFault`.
    package func document(
        _ kind: MatrixDocument.Kind, of code: String, as file: FileKind, in language: Language,
        by principal: Principal
    ) async throws -> [UInt8] {
        let found = try await test(code, for: .readTest, by: principal)
        let settings = found.test.settings
        let subject = "\(found.subject.name) \(found.subject.grade)"
        let document = MatrixDocument(
            try await table(of: found), of: settings.blueprint, in: language
        ).document(
            kind, title: settings.title,
            facts: [
                language.choose(
                    "Môn: \(subject) · Thời gian: \(settings.duration) phút",
                    "Subject: \(subject) · Time: \(settings.duration) minutes")
            ])
        switch file {
        case .word: return try TableWriter.word(document)
        case .spreadsheet:
            let name =
                kind == .matrix
                ? language.choose("Ma trận", "Matrix")
                : language.choose("Bản đặc tả", "Specification")
            return try TableWriter.spreadsheet(document, sheet: name)
        }
    }

    /// The groups of questions that must not meet, as their files or addresses name them.
    package func enemies(of found: Found) async throws -> [[String]] {
        try await database.read { connection in
            let questions = QuestionStore(connection)
            return try found.test.settings.blueprint.rules.enemies.map { group in
                try group.map { guid in
                    let listed = try questions.question(guid: guid)?.question
                    return listed?.identifier ?? listed?.code ?? guid.description
                }
            }
        }
    }

    /// The questions of each group, by the files' own ids or the codes in addresses.
    ///
    /// - Throws: `TestFault.unknownQuestions` with those that the bank does not hold;
    ///   `.loneQuestion` where a group has no second one.
    package func groups(
        _ identifiers: [[String]], in found: Found
    ) async throws -> [[GUID]] {
        try await database.read { connection in
            let questions = QuestionStore(connection)
            var unknown: [String] = []
            let groups = try identifiers.map { group in
                try group.compactMap { identifier -> GUID? in
                    let version =
                        try questions.question(identifier: identifier, in: found.subject.id)
                        ?? questions.question(code: identifier.uppercased())
                    guard let version, version.question.subject == found.subject.id else {
                        unknown.append(identifier)
                        return nil
                    }
                    return version.question.guid
                }
            }
            guard unknown.isEmpty else { throw TestFault.unknownQuestions(unknown) }
            for (group, names) in zip(groups, identifiers) where Set(group).count == 1 {
                throw TestFault.loneQuestion(names[0])
            }
            return groups.filter { !$0.isEmpty }
        }
    }

    /// How often the questions that a test may draw were used, the most used first.
    package func uses(
        of found: Found, by principal: Principal
    ) async throws -> [(question: QuestionStore.Listed, use: QuestionUseStore.Use)] {
        try principal.require(.readTest, ownedBy: found.test.author)
        return try await database.read { connection in
            let uses = Dictionary(
                try QuestionUseStore(connection).uses(in: found.subject.id)
                    .map { ($0.question, $0) }, uniquingKeysWith: { first, _ in first })
            var blueprint = found.test.settings.blueprint
            // Those that are left out because of their use are shown as well.
            blueprint.rules.unusedSince = nil
            var seen: Set<Int64> = []
            return try Drawable(for: blueprint, of: found.subject.id, connection).everything
                .compactMap {
                    entry -> (question: QuestionStore.Listed, use: QuestionUseStore.Use)? in
                    guard let use = uses[entry.id], seen.insert(entry.id).inserted,
                        let listed = try QuestionStore(connection).entry(entry.guid)?.listed
                    else { return nil }
                    return (listed, use)
                }
                .sorted {
                    ($0.use.forms, $0.use.last, $1.question.id)
                        > ($1.use.forms, $1.use.last, $0.question.id)
                }
        }
    }
}
