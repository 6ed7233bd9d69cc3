package import Values

/// Which version of which question: what manifests and forms name.
package struct VersionReference: Hashable, Codable, Sendable {
    package let question: GUID
    /// 1, 2, 3 …
    package let version: Int

    package init(question: GUID, version: Int) {
        self.question = question
        self.version = version
    }
}
