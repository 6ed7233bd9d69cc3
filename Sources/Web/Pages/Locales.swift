import Foundation
import Values

/// The words of the pages, in every language.
struct Locales: Sendable {
    private let words: [Language: [String: String]]

    /// Reads `vi.json` and `en.json`: flat objects of key to text.
    ///
    /// - Throws: `PagesError` when a file cannot be read or the two differ in their keys.
    init(folder: URL) throws {
        var words: [Language: [String: String]] = [:]
        for language in Language.allCases {
            let file = folder.appending(path: "\(language.rawValue).json")
            do {
                let data = try Data(contentsOf: file)
                words[language] = try JSONDecoder().decode([String: String].self, from: data)
            } catch {
                throw PagesError.unreadable(file: file.path, reason: "\(error)")
            }
        }
        let keys = words.mapValues { Set($0.keys) }
        for language in Language.allCases {
            for key in keys.values.reduce(Set(), { $0.union($1) })
            where words[language]?[key] == nil {
                throw PagesError.missingWord(key: key, language: language)
            }
        }
        self.words = words
    }

    /// The text of a key; the key itself where there is none, which tests look for.
    func text(_ key: String, in language: Language) -> String {
        words[language]?[key] ?? "[[\(key)]]"
    }

    func has(_ key: String) -> Bool { words[.vietnamese]?[key] != nil }
}

/// Why `Public/` cannot be served. All of these stop the start.
enum PagesError: Error, CustomStringConvertible {
    case unreadable(file: String, reason: String)
    case missingWord(key: String, language: Language)
    case unknownAsset(name: String, page: String)
    case badTemplate(page: String, reason: String)
    case missingPage(String)

    var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(file) cannot be read: \(reason)"
        case .missingWord(let key, let language): "no word \(key) in \(language.rawValue).json"
        case .unknownAsset(let name, let page): "\(page) names the asset \(name), which is missing"
        case .badTemplate(let page, let reason): "the page \(page) is not a template: \(reason)"
        case .missingPage(let page): "there is no page \(page)"
        }
    }
}
