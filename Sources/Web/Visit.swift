import HTTPTypes
import Hummingbird
import Administration
import NIOCore
import People
import Values

/// One request as the handlers see it: what is asked, by whom, in which language.
struct Visit: Sendable {
    let request: Request
    let context: VisitContext
    let site: Site
    let language: Language
    /// Who is signed in, by a cookie that the store knows.
    let session: Session?
    /// The cookie that this visitor's forms are tied to.
    let formCookie: String
    /// Whether the browser sent that cookie, or is about to get it.
    let hasFormCookie: Bool
    /// What was posted; empty for a GET.
    let form: FormData
    /// The address's query.
    let query: FormData

    var path: String { request.uri.path }

    /// The person who is signed in, or the way to the sign-in page.
    var principal: Principal {
        get throws {
            guard let session else { throw Refusal.signInFirst(next: path) }
            return session.principal
        }
    }

    /// A part of the address, such as `{code}`.
    ///
    /// - Throws: `Refusal.notFound` where the route has no such part.
    func parameter(_ name: String) throws -> String {
        guard let value = context.parameters.get(name) else { throw Refusal.notFound }
        return value
    }

    /// A word of the pages in the visitor's language.
    func word(_ key: String) -> String { site.pages.locales.text(key, in: language) }

    /// The same with its holes, written `{{name}}`, filled.
    func word(
        _ key: String, in language: Language? = nil, _ values: [String: String]
    ) -> String {
        let text = site.pages.locales.text(key, in: language ?? self.language)
        return values.reduce(text) { text, value in
            text.replacing("{{\(value.key)}}", with: value.value)
        }
    }

    /// How long a text is: "120 từ".
    func words(in text: String) -> String {
        "\(text.split(whereSeparator: \.isWhitespace).count) \(word("marking.words"))"
    }

    /// The page with the names that every page knows added to its own.
    func page(
        _ name: String, _ view: View = [:], status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let merged = globals.merging(view) { _, own in own }
        let html = try site.pages.render(name, merged, in: language)
        return .html(html, status: status, for: request, site.gzip)
    }

    /// The same form again with what was typed and what is wrong with it, as 422.
    ///
    /// - Parameter errors: field to the key of a word.
    func page(_ name: String, _ view: View, errors: [(field: String, key: String)]) throws
        -> Response
    {
        try page(name, view, faults: errors.map { (field: $0.field, text: word($0.key)) })
    }

    /// The same with texts that are not words of the pages alone.
    func page(
        _ name: String, _ view: View, faults texts: [(field: String, text: String)]
    ) throws -> Response {
        var view = view
        view["hasErrors"] = true
        view["errorList"] = texts.map { ["field": $0.field, "text": $0.text] }
        view["errors"] = Dictionary(
            texts.map { ($0.field, $0.text) }, uniquingKeysWith: { first, _ in first })
        view["values"] = form.values.filter { !$0.key.lowercased().contains("password") }
        return try page(name, view, status: .unprocessableContent)
    }

    private var globals: View {
        let roles = session?.principal.roles ?? []
        var view: View = [
            "lang": language.rawValue,
            "languageURL": "/language?to=\(language == .vietnamese ? "en" : "vi")"
                + "&back=\(request.uri.string.urlQueryEncoded)",
            "csrf": Tokens.csrf(for: formCookie),
            "isAdministrator": roles.contains(.administrator),
            "seesUnits": Access.everAllows(.readUnits, to: roles),
            "isTeacher": roles.contains(.teacher),
            "isStudent": roles.contains(.student),
            "isDepartment": roles.contains(.department), "isHead": roles.contains(.head),
            "hasRecord": roles.contains(.teacher) || roles.contains(.staff),
            "seesReports": Access.everAllows(.readReports, to: roles),
            "isLearner": Access.everAllows(.takeClass, to: roles),
            "seesTraining": Access.everAllows(.readTrainingClass, to: roles),
            "version": Site.version,
        ]
        if let session {
            view["signedIn"] = ["name": session.principal.name, "home": Self.home(for: roles)]
        }
        if case let key = query["done"], !key.isEmpty, site.pages.locales.has("done.\(key)") {
            view["notice"] = ["text": word("done.\(key)"), "good": "1"]
        }
        return view
    }

    /// Where somebody with these roles begins.
    static func home(for roles: Set<Role>) -> String {
        if roles.contains(.teacher) { return "/teach" }
        if roles.contains(.administrator) { return "/admin" }
        if roles.contains(.department) { return "/training" }
        if roles.contains(.head) { return "/my-unit/rounds" }
        if roles.contains(.staff), !roles.contains(.student) { return "/me" }
        return "/exam"
    }
}

extension Response {
    /// 303, so that a reload does not send the form again.
    static func seeOther(_ address: String) -> Response {
        Response(status: .seeOther, headers: [.location: address])
    }

    /// A file to be kept rather than shown.
    static func download(_ bytes: [UInt8], mediaType: String, name: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: mediaType,
                .contentDisposition:
                    "attachment; filename*=UTF-8''\(name.urlQueryEncoded)",
                .cacheControl: "private, no-store",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension String {
    /// Percent-encoded for a place inside a query (RFC 3986, unreserved characters stay).
    var urlQueryEncoded: String {
        var text = ""
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let hex = String(byte, radix: 16, uppercase: true)
                text += byte < 16 ? "%0\(hex)" : "%\(hex)"
            }
        }
        return text
    }
}

extension Visit {
    /// The client's address for bounding guesses; one name for all local sockets.
    var peer: String { context.peer?.ipAddress ?? "local" }
}
