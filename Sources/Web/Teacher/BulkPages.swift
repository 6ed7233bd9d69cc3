import Assessment
import Authoring
import Hummingbird
import People
import Storage
import Values

/// One step for many questions of a bank's list, and its undoing.
enum BulkPages {
    /// What the list offers to who may do it.
    static func view(
        of subject: BankStore.Subject, _ rights: Set<BankRight>, _ filter: QuestionStore.Filter,
        _ visit: Visit
    ) async throws -> View {
        let principal = try visit.principal
        let mayFile = principal.may(.changeBank, with: rights)
        let mayRetire = principal.may(.reviewBank, with: rights)
        var view: View = [
            "mayBulk": mayFile || mayRetire, "mayFile": mayFile, "mayRetire": mayRetire,
            "mayPublish": mayRetire || principal.may(.publishInBank, with: rights),
            "filterText": BankList.kept(visit.query),
            "everything": visit.form.isTicked("everything"),
            "bulkLevels": Choices.levels(selected: "", visit).dropFirst().map { $0 },
        ]
        if let change = try await visit.site.banks.lastChange(in: subject, by: principal) {
            view["lastChange"] = [
                "text": text(of: change, visit), "person": change.person,
                "when": VietnamTime(change.at).text,
                "undoURL": "/teach/banks/\(subject.slug)/bulk/\(change.code)/undo",
            ]
        }
        return view
    }

    private static func text(of change: BulkChangeStore.Change, _ visit: Visit) -> String {
        let words =
            change.kind == .level ? visit.word("level.\(change.words)") : change.words
        return visit.word(
            "bulk.did.\(change.kind.rawValue)",
            ["count": "\(change.questions)", "words": words])
    }

    /// `POST /teach/banks/{slug}/bulk`
    @Sendable static func change(_ visit: Visit) async throws -> Response {
        let subject = try await BankPages.subject(visit)
        let form = visit.form
        guard let kind = BulkChangeStore.Kind(rawValue: form["bulk"]) else {
            throw Refusal.malformed("malformed")
        }
        let words =
            switch kind {
            case .move: form["toTopic"]
            case .addTag, .removeTag: form["toTag"]
            case .level: form["toLevel"]
            case .publish, .retire: ""
            }
        let filter = FormData(urlEncoded: form["filter"])
        let codes = form.all("question")
        guard form.isTicked("everything") || !codes.isEmpty else {
            return try await refused("error.none-chosen", subject, visit)
        }
        guard let bulk = Banks.Bulk(kind, words) else {
            return try await refused("error.bulk-words", subject, visit)
        }
        let report = try await visit.site.banks.change(
            form.isTicked("everything")
                ? .all(BankList.filter(of: filter)) : .ticked(Array(codes.prefix(1_000))),
            in: subject, bulk, note: visit.word("bulk.note"), by: visit.principal,
            at: visit.site.now())
        let kept = BankList.kept(filter)
        let done = report.changed > 0 ? "done=bulk" : "done=bulk-none"
        return .seeOther(
            "/teach/banks/\(subject.slug)?\(kept.isEmpty ? "" : kept + "&")\(done)")
    }

    private static func refused(
        _ key: String, _ subject: BankStore.Subject, _ visit: Visit
    ) async throws -> Response {
        try visit.page(
            "teacher/bank", try await BankList.view(of: subject, visit), errors: [("bulk", key)])
    }

    /// `POST /teach/banks/{slug}/bulk/{code}/undo`
    @Sendable static func undo(_ visit: Visit) async throws -> Response {
        let subject = try await BankPages.subject(visit)
        let code = try visit.parameter("code")
        _ = try await BankPages.found {
            try await visit.site.banks.undo(
                code, in: subject, note: visit.word("bulk.undone"), by: visit.principal,
                at: visit.site.now())
        }
        return .seeOther("/teach/banks/\(subject.slug)?done=bulk-undone")
    }
}
