import Foundation
import FoundationXML

/// Reads one XML part of a package, element by element. Subclasses override the hooks;
/// names come without their prefixes.
class PartReader: NSObject, XMLParserDelegate {
    /// The names of the open elements.
    private(set) var path: [String] = []
    private var characters = ""

    /// - Throws: `ConversionFault.notADocument` with the line where the XML is broken, and
    ///   for a DOCTYPE: no program that writes such parts writes one, and entities hide
    ///   behind it.
    func read(_ bytes: [UInt8], of part: String) throws(ConversionFault) {
        if Data(bytes.prefix(1 << 16)).range(of: Data("<!DOCTYPE".utf8)) != nil {
            throw .notADocument("\(part): DOCTYPE")
        }
        let parser = XMLParser(data: Data(bytes))
        parser.shouldResolveExternalEntities = false
        parser.delegate = self
        guard parser.parse() else {
            throw .notADocument("\(part): XML is broken on line \(parser.lineNumber)")
        }
    }

    /// An element begins; its own name is not yet in `path`.
    func begins(_ name: String, _ attributes: [String: String]) {}

    /// An element ends; its own name is still the last of `path`.
    ///
    /// - Parameter text: its own text since its last child began or ended.
    func ends(_ name: String, text: String) {}

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        characters = ""
        begins(Self.local(name), attributes)
        path.append(Self.local(name))
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        ends(Self.local(name), text: characters)
        characters = ""
        path.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { characters += string }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
        characters += String(decoding: block, as: UTF8.self)
    }

    static func local(_ name: String) -> String {
        name.firstIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
    }
}

extension [String: String] {
    /// An attribute by its name without the prefix.
    func local(_ name: String) -> String? {
        self[name] ?? first { PartReader.local($0.key) == name }?.value
    }
}
