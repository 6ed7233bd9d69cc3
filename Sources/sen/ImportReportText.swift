import Assessment
import Authoring
import Foundation
import Interchange
import Values

/// What an import tells: the contract's JSON, or a few lines for people.
enum ImportReportText {
    /// One object, or a list of them when several files were named.
    static func json(_ reports: [BankImportReport]) -> LocalResponse {
        let objects = reports.map(object)
        let text = objects.count == 1 ? JSONOutput.text(objects[0]) : JSONOutput.text(objects)
        return LocalResponse(status: 0, output: text)
    }

    private static func object(_ report: BankImportReport) -> [String: Any] {
        let types = Dictionary(
            report.types.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: +)
        let notes = report.notes.map { note -> [String: Any] in
            [
                "file": note.file, "line": note.line, "question": note.question ?? "",
                "kind": note.kind.rawValue, "reason": note.text(in: .vietnamese),
            ]
        }
        return [
            "format": report.format.rawValue, "read": report.read, "imported": report.imported,
            "same": report.same, "leftOut": report.leftOut, "types": types, "notes": notes,
        ]
    }

    /// The counts on standard output; each note with its place on standard error.
    static func text(_ reports: [BankImportReport], dryRun: Bool) -> LocalResponse {
        var output = ""
        var errors = ""
        for report in reports {
            let verb = dryRun ? "sẽ nhập / would import" : "đã nhập / imported"
            output += "\(report.format.rawValue): đọc / read \(report.read), "
            output += "\(verb) \(report.imported), như cũ / same \(report.same), "
            output += "bỏ lại / left out \(report.leftOut)\n"
            for type in QuestionType.allCases {
                if let count = report.types[type] { output += "  \(type.rawValue): \(count)\n" }
            }
            for note in report.notes {
                errors += "\(note.file):\(note.line): \(note.question ?? ""): "
                errors += "\(note.text(in: .vietnamese))\n"
            }
        }
        return LocalResponse(status: 0, output: output, errors: errors)
    }
}

/// JSON with sorted keys, so that the same facts are the same bytes.
enum JSONOutput {
    static func text(_ value: Any) -> String {
        let options: JSONSerialization.WritingOptions = [
            .prettyPrinted, .sortedKeys, .withoutEscapingSlashes,
        ]
        guard let data = try? JSONSerialization.data(withJSONObject: value, options: options)
        else { return "null\n" }
        return String(decoding: data, as: UTF8.self) + "\n"
    }
}
