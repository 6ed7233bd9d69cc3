import Assessment
import Authoring
import Hummingbird
import Storage
import Values

/// Ma trận: one part of a test filled as a whole, topics down, levels across, one
/// type of question and one worth.
enum MatrixPages {
    /// `GET /teach/tests/{code}/parts/{part}/matrix?type=singleChoice`
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        let (test, part) = try await place(visit)
        guard !test.test.isLocked else { return .seeOther("/teach/tests/\(test.test.code)") }
        let draws = test.test.settings.blueprint.parts[part].draws
        let type =
            QuestionType(rawValue: visit.query["type"]) ?? draws.first?.type ?? .singleChoice
        let matrix = TestMatrix(draws.filter { $0.type == type }, type: type)
        return try visit.page(
            "teacher/matrix", try await MatrixView(matrix, of: test, part: part, visit).view)
    }

    /// `POST /teach/tests/{code}/parts/{part}/matrix`: the part's draws of this type
    /// become what the matrix says.
    @Sendable static func save(_ visit: Visit) async throws -> Response {
        let (test, part) = try await place(visit)
        guard let type = QuestionType(rawValue: visit.form["type"]) else {
            throw Refusal.malformed("malformed")
        }
        let read = TestMatrix.read(visit.form, type: type)
        guard read.errors.isEmpty else {
            var view = try await MatrixView(
                read.matrix, of: test, part: part, visit, wrong: Set(read.errors.map(\.field))
            ).view
            view["typedWorth"] = visit.form["worth"]
            return try visit.page("teacher/matrix", view, errors: read.errors)
        }
        let lines = read.matrix.lines
        do {
            try await visit.site.tests.change(test.test.code, by: visit.principal) { settings in
                guard settings.blueprint.parts.indices.contains(part) else { throw NotFound() }
                settings.blueprint.parts[part].replaceDraws(of: type, by: lines)
            }
        } catch TestFault.locked {
            return .seeOther("/teach/tests/\(test.test.code)")
        }
        let address = "/teach/tests/\(test.test.code)"
        return .seeOther(
            visit.form["go"] == "again"
                ? "\(address)/parts/\(part)/matrix?type=\(type.rawValue)&done=saved"
                : "\(address)?done=saved#part\(part)")
    }

    private static func place(_ visit: Visit) async throws -> (test: Tests.Found, part: Int) {
        let test = try await TestPages.test(visit)
        guard let part = Int(try visit.parameter("part")),
            test.test.settings.blueprint.parts.indices.contains(part)
        else { throw Refusal.notFound }
        return (test, part)
    }
}

/// How many questions of one type to draw from each topic and level.
struct TestMatrix {
    struct Cell: Hashable {
        /// Empty: the whole bank.
        let topic: [String]
        /// Nil: any.
        let level: CognitiveLevel?
    }

    let type: QuestionType
    private(set) var counts: [Cell: Int] = [:]
    /// Marks of each question; nil before any is chosen.
    private(set) var worth: Mark?
    /// The draws so far are not all worth the same.
    private(set) var hasSeveralWorths = false

    static let columns: [CognitiveLevel?] = CognitiveLevel.allCases + [nil]
    private static let mostInCell = 200

    init(_ draws: [Blueprint.Draw], type: QuestionType) {
        self.type = type
        worth = draws.first?.worth
        hasSeveralWorths = draws.contains { $0.worth != worth }
        for draw in draws {
            counts[Cell(topic: draw.topic, level: draw.level), default: 0] += draw.count
        }
    }

    /// The draws, in the order of the form that was sent.
    var lines: [Blueprint.Line] {
        ordered.compactMap { cell in
            guard let count = counts[cell], count > 0, let worth else { return nil }
            return .draw(
                Blueprint.Draw(
                    type: type, topic: cell.topic, level: cell.level, count: count, worth: worth))
        }
    }

    private var ordered: [Cell] = []

    /// Reads a posted matrix: `t0` … the topic of each row, `n0-NB` …, `n0-any` its counts.
    static func read(
        _ form: FormData, type: QuestionType
    ) -> (matrix: TestMatrix, errors: [(field: String, key: String)]) {
        var matrix = TestMatrix([], type: type)
        var errors: [(field: String, key: String)] = []
        var row = 0
        while let path = form.exact("t\(row)"), row < 10_000 {
            let topic = path.isEmpty ? [] : BankStore.path(of: path)
            for level in columns {
                let field = "n\(row)-\(level?.rawValue ?? "any")"
                let text = form[field]
                guard !text.isEmpty else { continue }
                guard let count = Int(text), (0...mostInCell).contains(count) else {
                    errors.append((field, "error.cell"))
                    continue
                }
                let cell = Cell(topic: topic, level: level)
                matrix.counts[cell] = count
                matrix.ordered.append(cell)
            }
            row += 1
        }
        matrix.worth = Mark(form["worth"]).flatMap { Tests.isWorth($0) ? $0 : nil }
        if matrix.worth == nil { errors.append(("worth", "error.worth")) }
        return (matrix, errors)
    }
}

extension Blueprint.Part {
    /// The lines that draw.
    var draws: [Blueprint.Draw] {
        lines.compactMap { if case .draw(let draw) = $0 { draw } else { nil } }
    }

    /// Puts new draws in the place of all of a type.
    mutating func replaceDraws(of type: QuestionType, by new: [Blueprint.Line]) {
        func isReplaced(_ line: Blueprint.Line) -> Bool {
            if case .draw(let draw) = line { draw.type == type } else { false }
        }
        let place = lines.firstIndex(where: isReplaced) ?? lines.count
        let before = lines[..<place].filter { !isReplaced($0) }
        let after = lines[place...].filter { !isReplaced($0) }
        lines = before + new + after
    }
}
