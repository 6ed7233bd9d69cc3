import Classes
import Foundation
import Interchange
import People
import Storage
import Training
import Values
import Web

/// `sen training` at the folder.
extension LocalCommands {
    func importResults(_ request: LocalRequest) async throws -> LocalResponse {
        guard request.command.count == 2 else { return LocalResponse(status: 2) }
        let order = try JSONDecoder().decode(
            TrainingImportOrder.self, from: Data(request.command[1].utf8))
        guard let trainingClass = try await trainingClass(order.trainingClass) else {
            return Self.noSuchClass(order.trainingClass)
        }
        let imports = parts.trainingImports
        // Each file is read before anything is recorded: one that is refused changes nothing.
        var files: [TrainingImports.File] = []
        for name in order.files {
            let file = try await imports.read(
                [UInt8](request.files[name] ?? Data()), name: name, for: trainingClass)
            guard file.sheet.namesPeople else {
                return LocalResponse(
                    status: Int(ExitStatus.badInput),
                    errors: "\(name): không có cột mã định danh hay họ tên; hãy chọn các cột trên "
                        + "trang của lớp / no column says who a row is about; say what the "
                        + "columns are on the class's page\n")
            }
            files.append(file)
        }
        let plans =
            order.dryRun
            ? try await imports.preview(files, into: trainingClass, at: parts.now)
            : try await imports.apply(files, to: trainingClass, by: nil, at: parts.now).map(\.plan)
        if !order.dryRun { try await parts.reports.packStale() }
        return TrainingImportText(plans, files, order).response
    }

    private func trainingClass(
        _ identifier: String
    ) async throws -> TrainingClassStore.Listed? {
        try await parts.database.read {
            try TrainingClassStore($0).trainingClass(identifier: identifier)
        }
    }

    private static func noSuchClass(_ identifier: String) -> LocalResponse {
        LocalResponse(
            status: Int(ExitStatus.badInput),
            errors: "không có lớp này / no such class: \(identifier)\n")
    }

    /// The results of a class that came in, newest first, with the code that takes each back.
    func listResults(_ request: LocalRequest) async throws -> LocalResponse {
        guard request.command.count == 2 else { return LocalResponse(status: 2) }
        guard let trainingClass = try await trainingClass(request.command[1]) else {
            return Self.noSuchClass(request.command[1])
        }
        let lines = try await parts.trainingImports.imports(of: trainingClass).map { one in
            let undone = one.undoneAt.map { ", đã rút / undone \(VietnamTime($0).text)" } ?? ""
            return "\(one.code)  \(VietnamTime(one.at).text)  \(one.fileName)\(undone)\n"
        }
        return LocalResponse(status: 0, output: lines.joined())
    }

    /// Takes results of a class back, by the code of their import.
    func undoResults(_ request: LocalRequest) async throws -> LocalResponse {
        guard request.command.count == 3 else { return LocalResponse(status: 2) }
        guard let trainingClass = try await trainingClass(request.command[1]) else {
            return Self.noSuchClass(request.command[1])
        }
        let code = request.command[2]
        do {
            try await parts.trainingImports.undo(
                code, of: trainingClass, by: nil, at: parts.now)
        } catch TrainingFault.certified(let numbers) {
            let list = numbers.joined(separator: ", ")
            return LocalResponse(
                status: Int(ExitStatus.badInput),
                errors: "\(code): hãy thu hồi trước các giấy chứng nhận / revoke first: \(list)\n")
        } catch TrainingFault.missing {
            return LocalResponse(
                status: Int(ExitStatus.badInput),
                errors: "\(code): không có lần nhập này, hoặc đã rút / no such import, or undone\n")
        }
        try await parts.reports.packStale()
        return LocalResponse(status: 0, output: "đã rút lại / undone\n")
    }

    func report(_ request: LocalRequest) async throws -> LocalResponse {
        try await answer(request, among: TrainingReportOrder.formats) { order, query in
            var query = query
            query.grouping = order.by.flatMap(TrainingReports.grouping) ?? .unit
            let content: [UInt8]
            if order.format == "html" {
                let (titles, rows) = try await parts.reports.table(query, in: .vietnamese)
                content = try Self.page.html(titles: titles, rows: rows, in: .vietnamese)
            } else {
                content = try await parts.reports.file(query, as: order.format, in: .vietnamese)
            }
            return LocalResponse(status: 0, files: ["report": Data(content)])
        }
    }

    func provinceReport(_ request: LocalRequest) async throws -> LocalResponse {
        try await answer(request, among: TrainingReportOrder.provinceFormats) { order, query in
            let report = ProvinceReport(
                try await parts.reports.province(query).facts, in: .vietnamese)
            let content: [UInt8]
            if let file = ReportFile(rawValue: order.format) {
                content = try file.write(report)
            } else if order.format == "html" {
                content = try Self.page.html(report, in: .vietnamese)
            } else {
                return LocalResponse(status: 0, output: Self.text(report))
            }
            return LocalResponse(status: 0, files: ["report": Data(content)])
        }
    }

    /// Reads what is ordered, and has it made.
    private func answer(
        _ request: LocalRequest, among formats: [String],
        _ make: (TrainingReportOrder, ReportQuery) async throws -> LocalResponse
    ) async throws -> LocalResponse {
        guard request.command.count == 2 else { return LocalResponse(status: 2) }
        let order = try JSONDecoder().decode(
            TrainingReportOrder.self, from: Data(request.command[1].utf8))
        if let fault = order.fault(among: formats) {
            return LocalResponse(status: 2, errors: "\(fault)\n")
        }
        let asOf = order.asOf.flatMap { CalendarDate($0) } ?? VietnamTime(parts.now).date
        var query = ReportQuery(
            from: order.from.flatMap { CalendarDate($0) } ?? ReportQuery.schoolYear(of: asOf),
            asOf: asOf, known: order.known.flatMap { CalendarDate($0) })
        for unit in order.units {
            do {
                query.units.append(try await parts.reports.unit(unit))
            } catch TrainingFault.noSuchUnit {
                return LocalResponse(
                    status: Int(ExitStatus.badInput),
                    errors: "không có đơn vị này / no such unit: \(unit)\n")
            }
        }
        return try await make(order, query)
    }

    private static var page: ReportPage {
        get throws { try ReportPage(publicFolder: Settings.read(flags: [:]).publicFolder) }
    }

    private static func text(_ report: ProvinceReport) -> String {
        let sections = report.sections.flatMap { section in
            ["", "\(section.number). \(section.title)"]
                + section.rows.flatMap { row in
                    ["\(row.number) \(row.content)"] + row.sentences.map { "  \($0.text)" }
                }
        }
        return ([report.title] + report.lines + sections).joined(separator: "\n") + "\n"
    }

    /// Fills an empty folder with the invented province.
    func fillSample() async throws -> LocalResponse {
        do {
            try await parts.database.writeMuch { try SampleProvince.fill($0) }
        } catch TrainingFault.notEmpty {
            return LocalResponse(
                status: Int(ExitStatus.badInput),
                errors: "thư mục này đã có đơn vị / the folder has units already\n")
        }
        try await parts.reports.packStale()
        return LocalResponse(
            status: 0,
            output: "sen training province --unit SO --from 01/01/2017 --as-of 30/06/2020\n")
    }
}

/// What an import of results tells: JSON, or a few lines for people.
struct TrainingImportText {
    private let plans: [ResultPlan]
    private let files: [TrainingImports.File]
    private let order: TrainingImportOrder

    init(_ plans: [ResultPlan], _ files: [TrainingImports.File], _ order: TrainingImportOrder) {
        self.plans = plans
        self.files = files
        self.order = order
    }

    /// Exit 1 where no row of any file could be taken, and there was one.
    var response: LocalResponse {
        let taken = plans.contains { !$0.lines.isEmpty }
        let faults = plans.flatMap(Self.faults)
        let status = !taken && !faults.isEmpty ? Int(ExitStatus.badInput) : 0
        let errors = faults.map { "\($0.file):\($0.line): \($0.name): \($0.reason)\n" }.joined()
        return LocalResponse(
            status: status, output: order.json ? json : text, errors: order.json ? "" : errors)
    }

    private var json: String {
        JSONOutput.text(
            [
                "class": order.trainingClass, "dryRun": order.dryRun,
                "files": zip(plans, files).map { plan, file -> [String: Any] in
                    let counts = ResultCounts(plan)
                    return [
                        "file": plan.file, "sha256": file.hash, "read": counts.read,
                        "new": counts.new, "changed": counts.changed, "same": counts.same,
                        "doubtful": plan.doubtful.count, "refused": plan.refused.count,
                        "columnsNotRead": plan.unread,
                        "notes": Self.faults(plan).map { fault -> [String: Any] in
                            [
                                "file": fault.file, "line": fault.line, "row": fault.name,
                                "kind": fault.isDoubtful ? "doubtful" : "refused",
                                "reason": fault.reason,
                            ]
                        },
                    ]
                },
            ] as [String: Any])
    }

    private var text: String {
        let verb = order.dryRun ? "sẽ ghi / would record" : "đã ghi / recorded"
        return plans.map { plan in
            let counts = ResultCounts(plan)
            return "\(plan.file): đọc / read \(counts.read), \(verb): mới / new \(counts.new), "
                + "đổi / changed \(counts.changed), như cũ / same \(counts.same), "
                + "chưa rõ / in doubt \(plan.doubtful.count), "
                + "không nhận / refused \(plan.refused.count)\n"
        }.joined()
    }

    private struct Fault {
        let file: String
        let line: Int
        let name: String
        let reason: String
        let isDoubtful: Bool
    }

    private static func faults(_ plan: ResultPlan) -> [Fault] {
        let refused = plan.refused.map {
            Fault(
                file: plan.file, line: $0.line, name: $0.name,
                reason: $0.reason.text(in: .vietnamese), isDoubtful: false)
        }
        let doubtful = plan.doubtful.map { row in
            let names = row.candidates.map { "\($0.name) (\($0.identifier ?? $0.code))" }
            return Fault(
                file: plan.file, line: row.row.line, name: row.row.fullName,
                reason: "chưa rõ là ai: \(names.joined(separator: ", "))", isDoubtful: true)
        }
        return (refused + doubtful).sorted { $0.line < $1.line }
    }
}
