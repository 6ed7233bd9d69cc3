import Foundation
import FoundationXML

/// An XML document that is read and written again element by element, so that
/// something of it can be changed on the way.
///
/// Subclasses override the hooks. Names are as written, prefixes included; a document
/// with a DOCTYPE never comes here, so there are no entities.
class MarkupEcho: NSObject, XMLParserDelegate {
    private(set) var out: [UInt8] = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>".utf8)
    /// The names of the open elements, prefixes left off.
    private(set) var path: [String] = []
    private var text = ""

    /// - Throws: `ConversionFault.notADocument` with the line where the XML is broken.
    func echo(_ bytes: [UInt8], of part: String) throws(ConversionFault) -> [UInt8] {
        let parser = XMLParser(data: Data(bytes))
        parser.shouldResolveExternalEntities = false
        parser.delegate = self
        guard parser.parse() else {
            throw .notADocument("\(part): XML is broken on line \(parser.lineNumber)")
        }
        return out
    }

    /// An element begins; its own name is not yet in `path`.
    func begins(_ name: String, _ attributes: Attributes) {}

    /// An element has ended; its own name is no longer in `path`.
    func ended(_ name: String) {}

    /// The value to write for an attribute of an element (both without prefixes); nil leaves
    /// the attribute out.
    func changed(_ value: String, of attribute: String, in name: String) -> String? { value }

    /// Whether only what is inside an element is written, without itself.
    func isLeftOut(_ name: String) -> Bool { false }

    /// Text to write at the start of an element; the element's own name is in `path`.
    func opening(_ name: String) -> String { "" }

    /// The text to write in the place of `text`.
    func changed(_ text: String) -> String { text }

    /// Where the output stands now.
    var mark: Int { out.count }

    /// Puts something else in the place of all that was written since `mark`.
    func replace(from mark: Int, with markup: String) {
        out.removeSubrange(mark...)
        out += markup.utf8
    }

    struct Attributes {
        fileprivate let values: [String: String]

        /// An attribute by its name without the prefix.
        subscript(name: String) -> String? {
            values[name] ?? values.first { MarkupEcho.local($0.key) == name }?.value
        }
    }

    // MARK: XMLParserDelegate

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        flush()
        begins(Self.local(name), Attributes(values: attributes))
        path.append(Self.local(name))
        if !isLeftOut(Self.local(name)) {
            out += "<\(name)".utf8
            for (key, value) in attributes {
                let (attribute, element) = (Self.local(key), Self.local(name))
                guard let value = changed(value, of: attribute, in: element) else { continue }
                out += " \(key)=\"\(Self.escaped(value))\"".utf8
            }
            out += ">".utf8
        }
        out += Self.escaped(opening(Self.local(name))).utf8
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        flush()
        if !isLeftOut(Self.local(name)) { out += "</\(name)>".utf8 }
        path.removeLast()
        ended(Self.local(name))
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
        text += String(decoding: block, as: UTF8.self)
    }

    private func flush() {
        guard !text.isEmpty else { return }
        out += Self.escaped(changed(text)).utf8
        text = ""
    }

    private static func local(_ name: String) -> String {
        name.firstIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
    }

    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t", "\n", "\r": escaped += "&#\(scalar.value);"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
