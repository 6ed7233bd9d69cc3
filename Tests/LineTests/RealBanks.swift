import Assessment
import Foundation
import Interchange
import Values

/// The shared real files, beside the checkout; tests on them are skipped where they are absent.
enum RealBanks {
    private static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "../shared/corpora").standardized

    static let arePresent = FileManager.default.fileExists(
        atPath: root.appending(path: "README.md").path)

    /// 300 real grade-12 questions (JSON lines) as Câu text, and the right option's
    /// text by the question's id.
    static func vietnamese() throws -> (file: [UInt8], keys: [String: String]) {
        let data = try Data(contentsOf: root.appending(path: "vi-bank/exams_vi_share.jsonl"))
        var keys: [String: String] = [:]
        var questions: [DraftQuestion] = []
        for line in data.split(separator: 10) {
            let record = try JSONDecoder().decode(Record.self, from: Data(line))
            let choices = record.question.choices
            let right = choices.firstIndex { $0.label == record.answerKey } ?? 0
            keys[record.id] = choices[right].text
            let options = choices.enumerated().map {
                ChoiceOption(id: $0.offset + 1, text: RichText(plain: $0.element.text))
            }
            questions.append(
                DraftQuestion(
                    question: Question(
                        content: QuestionContent(
                            stem: RichText(plain: record.question.stem),
                            interaction: .singleChoice(
                                SingleChoice(options: options, right: right + 1))),
                        identifier: record.id, topic: [record.info.subject]),
                    line: questions.count + 1))
        }
        return (BankFormat.cauText.write(BankDraft(questions: questions)).bytes, keys)
    }

    /// 40 of them as Moodle's GIFT.
    static func gift() throws -> [UInt8] {
        Array(try Data(contentsOf: root.appending(path: "gift/vi-exams/vi40.gift.txt")))
    }

    private struct Record: Decodable {
        struct Body: Decodable {
            struct Choice: Decodable { let text, label: String }
            let stem: String
            let choices: [Choice]
        }
        struct Info: Decodable { let subject: String }
        let id: String
        let question: Body
        let answerKey: String
        let info: Info
    }
}
