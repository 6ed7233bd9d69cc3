/// What a template's names stand for: texts, flags, dictionaries and lists of them.
typealias View = [String: any Sendable]

extension View {
    /// The same without empty texts: to swift-mustache an empty text is something,
    /// to a page it is nothing.
    var withoutEmptyTexts: View {
        compactMapValues { value -> (any Sendable)? in
            switch value {
            case let text as String: text.isEmpty ? nil : text
            case let texts as [String: String]: texts.filter { !$0.value.isEmpty }
            case let view as View: view.withoutEmptyTexts
            case let views as [View]: views.map(\.withoutEmptyTexts)
            case let rows as [[String: String]]: rows.map { $0.filter { !$0.value.isEmpty } }
            default: value
            }
        }
    }
}
