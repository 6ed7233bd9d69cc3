import Classes
import Hummingbird
import People
import Storage
import Training
import Values

/// Who asks to come into a class.
enum AdmissionPages {
    /// `GET /training/classes/{code}/admissions`
    @Sendable static func list(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .readTrainingClass)
        return try visit.page("training/admissions", try await view(listed, visit))
    }

    private static func view(
        _ listed: TrainingClassStore.Listed, _ visit: Visit
    ) async throws -> View {
        let quotas = try await visit.site.admissions.quotas(of: listed)
        let waiting = try await visit.site.admissions.waiting(in: listed, on: visit.today)
        let url = "/training/classes/\(listed.code)"
        func rows(_ list: [AdmissionStore.Listed]) -> [View] {
            list.map { one in
                let person = waiting.people[one.person]
                return [
                    "who": [person?.identifier, person?.units.first].compactMap(\.self)
                        .joined(separator: ", "),
                    "name": one.name, "at": VietnamTime(one.askedAt).text,
                    "url": "\(url)/admissions/\(one.id)",
                ]
            }
        }
        return [
            "heading": listed.trainingClass.title, "url": url,
            "asked": rows(waiting.asked), "queued": rows(waiting.queued),
            "places": listed.trainingClass.capacity.map { "\(waiting.taken)/\($0)" }
                ?? "\(waiting.taken)",
            "byQuota": listed.trainingClass.admission == .quota,
            "quotas": quotas.map { one -> View in
                ["name": one.unitName, "places": "\(one.taken)/\(one.places)"]
            },
            "known": visit.form.exact("quotas")
                ?? quotas.map { "\($0.unitIdentifier ?? $0.unitName); \($0.places)" }
                .joined(separator: "\n"),
        ]
    }

    /// `POST /training/classes/{code}/quotas`: a unit's identifier and its places a line.
    @Sendable static func quotas(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        do {
            try await visit.site.admissions.setQuotas(
                visit.form.exact("quotas") ?? "", of: listed, by: visit.principal,
                at: visit.site.now())
            return .seeOther("/training/classes/\(listed.code)/admissions?done=saved")
        } catch TrainingFault.unknownPeople(let lines) {
            return try visit.page(
                "training/admissions", try await view(listed, visit),
                faults: [
                    (
                        "quotas",
                        visit.word(
                            "error.quotas", ["lines": lines.prefix(20).joined(separator: "; ")])
                    )
                ])
        }
    }

    /// `POST /training/classes/{code}/admissions/{number}`
    @Sendable static func decide(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .changeTrainingClass)
        guard let id = Int64(try visit.parameter("number")) else { throw Refusal.notFound }
        try await visit.site.admissions.decide(
            id, isApproved: visit.form["decision"] == "approve", in: listed,
            by: visit.principal, at: visit.site.now())
        return .seeOther("/training/classes/\(listed.code)/admissions?done=saved")
    }
}
