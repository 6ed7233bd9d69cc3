import Assessment
import Foundation
import Testing
import Values

@testable import Interchange

/// The syntax tree against what Moodle 4.5.6 itself made of the same files.
@Suite(.enabled(if: Corpora.arePresent, "the shared corpora are not beside this checkout"))
struct GIFTCorporaTests {
    /// What the expected JSON says of one question, as far as it is given.
    private struct Expected: Decodable {
        let qtype: String
        let name: String?
        let category: String?
        let questiontext: String?
        let format: String
        let single: Int?
        let answer: OneOrMany?
        let fraction: [Double]?
        let tolerance: [Loose]?
        let sub: [String]?
        let subanswers: [String]?
        let generalfeedback: String?
        let idnumber: String?
        let tags: [String]?
    }

    /// PHP's looseness: a number or a text.
    private struct Loose: Decodable, Equatable {
        let text: String
        init(_ text: String) { self.text = text }
        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self.text = text
            } else {
                text = "\(try container.decode(Double.self))"
            }
        }
        static func == (left: Loose, right: Loose) -> Bool {
            if let a = Double(left.text), let b = Double(right.text) { return abs(a - b) < 1e-9 }
            return left.text == right.text
        }
    }

    private enum OneOrMany: Decodable {
        case one(Int)
        case many([Loose])
        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let one = try? container.decode(Int.self) {
                self = .one(one)
            } else {
                self = .many(try container.decode([Loose].self))
            }
        }
    }

    static let pairs: [String] =
        Corpora.files(in: "gift/gift-pegjs", ending: ".gift")
        + ["gift/moodle/examples.txt", "gift/moodle/questions.gift.txt"]

    @Test(arguments: pairs)
    func readsAsMoodleDoes(file: String) throws {
        let document = GIFTParser.parse(try SourceText(try Corpora.bytes(file), file: file))
        let base = file.hasSuffix(".gift") ? String(file.dropLast(5)) : file
        let expected = try JSONDecoder().decode(
            [Expected].self, from: Data(try Corpora.bytes("\(base).expected-moodle456.json")))
        try #require(document.items.count == expected.count)
        for (item, wanted) in zip(document.items, expected) {
            switch item {
            case .category(let category):
                #expect(wanted.qtype == "category" && wanted.category == category.path)
            case .question(let question): try compare(question, wanted)
            case .broken(let broken): Issue.record("\(broken)")
            }
        }
    }

    private func compare(_ question: GIFTQuestion, _ wanted: Expected) throws {
        let title = Comment(rawValue: wanted.name ?? "")
        #expect(question.body.typeName == wanted.qtype, title)
        #expect(question.stem.text == wanted.questiontext, title)
        #expect(
            question.stem.format
                == ["0": .moodle, "1": .html, "2": .plain, "4": .markdown][wanted.format], title)
        #expect(question.generalFeedback?.text == wanted.generalfeedback, title)
        #expect(question.identifier == wanted.idnumber, title)
        #expect(question.tags == wanted.tags ?? [], title)
        if let name = question.name { #expect(name == wanted.name) }
        switch (question.body, wanted.answer) {
        case (.choice(let single, let answers), .many(let texts)):
            #expect(single == (wanted.single == 1), title)
            #expect(answers.map { Loose($0.text.text) } == texts, title)
            #expect(zip(answers, wanted.fraction ?? []).allSatisfy { near($0.weight, $1) }, title)
        case (.shortAnswer(let answers), .many(let texts)):
            #expect(answers.map { Loose($0.text.text) } == texts, title)
            #expect(zip(answers, wanted.fraction ?? []).allSatisfy { near($0.weight, $1) }, title)
        case (.numeric(let numbers), .many(let texts)):
            #expect(numbers.map { answer($0).0 } == texts, title)
            #expect(numbers.map { answer($0).1 } == wanted.tolerance, title)
            #expect(zip(numbers, wanted.fraction ?? []).allSatisfy { near($0.weight, $1) }, title)
        case (.trueFalse(let isTrue, _, _), .one(let value)): #expect(isTrue == (value == 1), title)
        case (.matching(let pairs), _):
            #expect(pairs.map(\.question.text) == wanted.sub, title)
            #expect(pairs.map(\.answer) == wanted.subanswers, title)
        case (.description, nil), (.essay, nil): break
        default: Issue.record("\(question.body) against \(wanted)")
        }
    }

    private func near(_ weight: Mark, _ fraction: Double) -> Bool {
        abs(Double(weight.numerator) / Double(weight.denominator) - fraction) < 1e-5
    }

    private func answer(_ number: GIFTNumber) -> (Loose, Loose) {
        switch number.value {
        case .around(let answer, let tolerance): return (Loose(answer), Loose(tolerance))
        case .between(let low, let high):
            let (low, high) = (Double(low) ?? .nan, Double(high) ?? .nan)
            return (Loose("\((low + high) / 2)"), Loose("\((high - low) / 2)"))
        case .anything: return (Loose("*"), Loose(""))
        }
    }

    /// Types and counts of the tables beside the files.
    @Test(arguments: [("gift/gift-pegjs", "types_moodle"), ("gift/moodle", "types")])
    func countsTheTypes(folder: String, column: String) throws {
        let table = try CSVTable(try Corpora.bytes("\(folder)/EXPECTED.csv"), file: "EXPECTED.csv")
        let place = try #require(table.rows[0].cells.firstIndex(of: column))
        for row in table.rows.dropFirst() where !row.cells[place].hasPrefix("ordering") {
            let file = "\(folder)/\(row.cells[0])"
            let document = GIFTParser.parse(try SourceText(try Corpora.bytes(file), file: file))
            var counts: [String: Int] = [:]
            for item in document.items {
                switch item {
                case .question(let question): counts[question.body.typeName, default: 0] += 1
                case .category: counts["category", default: 0] += 1
                case .broken: counts["broken", default: 0] += 1
                }
            }
            let words = counts.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
            #expect(words == row.cells[place], "\(file)")
        }
    }

    @Test func namesThePluginsType() throws {
        let file = "gift/moodle/ordering.testexport.gift.txt"
        let draft = try BankFormat.gift.read(try Corpora.bytes(file), file: file)
        #expect(draft.reasons == [.noSuchType("ordering")])
        #expect(draft.notes.first?.line == 3)
    }

    @Test func readsFortyVietnameseQuestions() throws {
        let file = "gift/vi-exams/vi40.gift.txt"
        let draft = try BankFormat.gift.read(try Corpora.bytes(file), file: file)
        let table = try CSVTable(
            try Corpora.bytes("gift/vi-exams/EXPECTED.csv"), file: "EXPECTED.csv")
        #expect(draft.read == 40)
        #expect(draft.keys == table.rows.dropFirst().map { $0.cells[2] })
        #expect(draft.questions.allSatisfy { $0.question.topic == ["Ngân hàng câu hỏi: THPT"] })
        #expect(draft.questions.first?.question.name == "Câu 1 – History")
        #expect(!draft.notes.contains { $0.kind == .leftOut })
        // The table's stem of question 11 has a backslash that GIFT's own file doubled.
        let stems = draft.questions.map { CanonicalForm.prose($0.question.content.stem.plainText) }
        #expect(stems[0] == table.rows[1].cells[4])
    }

    /// Every file comes through both formats unchanged.
    @Test(arguments: pairs + ["gift/vi-exams/vi40.gift.txt"])
    func convertsAndComesBack(file: String) throws {
        let draft = GIFTReader.read(try SourceText(try Corpora.bytes(file), file: file), file: file)
        guard !draft.questions.isEmpty else { return }
        for format in BankFormat.texts {
            let again = try format.read(format.write(draft).bytes, file: file)
            #expect(again.questions.map(\.question) == draft.questions.map(\.question))
        }
    }

    @Test func refusesHostileFiles() throws {
        let bad = try Corpora.bytes("hostile/gift/invalid_utf8.gift")
        let fault = #expect(throws: ImportFault.self) {
            try BankFormat.gift.read(bad, file: "x.gift")
        }
        #expect(fault?.reason == .notUTF8(offset: 6, line: 1))

        let file = "hostile/gift/unbalanced_braces.gift"
        let draft = try BankFormat.gift.read(try Corpora.bytes(file), file: file)
        #expect(draft.questions.map(\.question.name) == ["b"])
        #expect(draft.reasons == [.unbalancedBraces, .unbalancedBraces])
        #expect(draft.notes.map(\.line) == [1, 5])
    }
}
