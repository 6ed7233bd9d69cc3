import ArgumentParser
import Assessment
import Foundation
import Interchange
import Values

/// `sen analyse`: item analysis of a response matrix, without a server.
struct AnalyseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyse",
        abstract: "Phân tích câu hỏi từ bảng bài làm. Item analysis of a response matrix.")

    @Argument(
        help:
            "CSV: mỗi dòng một thí sinh, mỗi cột một câu. One row a candidate, one column an item.")
    var responses: String
    @Option(help: "CSV: item,key; khi bài làm là chữ cái. For responses that are letters.")
    var key: String?
    @Flag(help: "JSON.") var json = false

    func run() async throws {
        let table = try InputFile(responses)
        let keyFile = try key.map(InputFile.init)
        let matrix: ResponseMatrix
        do {
            if let keyFile {
                matrix = try ResponseMatrix(
                    letters: [UInt8](table.content), file: table.path,
                    key: [UInt8](keyFile.content), keyFile: keyFile.path)
            } else {
                matrix = try ResponseMatrix(scored: [UInt8](table.content), file: table.path)
            }
        } catch let fault as ImportFault {
            let place = fault.line.map { "\(fault.file):\($0)" } ?? fault.file
            Console.complain("\(place): \(fault.text(in: .english))")
            throw ExitCode(ExitStatus.badInput)
        } catch let faults as ResponseMatrix.Faults {
            for line in faults.lines { Console.complain(line) }
            throw ExitCode(ExitStatus.badInput)
        }
        let report = AnalysisReport(matrix)
        if json {
            FileHandle.standardOutput.write(Data(JSONOutput.text(report.object).utf8))
        } else {
            for line in report.lines { Console.say(line) }
        }
    }
}

/// The analysis of a matrix as `sen analyse` prints it.
struct AnalysisReport {
    private let matrix: ResponseMatrix
    private let analysis: ItemAnalysis

    init(_ matrix: ResponseMatrix) {
        self.matrix = matrix
        analysis = ItemAnalysis(scores: matrix.scores, possible: matrix.possible)
    }

    /// As JSON; a figure that does not exist is null.
    var object: [String: Any] {
        [
            "test": [
                "candidates": analysis.candidates, "items": analysis.items.count,
                "mean": orNull(analysis.totals?.mean), "median": orNull(analysis.totals?.median),
                "sd": orNull(analysis.totals?.sd), "alpha": orNull(analysis.alpha),
                "sem": orNull(analysis.sem),
            ] as [String: Any],
            "items": matrix.items.indices.map(item),
        ]
    }

    private func item(_ place: Int) -> [String: Any] {
        let item = analysis.items[place]
        var object: [String: Any] = [
            "item": matrix.items[place], "facility": item.statistics.facility,
            "sd": orNull(item.statistics.sd), "itemTotal": orNull(item.statistics.itemTotal),
            "itemRest": orNull(item.statistics.itemRest),
            "alphaIfDeleted": orNull(item.alphaIfDeleted),
        ]
        if let choices = matrix.choices, let key = matrix.key {
            let rests = matrix.scores.map { $0.reduce(0, +) - $0[place] }
            let chosen = choices.map { $0[place] }
            let options = Set(chosen + [key[place]]).subtracting([""]).sorted()
            object["blank"] = chosen.count { $0.isEmpty }
            object["options"] = options.map { option -> [String: Any] in
                let statistics = OptionStatistics(
                    isChosen: chosen.map { $0 == option }, rests: rests)
                return [
                    "option": option, "key": option == key[place], "chosen": statistics.chosen,
                    "share": statistics.share, "rest": orNull(statistics.rest),
                ]
            }
        }
        return object
    }

    private func orNull(_ number: Double?) -> Any { number ?? NSNull() as Any }

    /// As a table of tabs for people: three decimals, "–" for what does not exist.
    var lines: [String] {
        let totals = analysis.totals
        return [
            "thí sinh / candidates \(analysis.candidates), câu / items \(analysis.items.count), "
                + "trung bình / mean \(text(totals?.mean)), độ lệch chuẩn / sd \(text(totals?.sd)), "
                + "alpha \(text(analysis.alpha)), sai số / sem \(text(analysis.sem))",
            "item\tfacility\tsd\titemTotal\titemRest\talphaIfDeleted",
        ]
            + zip(matrix.items, analysis.items).map { name, item in
                ([name]
                    + [
                        item.statistics.facility, item.statistics.sd, item.statistics.itemTotal,
                        item.statistics.itemRest, item.alphaIfDeleted,
                    ].map(text)).joined(separator: "\t")
            }
    }

    private func text(_ number: Double?) -> String {
        number.map { String(format: "%.3f", $0) } ?? "–"
    }
}
