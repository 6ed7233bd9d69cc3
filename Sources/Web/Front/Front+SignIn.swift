import Administration
import Hummingbird
import People
import Values

extension Front {
    /// `GET /sign-in`
    @Sendable static func signIn(_ visit: Visit) async throws -> Response {
        if let session = visit.session {
            return .seeOther(Visit.home(for: session.principal.roles))
        }
        return try visit.page("sign-in", ["values": ["next": visit.query["next"]]])
    }

    /// `POST /sign-in`
    @Sendable static func enter(_ visit: Visit) async throws -> Response {
        do {
            let token = try await visit.site.signIn.enter(
                account: visit.form["account"], password: visit.form.exact("password") ?? "",
                from: visit.peer, at: visit.site.now())
            return signedIn(token, next: localPath(visit.form["next"]))
        } catch let fault as SignInFault {
            return try visit.page(
                "sign-in", [:], errors: [("account", key(of: fault))])
        }
    }

    /// `GET /ticket`
    @Sendable static func ticket(_ visit: Visit) async throws -> Response {
        try visit.page("ticket")
    }

    /// `POST /ticket`
    @Sendable static func enterByTicket(_ visit: Visit) async throws -> Response {
        do {
            let (token, sitting) = try await visit.site.signIn.enter(
                ticket: visit.form["code"], from: visit.peer, at: visit.site.now())
            return signedIn(token, next: "/exam/\(sitting)")
        } catch SignInFault.wrong {
            return try visit.page("ticket", [:], errors: [("code", "error.ticket-wrong")])
        } catch let fault as SignInFault {
            return try visit.page("ticket", [:], errors: [("code", key(of: fault))])
        }
    }

    /// `POST /sign-out`
    @Sendable static func signOut(_ visit: Visit) async throws -> Response {
        if let token = SentCookies(visit.request.headers)[Tokens.sessionCookie] {
            try await visit.site.sessions.close(token)
        }
        var response = Response.seeOther("/sign-in?done=signed-out")
        response.setCookie(.expired(Tokens.sessionCookie))
        return response
    }

    /// `GET /password`
    @Sendable static func password(_ visit: Visit) async throws -> Response {
        guard visit.session?.sitting == nil else { throw Refusal.notFound }
        return try visit.page(
            "password", ["mustChange": visit.session?.mustChangePassword == true])
    }

    /// `POST /password`
    @Sendable static func changePassword(_ visit: Visit) async throws -> Response {
        guard visit.session?.sitting == nil else { throw Refusal.notFound }
        let new = visit.form.exact("password") ?? ""
        let view: View = ["mustChange": visit.session?.mustChangePassword == true]
        guard new == visit.form.exact("passwordAgain") else {
            return try visit.page(
                "password", view, errors: [("passwordAgain", "error.password-again")])
        }
        do {
            let principal = try visit.principal
            let token = try await visit.site.signIn.change(
                password: visit.form.exact("current") ?? "", to: new, of: principal.person,
                at: visit.site.now())
            let home = Visit.home(for: principal.roles)
            return signedIn(token, next: "\(home)?done=password")
        } catch SignInFault.wrong {
            return try visit.page(
                "password", view, errors: [("current", "error.password-wrong")])
        } catch let fault as SignInFault {
            return try visit.page("password", view, errors: [("password", key(of: fault))])
        }
    }

    /// `GET /first/{token}`
    @Sendable static func first(_ visit: Visit) async throws -> Response {
        let token = try visit.parameter("token")
        guard try await visit.site.setup.isOpen(token, at: visit.site.now()) else {
            throw Refusal.notFound
        }
        return try visit.page("first-administrator", ["token": token])
    }

    /// `POST /first/{token}`: the first administrator is created and signed in.
    @Sendable static func createFirst(_ visit: Visit) async throws -> Response {
        let token = try visit.parameter("token")
        let form = visit.form
        let view: View = ["token": token]
        var errors: [(field: String, key: String)] = []
        if form["fullName"].isEmpty { errors.append(("fullName", "error.name-missing")) }
        if form["account"].isEmpty { errors.append(("account", "error.account-missing")) }
        if form.exact("password") != form.exact("passwordAgain") {
            errors.append(("passwordAgain", "error.password-again"))
        }
        guard errors.isEmpty else {
            return try visit.page("first-administrator", view, errors: errors)
        }
        do {
            let person = try await visit.site.setup.createFirstAdministrator(
                token: token, name: form["fullName"], account: form["account"],
                password: form.exact("password") ?? "", at: visit.site.now())
            let session = try await visit.site.sessions.open(
                for: person, sitting: nil, at: visit.site.now())
            return signedIn(session, next: "/admin")
        } catch SignInFault.wrong {
            throw Refusal.notFound
        } catch let fault as SignInFault {
            return try visit.page(
                "first-administrator", view, errors: [("password", key(of: fault))])
        }
    }

    private static func signedIn(_ token: String, next: String?) -> Response {
        var response = Response.seeOther(next ?? "/")
        response.setCookie(.session(token))
        return response
    }

    private static func key(of fault: SignInFault) -> String {
        switch fault {
        case .wrong: "error.sign-in-wrong"
        case .slowDown: "error.slow-down.text"
        case .ended: "error.access-ended"
        case .shortPassword: "error.password-short"
        case .samePassword: "error.password-same"
        case .accountTaken: "error.account-taken"
        }
    }
}
