import Administration
import Hummingbird
import NIOCore
import People

/// What happens to every request before its handler: the body is read within
/// bounds, the form's token checked, the session looked up, `Access` asked.
struct Dispatch: Sendable {
    let site: Site

    /// The router for the whole table.
    func router() -> Router<VisitContext> {
        let router = Router(context: VisitContext.self, options: .autoGenerateHeadEndpoints)
        for route in Routes.table {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                if route.isQuick { return try await reply(route, request, context) }
                return try await withTaskExecutorPreference(globalConcurrentExecutor) {
                    try await reply(route, request, context)
                }
            }
        }
        return router
    }

    /// The handler's answer; scripts get refusals as JSON.
    private func reply(
        _ route: Route, _ request: Request, _ context: VisitContext
    ) async throws -> Response {
        do {
            return try await answer(route, request, context)
        } catch {
            guard route.isForScripts, let refusal = ErrorPages.refusal(for: error) else {
                throw error
            }
            return .json(refusal)
        }
    }

    private func answer(
        _ route: Route, _ request: Request, _ context: VisitContext
    ) async throws -> Response {
        let form: FormData
        if route.method == .post {
            form = try await read(request, limit: try await limit(of: route, request, context))
        } else {
            form = FormData()
        }
        let visit = try await site.visit(request, context, form: form)
        if route.isForScripts { _ = try visit.principal }
        if route.method == .post {
            guard visit.hasFormCookie,
                Tokens.isValid(csrf: form["csrf"], for: visit.formCookie)
            else { throw Refusal.staleForm }
        }
        if let useCase = route.useCase {
            let session = visit.session
            let roles = try visit.principal.roles
            guard Access.everAllows(useCase, to: roles) else {
                throw AccessDenied(useCase: useCase)
            }
            if session?.mustChangePassword == true, useCase != .changeOwnPassword {
                return .seeOther("/password")
            }
        }
        var response = try await route.handler(visit)
        if !visit.hasFormCookie, response.status != .seeOther {
            response.setCookie(.visit(visit.formCookie))
        }
        return response
    }

    /// Bytes that this request may send: a large body only from who may use the address.
    private func limit(
        of route: Route, _ request: Request, _ context: VisitContext
    ) async throws -> Int {
        guard route.limit > Routes.formLimit, let useCase = route.useCase else {
            return route.limit
        }
        let visit = try await site.visit(request, context, form: FormData())
        let roles = visit.session?.principal.roles ?? []
        return Access.everAllows(useCase, to: roles) ? route.limit : Routes.formLimit
    }

    private func read(_ request: Request, limit: Int) async throws -> FormData {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw Refusal.tooLarge(limit: limit)
        }
        let type = request.headers[.contentType] ?? ""
        let body = try await Self.collect(request, limit: limit)
        if let boundary = FormData.boundary(in: type) {
            guard let form = FormData(multipart: Array(body.readableBytesView), boundary: boundary)
            else { throw Refusal.malformed("malformed") }
            return form
        }
        return FormData(urlEncoded: String(buffer: body))
    }

    /// The whole body; how long it may take is `RequestDeadline`'s to bound.
    private static func collect(_ request: Request, limit: Int) async throws -> ByteBuffer {
        do {
            return try await request.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw Refusal.tooLarge(limit: limit)
        }
    }
}

extension Cookie {
    /// A cookie that scripts and other sites never see.
    static func session(_ token: String) -> Cookie { secret(Tokens.sessionCookie, token) }

    static func visit(_ token: String) -> Cookie { secret(Tokens.visitCookie, token) }

    static func language(_ code: String) -> Cookie {
        Cookie(
            name: Tokens.languageCookie, value: code, maxAge: 31_536_000, path: "/", secure: true,
            httpOnly: true, sameSite: .lax)
    }

    /// Ends a cookie.
    static func expired(_ name: String) -> Cookie {
        Cookie(
            name: name, value: "", maxAge: 0, path: "/", secure: true, httpOnly: true,
            sameSite: .lax)
    }

    private static func secret(_ name: String, _ token: String) -> Cookie {
        Cookie(
            name: name, value: token, path: "/", secure: true, httpOnly: true, sameSite: .lax)
    }
}
