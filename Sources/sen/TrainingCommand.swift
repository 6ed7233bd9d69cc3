import ArgumentParser
import Classes
import Foundation
import Values

/// `sen training`: results in, reports out.
struct TrainingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "training",
        abstract: "Bồi dưỡng giáo viên. Teacher training.",
        subcommands: [
            Import.self, Imports.self, Undo.self, Report.self, Province.self, Sample.self,
        ])

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Nhập kết quả của một lớp. Takes in the results of a class.",
            discussion: """
                Các tệp được ghi cùng một lần; nhập lại không đổi gì. Dòng chưa rõ là ai thì bỏ \
                lại: quyết định trên trang của lớp. All files are recorded at once; again changes \
                nothing. Rows in doubt stay out: decide about them on the class's page.
                """)

        @Argument(help: "Tệp kết quả .xlsx, .csv. Files of results.")
        var files: [String]
        @Option(name: .customLong("class"), help: "Mã lớp. The code of the class.")
        var trainingClass: String
        @Flag(name: .customLong("dry-run"), help: "Chỉ xem trước. Previews only.")
        var dryRun = false
        @Flag(help: "Báo cáo JSON. Reports as JSON.") var json = false
        @OptionGroup var folder: DataOption

        func run() async throws {
            var order = TrainingImportOrder(
                trainingClass: trainingClass, dryRun: dryRun, json: json, files: [])
            var attached: [String: Data] = [:]
            for path in files {
                let file = try InputFile(path)
                order.files.append(file.path)
                attached[file.path] = file.content
            }
            try await LocalCommands.run(
                LocalRequest(
                    command: ["training import", JSONOutput.line(order)], files: attached),
                in: folder)
        }
    }

    struct Imports: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "imports",
            abstract: "Các tệp kết quả đã nhập của một lớp. A class's results that came in.")

        @Option(name: .customLong("class"), help: "Mã lớp. The code of the class.")
        var trainingClass: String
        @OptionGroup var folder: DataOption

        func run() async throws {
            try await LocalCommands.run(
                LocalRequest(command: ["training imports", trainingClass]), in: folder)
        }
    }

    struct Undo: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "undo",
            abstract: "Rút lại một tệp kết quả đã nhập. Takes results back.",
            discussion: """
                Những gì đã quyết định sau đó được giữ lại. What was decided since stays.
                """)

        @Argument(help: "Mã lần nhập, xem “sen training imports”. Its code.") var code: String
        @Option(name: .customLong("class"), help: "Mã lớp. The code of the class.")
        var trainingClass: String
        @OptionGroup var folder: DataOption

        func run() async throws {
            try await LocalCommands.run(
                LocalRequest(command: ["training undo", trainingClass, code]), in: folder)
        }
    }

    struct Report: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "report",
            abstract: "Báo cáo bồi dưỡng. The training report.")

        @OptionGroup var about: ReportOptions
        @Option(
            help: "Chia theo: unit, level, programme, kind, year, month, subject, title.")
        var by: String?
        @Option(help: "html, csv, xlsx, docx, json.") var format: String?
        @OptionGroup var folder: DataOption

        func run() async throws {
            try await about.fetch(
                "training report", by: by, as: format ?? about.ending ?? "csv",
                among: TrainingReportOrder.formats, in: folder)
        }
    }

    struct Province: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "province",
            abstract: "Báo cáo của tỉnh. The province's report.")

        @OptionGroup var about: ReportOptions
        @Option(help: "text, html, docx, xlsx.") var format: String?
        @OptionGroup var folder: DataOption

        func run() async throws {
            try await about.fetch(
                "training province", as: format ?? about.ending ?? "text",
                among: TrainingReportOrder.provinceFormats, in: folder)
        }
    }

    struct Sample: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sample",
            abstract: "Điền dữ liệu mẫu của một tỉnh. Fills in an invented province.",
            discussion: """
                Vào thư mục chưa có đơn vị nào; báo cáo tỉnh của nó (--unit SO --from 01/01/2017 \
                --as-of 30/06/2020) cho các số của báo cáo năm 2020. Into a folder without units; \
                its province's report has the figures of the report of 2020.
                """)

        @OptionGroup var folder: DataOption

        func run() async throws {
            try await LocalCommands.run(LocalRequest(command: ["training sample"]), in: folder)
        }
    }
}

/// What is asked of either report.
struct ReportOptions: ParsableArguments {
    @Option(
        name: .customLong("as-of"),
        help: "Tình trạng ngày này (mặc định hôm nay). As of this day (else today).")
    var asOf: String?
    @Option(
        help: "Theo số liệu đã biết đến ngày (mặc định hiện nay). As known on (else now).")
    var known: String?
    @Option(help: "Lớp khai giảng từ ngày. Classes begun from (else 1 September).")
    var from: String?
    @Option(
        name: .customLong("unit"),
        help:
            "Mã đơn vị, tính cả cấp dưới; lặp lại được. A unit's code, with all below; repeatable.")
    var units: [String] = []
    @Option(
        name: .shortAndLong, help: "Tệp đích (mặc định đầu ra chuẩn). Else standard output.")
    var output: String?

    /// What the file's name ends with.
    var ending: String? { output.map { URL(filePath: $0).pathExtension } }

    /// Asks for a report, and writes it to the file or to standard output.
    func fetch(
        _ command: String, by grouping: String? = nil, as format: String,
        among formats: [String], in folder: DataOption
    ) async throws {
        let order = TrainingReportOrder(
            asOf: asOf, known: known, from: from, units: units, by: grouping, format: format)
        if let fault = order.fault(among: formats) {
            Console.complain(fault)
            throw ExitCode(ExitStatus.usage)
        }
        let response = try await LocalCommands.ask(
            LocalRequest(command: [command, JSONOutput.line(order)]), in: folder)
        if let content = response.files["report"] {
            guard let output else {
                FileHandle.standardOutput.write(content)
                return try LocalCommands.finish(response)
            }
            do {
                try content.write(to: URL(filePath: output), options: .atomic)
            } catch {
                Console.complain("\(output): \(error.localizedDescription)")
                throw ExitCode(ExitStatus.environment)
            }
        }
        try LocalCommands.finish(response)
    }
}

/// What `sen training import` asks for.
struct TrainingImportOrder: Codable {
    var trainingClass: String
    var dryRun: Bool
    var json: Bool
    /// The attached files' names, in order.
    var files: [String]
}

/// What `sen training report` and `sen training province` ask for, as it was typed.
struct TrainingReportOrder: Codable {
    var asOf: String?
    var known: String?
    var from: String?
    var units: [String]
    var by: String?
    var format: String

    static let formats = ["html", "csv", "xlsx", "docx", "json"]
    static let provinceFormats = ["text", "html", "docx", "xlsx"]

    /// What is wrong with it, naming the option; nil where nothing is.
    func fault(among formats: [String]) -> String? {
        for (name, text) in [("--as-of", asOf), ("--known", known), ("--from", from)] {
            if let text, CalendarDate(text) == nil {
                return "\(name) \(text): dd/mm/yyyy, yyyy-mm-dd"
            }
        }
        if let by, TrainingReports.grouping(by) == nil {
            return "--by \(by): \(TrainingReports.groupings.joined(separator: ", "))"
        }
        guard formats.contains(format) else {
            return "--format \(format): \(formats.joined(separator: ", "))"
        }
        return nil
    }
}

extension JSONOutput {
    /// An order on its way to the server, in one line.
    static func line(_ order: some Encodable) -> String {
        guard let data = try? JSONEncoder().encode(order) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }
}
