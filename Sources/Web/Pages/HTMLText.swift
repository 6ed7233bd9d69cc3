import Mustache
import Values

/// Our escaping for templates, in force through a CONTENT_TYPE pragma that
/// `Pages` puts before every one: swift-mustache's own walks Characters and
/// misses a quote that a combining mark follows.
struct HTMLText: MustacheContentType {
    /// The name under which templates ask for it.
    static let pragma = "SEN"

    func escapeText(_ text: String) -> String { text.htmlEscaped }
}
