import Mustache

/// What a template's names stand for: texts, flags, dictionaries and lists of them.
typealias View = [String: any Sendable]

/// A view as templates look names up in it.
///
/// Without its empty texts: to swift-mustache an empty text is something, to a page it
/// is nothing. A type of its own, because whether an `Any` has names at all is asked for
/// every name: of a dictionary that costs more than finding it.
struct Names: MustacheParent, Sendable {
    private let values: View

    init(_ view: View) {
        values = view.compactMapValues { value in
            switch value {
            case let text as String: text.isEmpty ? nil : text
            case let view as View: Names(view)
            case let views as [View]: views.map(Names.init)
            default: value
            }
        }
    }

    func child(named name: String) -> Any? { values[name] }
}
