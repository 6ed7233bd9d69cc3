import Testing

@testable import Values

@Suite struct GUIDTests {
    @Test(arguments: [
        "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "01234567-89ab-cdef-0123-456789abcdef", "fedcba98-7654-3210-fedc-ba9876543210",
    ])
    func readsWhatItWrites(text: String) throws {
        #expect(try #require(GUID(text)).description == text)
        #expect(GUID(text.uppercased()) == GUID(text))
    }

    @Test(arguments: [
        ("", "nothing"),
        ("0123456789abcdef0123456789abcdef", "without hyphens"),
        ("01234567-89ab-cdef-0123-456789abcde", "too short"),
        ("01234567-89ab-cdef-0123-456789abcdef0", "too long"),
        ("{01234567-89ab-cdef-0123-456789abcde}", "in braces"),
        ("0123456-789ab-cdef-0123-456789abcdef", "a hyphen in another place"),
        ("01234567-89ab-cdeg-0123-456789abcdef", "a letter that is no digit"),
        ("01234567-89ab-cdef-0123-456789abcd\u{E9}", "a letter of two bytes"),
        ("01234567 89ab cdef 0123 456789abcdef", "spaces"),
    ])
    func refusesOtherTexts(text: String, why: String) {
        #expect(GUID(text) == nil, "\(why)")
    }

    /// RFC 9562, 5.4.
    @Test func newOnesAreRandomAndSayTheirVersion() {
        let many = (0..<1_000).map { _ in GUID().description }
        #expect(Set(many).count == 1_000)
        for text in many {
            let letters = Array(text)
            #expect(letters[14] == "4", "\(text)")
            #expect("89ab".contains(letters[19]), "\(text)")
        }
    }
}
