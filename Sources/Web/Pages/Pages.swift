import Foundation
import Mustache
import Values

/// The pages of `Public/pages`, compiled once a language.
struct Pages: Sendable {
    let locales: Locales
    let assets: Assets
    private let libraries: [Language: MustacheLibrary]
    private let names: Set<String>

    /// - Parameter folder: `Public/`, with `pages`, `assets` and `locales`.
    /// - Throws: `PagesError`: a page that names a word or an asset that is not
    ///   there stops the start, not a visitor.
    init(folder: URL) throws {
        MustacheContentTypes.register(HTMLText(), named: HTMLText.pragma)
        locales = try Locales(folder: folder.appending(path: "locales"))
        assets = try Assets(folder: folder.appending(path: "assets"))
        let sources = try Self.sources(in: folder.appending(path: "pages"))
        names = Set(sources.keys)
        var libraries: [Language: MustacheLibrary] = [:]
        for language in Language.allCases {
            var templates: [String: MustacheTemplate] = [:]
            for (name, source) in sources {
                templates[name] = try Self.compile(
                    source, page: name, language: language, locales: locales, assets: assets)
            }
            libraries[language] = MustacheLibrary(templates: templates)
        }
        self.libraries = libraries
    }

    /// The page as HTML.
    ///
    /// - Throws: `PagesError.missingPage` for a name that no file has.
    func render(_ name: String, _ view: View, in language: Language) throws -> String {
        guard
            let html = libraries[language]?.render(
                Names(view), withTemplate: name)
        else {
            throw PagesError.missingPage(name)
        }
        return html
    }

    var allNames: Set<String> { names }

    private static func sources(in folder: URL) throws -> [String: String] {
        var sources: [String: String] = [:]
        let base = folder.standardizedFileURL.path + "/"
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "mustache" else { continue }
            let path = file.standardizedFileURL.path
            let name = String(path.dropFirst(base.count).dropLast(".mustache".count))
            do {
                sources[name] = try String(contentsOf: file, encoding: .utf8)
            } catch {
                throw PagesError.unreadable(file: path, reason: "\(error)")
            }
        }
        return sources
    }

    private static func compile(
        _ source: String, page: String, language: Language, locales: Locales, assets: Assets
    ) throws -> MustacheTemplate {
        var text = "{{% CONTENT_TYPE:\(HTMLText.pragma)}}"
        var rest = Substring(source)
        while let open = rest.range(of: "[["), let close = rest[open.upperBound...].range(of: "]]")
        {
            text += rest[..<open.lowerBound]
            let key = String(rest[open.upperBound..<close.lowerBound])
            text += try word(key, page: page, language: language, locales: locales, assets: assets)
            rest = rest[close.upperBound...]
        }
        do {
            return try MustacheTemplate(string: text + rest)
        } catch {
            throw PagesError.badTemplate(page: page, reason: "\(error)")
        }
    }

    private static func word(
        _ key: String, page: String, language: Language, locales: Locales, assets: Assets
    ) throws -> String {
        if key.hasPrefix("asset:") {
            let name = String(key.dropFirst("asset:".count))
            guard let address = assets.address(of: name) else {
                throw PagesError.unknownAsset(name: name, page: page)
            }
            return address
        }
        guard locales.has(key) else {
            throw PagesError.missingWord(key: "\(key) (in \(page))", language: language)
        }
        return locales.text(key, in: language).htmlEscaped
    }
}
