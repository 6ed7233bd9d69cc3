import Assessment
import Authoring
import Hummingbird
import People
import Storage
import Values

/// The public draw of a sitting's forms, for its teacher and for those who sit it.
enum DrawPages {
    /// `POST /teach/sittings/{code}/number`: the number that was drawn, typed twice.
    @Sendable static func enter(_ visit: Visit) async throws -> Response {
        let sitting = try await SittingPages.sitting(visit, for: .runSitting)
        guard let number = PublicNumber(visit.form["number"]) else {
            return try await SittingPages.problem(sitting, "number", "error.number", visit)
        }
        guard PublicNumber(visit.form["numberAgain"]) == number else {
            return try await SittingPages.problem(
                sitting, "numberAgain", "error.numberAgain", visit)
        }
        do {
            let drawn = try await TestPages.found {
                try await visit.site.sittings.enter(
                    number, of: sitting, by: visit.principal, at: visit.site.now())
            }
            try await visit.site.register(drawn)
            return .seeOther("/teach/sittings/\(sitting.code)?done=number")
        } catch TestFault.numberKnown {
            // Kept before, and perhaps nothing more: the delivery has to know of it, too.
            let drawn = try await SittingPages.sitting(visit, for: .runSitting)
            if drawn.isDrawn, !drawn.isClosed { try await visit.site.ensureKnown(drawn) }
            return .seeOther("/teach/sittings/\(sitting.code)")
        } catch TestFault.windowTooShort {
            return .seeOther("/teach/sittings/\(sitting.code)")
        }
    }

    /// `GET /teach/sittings/{code}/draw.json`
    @Sendable static func teachersProof(_ visit: Visit) async throws -> Response {
        try await proof(of: try await SittingPages.sitting(visit, for: .runSitting), visit)
    }

    /// `GET /exam/{code}/draw.json`
    @Sendable static func candidatesProof(_ visit: Visit) async throws -> Response {
        let (sitting, _) = try await StudentPages.candidacy(visit)
        guard sitting.draw != nil else { throw Refusal.notFound }
        return try await proof(of: sitting, visit)
    }

    private static func proof(
        of sitting: SittingStore.Sitting, _ visit: Visit
    ) async throws -> Response {
        do {
            let proof = try await TestPages.found {
                try await visit.site.sittings.published(sitting)
            }
            return .download(
                proof.json, mediaType: "application/json",
                name: "boc-de-\(sitting.code).json")
        } catch TestFault.notOver {
            throw Refusal.notFound
        }
    }

    /// `GET /exam/{code}/draw`: what was sealed, what was drawn, and, when all is over,
    /// the proof.
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        let (sitting, candidate) = try await StudentPages.candidacy(visit)
        guard var view = try await view(of: sitting, visit) else { throw Refusal.notFound }
        view["title"] = sitting.title
        view["number"] = candidate.number
        view["backURL"] = "/exam/\(sitting.code)"
        view["proofURL"] = "/exam/\(sitting.code)/draw.json"
        view["guid"] = candidate.guid.description
        if sitting.isClosed, sitting.isDrawn {
            let proof = try await visit.site.sittings.proof(of: sitting)
            let mine = proof.candidates.first { $0.guid == candidate.guid }
            view["formPrint"] = Hexadecimal.grouped(mine?.form ?? "")
        }
        return try visit.page("student/draw", view)
    }

    /// What is said of a public draw; nil where a sitting has none.
    static func view(of sitting: SittingStore.Sitting, _ visit: Visit) async throws -> View? {
        guard let draw = sitting.draw else { return nil }
        let commitment = try await visit.site.sittings.commitment(of: sitting)
        var view: View = [
            "source": draw.source, "seal": Hexadecimal.grouped(sitting.seal ?? ""),
            "secretHash": Hexadecimal.grouped(commitment.secretHash),
            "manifestHash": Hexadecimal.grouped(commitment.manifestHash),
            "candidatesHash": Hexadecimal.grouped(commitment.candidatesHash),
            "awaits": draw.number == nil && visit.site.now() < sitting.closes,
            "drawNumber": draw.number?.digits ?? "",
            "drawnAt": draw.drawnAt.map { VietnamTime($0).text } ?? "",
            "proven": sitting.isClosed && draw.number != nil,
        ]
        if sitting.isClosed, draw.number != nil {
            let proof = try await visit.site.sittings.proof(of: sitting)
            view["secret"] = Hexadecimal.grouped(proof.secret)
        }
        return view
    }
}
