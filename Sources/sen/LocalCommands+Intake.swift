import Administration
import Foundation
import Interchange
import Storage
import Values

/// Lists of units and people that a command takes in.
extension LocalCommands {
    func importUnits(_ request: LocalRequest) async throws -> LocalResponse {
        guard let (order, files) = try Self.order(request) else { return LocalResponse(status: 2) }
        // Each file is read before anything is done: one that is refused changes nothing.
        var reports: [IntakeReport] = []
        for file in files {
            reports.append(
                IntakeReport(file, try await parts.intakes.previewUnits(file, at: parts.now)))
        }
        if !order.dryRun {
            reports = []
            for file in files {
                let done = try await parts.intakes.applyUnits(file, for: nil, at: parts.now)
                reports.append(IntakeReport(file, done.plan, code: done.code))
            }
        }
        return IntakeReport.response(to: order, reports)
    }

    func importPeople(_ request: LocalRequest) async throws -> LocalResponse {
        guard let (order, files) = try Self.order(request) else { return LocalResponse(status: 2) }
        var reports: [IntakeReport] = []
        for file in files {
            reports.append(
                IntakeReport(file, try await parts.intakes.previewPeople(file, at: parts.now)))
        }
        if !order.dryRun {
            reports = []
            for file in files {
                let done = try await parts.intakes.applyPeople(file, for: nil, at: parts.now)
                reports.append(IntakeReport(file, done.plan, code: done.code))
            }
        }
        return IntakeReport.response(to: order, reports)
    }

    /// The lists of a kind that came in, newest first, with the code that takes each back.
    func listIntakes(_ kind: IntakeStore.Kind) async throws -> LocalResponse {
        let lines = try await parts.intakes.recent(kind, limit: 100).map { intake in
            let counts = intake.draft.counts
            let undone = intake.undone.map { ", đã rút / undone \(VietnamTime($0).text)" } ?? ""
            return "\(intake.code)  \(VietnamTime(intake.at).text)  \(intake.draft.fileName): "
                + "mới / new \(counts.new), thay đổi / changed \(counts.changed)\(undone)\n"
        }
        return LocalResponse(status: 0, output: lines.joined())
    }

    /// Takes a list back, by the code of its import.
    func undoIntake(
        _ request: LocalRequest, _ kind: IntakeStore.Kind
    ) async throws -> LocalResponse {
        guard request.command.count == 2 else { return LocalResponse(status: 2) }
        let code = request.command[1]
        guard
            let kept = try await parts.intakes.undo(code, of: kind, for: nil, at: parts.now)
        else {
            return LocalResponse(
                status: Int(ExitStatus.badInput),
                errors: "\(code): không có lần nhập này, hoặc đã rút / no such import, or undone\n")
        }
        return LocalResponse(
            status: 0,
            output: "đã rút lại / undone; giữ lại vì đã sửa sau đó / kept, changed since: \(kept)\n"
        )
    }

    private static func order(
        _ request: LocalRequest
    ) throws -> (IntakeOrder, [Intakes.File])? {
        guard request.command.count == 2 else { return nil }
        let order = try JSONDecoder().decode(
            IntakeOrder.self, from: Data(request.command[1].utf8))
        let files = order.files.map {
            Intakes.File(
                name: $0, bytes: [UInt8](request.files[$0] ?? Data()), unit: order.unit)
        }
        return (order, files)
    }
}

/// What a list of units or people did, or would do.
struct IntakeReport {
    let kind: IntakeStore.Kind
    let file: String
    let counts: IntakeStore.Counts
    let unknownColumns: [String]
    let notes: [Note]
    /// What undoes it; nil: nothing was changed.
    let code: String?

    struct Note {
        let file: String
        let line: Int
        let name: String
        let kind: String
        let reason: (Language) -> String
    }

    init(_ file: Intakes.File, _ plan: UnitPlan, code: String? = nil) {
        kind = .units
        self.file = file.name
        counts = plan.counts
        unknownColumns = plan.unknownColumns
        self.code = code
        let doubts = plan.rows.filter(\.state.isConflict).map { row in
            Note(
                file: file.name, line: row.entry.line, name: row.entry.name, kind: "conflicting",
                reason: { row.reason(in: $0) })
        }
        notes = doubts + Self.notes(plan.refused, file.name)
    }

    init(_ file: Intakes.File, _ plan: PersonPlan, code: String? = nil) {
        kind = .people
        self.file = file.name
        counts = plan.counts
        unknownColumns = plan.unknownColumns
        self.code = code
        let doubts = plan.rows.filter(\.state.isConflict).map { row in
            Note(
                file: file.name, line: row.line, name: row.entry.fullName, kind: "conflicting",
                reason: { row.reason(in: $0) })
        }
        notes = doubts + Self.notes(plan.refused, file.name)
    }

    private static func notes(_ refused: [RosterRefusal], _ file: String) -> [Note] {
        refused.map { row in
            Note(
                file: row.part.map { "\(file)/\($0)" } ?? file, line: row.line, name: row.words,
                kind: "refused", reason: { row.reason.text(in: $0) })
        }
    }

    static func response(to order: IntakeOrder, _ reports: [IntakeReport]) -> LocalResponse {
        if order.json {
            let objects = reports.map(\.object)
            let text =
                objects.count == 1 ? JSONOutput.text(objects[0]) : JSONOutput.text(objects)
            return LocalResponse(status: 0, output: text)
        }
        var response = LocalResponse(status: 0)
        for report in reports {
            response.output += report.text(dryRun: order.dryRun)
            for note in report.notes {
                response.errors += "\(note.file):\(note.line): \(note.name): "
                response.errors += "\(note.reason(.vietnamese))\n"
            }
        }
        return response
    }

    private var object: [String: Any] {
        var object: [String: Any] = [
            "kind": kind.rawValue, "file": file, "read": counts.read, "new": counts.new,
            "changed": counts.changed, "same": counts.same, "conflicting": counts.conflicting,
            "refused": counts.refused, "ignoredColumns": unknownColumns,
            "notes": notes.map { note in
                [
                    "file": note.file, "line": note.line, "name": note.name, "kind": note.kind,
                    "reason": note.reason(.vietnamese),
                ] as [String: Any]
            },
        ]
        if let code { object["import"] = code }
        return object
    }

    private func text(dryRun: Bool) -> String {
        let mode = dryRun ? "xem trước / preview" : "đã nhập / imported"
        return "\(file) (\(mode)): đọc / read \(counts.read), mới / new \(counts.new), "
            + "thay đổi / changed \(counts.changed), như cũ / same \(counts.same), "
            + "nghi trùng / conflicting \(counts.conflicting), "
            + "không nhận / refused \(counts.refused)"
            + (code.map { "; rút lại / undo \($0)" } ?? "") + "\n"
    }
}
