import Classes
import Hummingbird
import People
import Storage
import Training
import Values

/// Certificates: given in a class, printed, and checked by anybody.
enum CertificatePages {
    /// `GET /training/classes/{code}/certificates`
    @Sendable static func list(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .giveCertificates)
        return try visit.page("training/certificates", try await listView(listed, visit))
    }

    private static func listView(
        _ listed: TrainingClassStore.Listed, _ visit: Visit
    ) async throws -> View {
        let lines = try await visit.site.certificates.lines(
            of: listed, by: visit.principal, on: visit.today)
        let url = "/training/classes/\(listed.code)"
        let waiting = lines.filter {
            $0.standing == nil && $0.member.state.hasCompleted(by: visit.today)
        }
        return [
            "heading": listed.trainingClass.title, "url": url,
            "cancelled": TrainingClassPages.cancelled(listed.trainingClass, visit),
            "waiting": "\(waiting.count)",
            "hasWaiting": !waiting.isEmpty && listed.trainingClass.cancelled == nil,
            "people": waiting.map { line -> View in
                let code = line.member.code
                let isAsked = visit.form.isTicked("on")
                return [
                    "code": code, "name": line.member.name,
                    "who": [
                        line.member.identifier,
                        line.member.state.completedOn.map {
                            visit.word("outcome.completed", ["date": $0.text])
                        },
                    ].compactMap(\.self).joined(separator: ", "),
                    "ticked": !isAsked || visit.form.all("person").contains(code),
                ]
            },
            "on": visit.form.exact("on") ?? visit.today.text,
            "lines": lines.flatMap { line -> [View] in
                let row: View = [
                    "name": line.member.name, "identifier": line.member.identifier ?? "",
                    "completed": line.member.state.completedOn?.text ?? "–",
                ]
                guard !line.certificates.isEmpty else { return [row] }
                return line.certificates.map { one in
                    row.merging(
                        certificate(one, url, mayRestore: line.standing == nil, visit)
                    ) { $1 }
                }
            },
        ]
    }

    /// - Parameter mayRestore: whether none was given in its place.
    private static func certificate(
        _ one: CertificateStore.Listed, _ url: String, mayRestore: Bool, _ visit: Visit
    ) -> View {
        let isAsked = (try? visit.parameter("certificate")) == one.code
        return [
            "error": isAsked ? visit.word("error.reason-missing") : "",
            "number": one.fullNumber, "certificateURL": "/certificates/\(one.code)",
            "issued": one.issuedOn.text, "revoked": one.revokedOn?.text ?? "",
            "reason": one.reason ?? "", "field": "r-\(one.code)",
            "keepsResult": one.keepsResult,
            "revokeURL": one.revokedOn == nil
                ? "\(url)/certificates/\(one.code)/revoke" : "",
            "restoreURL": one.revokedOn != nil && mayRestore
                ? "\(url)/certificates/\(one.code)/restore" : "",
        ]
    }

    /// `POST /training/classes/{code}/certificates`: gives them to all who wait.
    @Sendable static func give(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .giveCertificates)
        var errors: [(field: String, key: String)] = []
        let decision = String(visit.form["decision"].prefix(200))
        if decision.isEmpty { errors.append(("decision", "error.decision-missing")) }
        let day = CalendarDate(visit.form["on"])
        if day.map({ !TrainingClass.canLie(on: $0) || $0 > visit.today }) ?? true {
            errors.append(("on", day == nil ? "error.date" : "error.day-to-come"))
        }
        let people = Set(visit.form.all("person"))
        if people.isEmpty { errors.append(("people", "error.nobody-ticked")) }
        if let day, errors.isEmpty {
            let given = try await visit.site.certificates.give(
                in: listed, to: people, decision: decision, on: day, by: visit.principal,
                at: visit.site.now())
            if given > 0 {
                return .seeOther("/training/classes/\(listed.code)/certificates?done=certificates")
            }
            errors.append(("on", "error.none-completed"))
        }
        return try visit.page(
            "training/certificates", try await listView(listed, visit), errors: errors)
    }

    /// `POST /training/classes/{code}/certificates/{certificate}/restore`
    @Sendable static func restore(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .giveCertificates)
        try await visit.site.certificates.restore(
            try visit.parameter("certificate"), in: listed, by: visit.principal,
            at: visit.site.now())
        return .seeOther("/training/classes/\(listed.code)/certificates?done=saved")
    }

    /// `POST /training/classes/{code}/certificates/{certificate}/revoke`
    @Sendable static func revoke(_ visit: Visit) async throws -> Response {
        let listed = try await TrainingPages.found(visit, for: .giveCertificates)
        let code = try visit.parameter("certificate")
        let reason = String(visit.form["reason"].prefix(500))
        guard !reason.isEmpty else {
            return try visit.page(
                "training/certificates", try await listView(listed, visit),
                errors: [("r-\(code)", "error.reason-missing")])
        }
        try await visit.site.certificates.revoke(
            code, in: listed, because: reason, keepsResult: visit.form["what"] == "paper",
            on: visit.today, by: visit.principal, at: visit.site.now())
        return .seeOther("/training/classes/\(listed.code)/certificates?done=revoked")
    }

    /// `GET /certificates/{code}`: as it is printed.
    @Sendable static func show(_ visit: Visit) async throws -> Response {
        let found = try await visit.site.certificates.certificate(
            try visit.parameter("code"), by: visit.principal, on: visit.today)
        let address = "\(visit.site.settings.address)/check/\(found.code)"
        var view = view(found, visit)
        view["birthDate"] = found.content.birthDate?.text ?? ""
        view["address"] = address
        view["code"] = Certificates.printed(found.code)
        if let picture = Certificates.picture(of: address) {
            view["picture"] = ["size": "\(picture.size)", "path": picture.path]
        }
        return try visit.page("training/certificate", view)
    }

    /// What a certificate certifies.
    private static func view(_ found: CertificateStore.Listed, _ visit: Visit) -> View {
        let content = found.content
        return [
            "number": found.fullNumber, "name": content.name, "programme": content.programme,
            "periods": "\(content.periods)", "className": content.className,
            "unit": content.unit, "from": content.from.text, "until": content.until.text,
            "completed": content.completedOn.text, "decision": content.decision,
            "mark": content.total.map { "\(visit.shown($0))/\(content.scale)" } ?? "",
            "issued": found.issuedOn.text,
            "issuedLine": visit.word(
                "certificate.issuedLine",
                [
                    "day": "\(found.issuedOn.day)", "month": "\(found.issuedOn.month)",
                    "year": "\(found.issuedOn.year)",
                ]),
            "revoked": found.revokedOn?.text ?? "",
            "validUntil": content.validUntil?.text ?? "",
        ]
    }

    // MARK: For anybody

    /// `GET /check?code=…`: asks for a code, or leads to its page.
    @Sendable static func ask(_ visit: Visit) async throws -> Response {
        let code = visit.query["code"].filter { !$0.isWhitespace && $0 != "-" }
        guard !code.isEmpty else { return try visit.page("training/check", ["asks": true]) }
        return .seeOther("/check/\(code.urlQueryEncoded.replacing("/", with: "%2F"))")
    }

    /// `GET /check/{code}`: whether a certificate is genuine, and what it certifies; nothing
    /// else of anybody.
    @Sendable static func check(_ visit: Visit) async throws -> Response {
        guard
            let found = try await visit.site.certificates.check(try visit.parameter("code"))
        else {
            return try visit.page(
                "training/check", ["asks": true, "isUnknown": true], status: .notFound)
        }
        var view = view(found, visit)
        view["isGenuine"] = true
        let isOver = found.content.validUntil.map { $0 < visit.today } ?? false
        view["stands"] = found.revokedOn == nil && !isOver
        view["isOver"] = found.revokedOn == nil && isOver
        return try visit.page("training/check", view)
    }
}
