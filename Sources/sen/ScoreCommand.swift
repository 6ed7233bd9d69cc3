import ArgumentParser
import Assessment
import Converters
import Foundation
import Interchange
import Scoring
import Values

/// `sen score`: marks a file's questions against given responses, by the same
/// core as the server's, without a server.
struct ScoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score", abstract: "Chấm điểm không cần máy chủ. Marks without a server.")

    @Argument(help: "Tệp câu hỏi. A bank file.") var file: String
    @Option(help: "CSV: candidate,question,response.") var responses: String
    @Flag(help: "JSON.") var json = false

    func run() async throws {
        let bank = try InputFile(file)
        let table = try InputFile(responses)
        let lines: [ScoredLine]
        do {
            let questions = try await ScoredFile(bank)
            lines = try questions.score([UInt8](table.content), file: responses)
        } catch let fault as ImportFault {
            let place = fault.line.map { "\(fault.file):\($0)" } ?? fault.file
            Console.complain("\(place): \(fault.text(in: .english))")
            throw ExitCode(ExitStatus.badInput)
        } catch let fault as ScoreFault {
            Console.complain(fault.text)
            throw ExitCode(ExitStatus.badInput)
        }
        if json {
            FileHandle.standardOutput.write(Data(JSONOutput.text(lines.map(\.object)).utf8))
        } else {
            for line in lines {
                Console.say("\(line.candidate)\t\(line.question)\t\(line.response)\t\(line.earned)")
            }
        }
    }
}

/// Why responses cannot be marked, with the file and line.
struct ScoreFault: Error {
    let text: String
}

/// One response with its mark.
struct ScoredLine {
    let candidate: String
    let question: String
    let response: String
    let earned: String

    var object: [String: Any] {
        [
            "candidate": candidate, "question": question, "response": response,
            "earned": earned, "possible": "1",
        ]
    }
}

/// A bank file's questions, found by the file's own id, name or number.
struct ScoredFile {
    private let questions: [String: Interaction]

    init(_ file: InputFile) async throws {
        let bytes = [UInt8](file.content)
        guard let format = BankFormat(file: file.path, content: bytes) else {
            throw ImportFault(file: file.path, reason: .unknownFormat)
        }
        let read = try await BankConverter().read(bytes, as: format, file: file.path)
        var questions: [String: Interaction] = [:]
        for (place, draft) in read.draft.questions.enumerated() {
            let question = draft.question
            for key in [question.identifier, question.name, "\(place + 1)"].compactMap(\.self)
            where questions[key] == nil {
                questions[key] = question.content.interaction
            }
        }
        self.questions = questions
    }

    func score(_ bytes: [UInt8], file: String) throws -> [ScoredLine] {
        let table = try CSVTable(bytes, file: file).rows
        let heading = table.first?.cells.map { $0.lowercased() } ?? []
        guard let candidate = heading.firstIndex(of: "candidate"),
            let question = heading.firstIndex(of: "question"),
            let response = heading.firstIndex(of: "response")
        else {
            throw ScoreFault(text: "\(file):1: candidate,question,response")
        }
        return try table.dropFirst().map { row in
            func cell(_ place: Int) -> String { place < row.cells.count ? row.cells[place] : "" }
            guard let interaction = questions[cell(question)] else {
                throw ScoreFault(
                    text: "\(file):\(row.line): không có câu / no question \(cell(question))")
            }
            let parsed: Response?
            do throws(ResponseText.Fault) {
                parsed = try ResponseText.read(cell(response), for: interaction)
            } catch {
                throw ScoreFault(
                    text: "\(file):\(row.line): \(error.text(in: .vietnamese)) "
                        + error.text(in: .english))
            }
            let earned = CompiledKey(interaction).fraction(for: parsed)
            return ScoredLine(
                candidate: cell(candidate), question: cell(question), response: cell(response),
                earned: earned.exact)
        }
    }
}
