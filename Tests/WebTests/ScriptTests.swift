import Foundation
import Testing

/// The scripts run in what old machines have: Chrome 109 and Firefox 115.
@Suite struct ScriptTests {
    /// What came later, and stands in no script; `:has(` stands for selectors.
    static let later = [
        #"\.(toSorted|toReversed|toSpliced|with)\("#, #"\b(Object|Map)\.groupBy\b"#,
        #"\bPromise\.(withResolvers|try)\b"#, #"\bArray\.fromAsync\b"#,
        #"\bURL\.(canParse|parse)\b"#,
        #"\bAbortSignal\.any\b"#, #"\.(isWellFormed|toWellFormed)\("#, #":has\("#,
        #"\.(isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference|intersection)\("#,
        #"\bIterator\.from\b"#, #"\bSet\.prototype\b"#, #"\bimport\b.*\bwith\s*\{"#,
        #"\b(await )?using\s+\w+\s*="#, #"/[dgimsuy]*v[dgimsuy]*[;,.)]"#, #"\bRegExp\.escape\b"#,
        #"\bstartViewTransition\b"#, #"\b(setHTMLUnsafe|getHTML|checkVisibility)\("#,
        #"\bnavigator\.locks\.query\b"#, #"\bFloat16Array\b"#, #"\.transfer\("#,
    ]

    static let folder = TestSite.publicFolder.appending(path: "assets/js")
    static let names: [String] =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?
        .filter { $0.hasSuffix(".js") }.sorted() ?? []

    @Test func thereAreScripts() {
        #expect(Self.names == ["autosave.js", "countdown.js", "editor.js"])
    }

    @Test(arguments: names)
    func aScriptIsSmallAndOld(name: String) throws {
        let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
        #expect(text.utf8.count < 8_000, "\(name)")
        for pattern in Self.later {
            let found = try text.firstMatch(of: Regex(pattern))
            #expect(found == nil, "\(name) has \(pattern)")
        }
    }

    /// Nothing runs that is not a file of ours.
    @Test func pagesHaveNoScriptOfTheirOwn() throws {
        let pages = TestSite.publicFolder.appending(path: "pages")
        let files = FileManager.default.enumerator(at: pages, includingPropertiesForKeys: nil)
        var count = 0
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "mustache" else { continue }
            count += 1
            let text = try String(contentsOf: file, encoding: .utf8)
            for script in text.matches(of: /<script\b[^>]*>[^<]*/) {
                #expect(
                    script.0.wholeMatch(
                        of: /<script type="module" src="\[\[asset:js\/[a-z]+\.js\]\]">/) != nil,
                    "\(file.lastPathComponent): \(script.0)")
            }
            #expect(text.firstMatch(of: /\son[a-z]+\s*=/) == nil, "\(file.lastPathComponent)")
        }
        #expect(count > 30)
    }
}
