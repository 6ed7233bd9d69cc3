import Testing

@testable import Secrets

@Suite struct Base64Tests {
    /// RFC 4648, section 10, without the padding.
    @Test(arguments: [
        (plain: "", text: ""), (plain: "f", text: "Zg"), (plain: "fo", text: "Zm8"),
        (plain: "foo", text: "Zm9v"), (plain: "foob", text: "Zm9vYg"),
        (plain: "fooba", text: "Zm9vYmE"), (plain: "foobar", text: "Zm9vYmFy"),
    ])
    func knownTexts(plain: String, text: String) {
        #expect(Base64.url.encode(Array(plain.utf8)) == text)
        #expect(Base64.url.decode(text) == Array(plain.utf8))
    }

    @Test func theAlphabetsDifferInTheirLastTwoLetters() {
        #expect(Base64.url.encode([0xfb, 0xff]) == "-_8")
        #expect(Base64.standard.encode([0xfb, 0xff]) == "+/8")
    }

    @Test func everyLengthComesBack() {
        for count in 0...100 {
            let bytes = SecureRandom.bytes(count)
            #expect(Base64.url.decode(Base64.url.encode(bytes)) == bytes)
            #expect(Base64.standard.decode(Base64.standard.encode(bytes)) == bytes)
        }
    }

    /// One value has one spelling: a token must not be accepted under two names.
    @Test(arguments: [
        "Zg==",  // padding
        "Z",  // six bits are no byte
        "Zh",  // stray last bits
        "Zm 9v",  // a space
        "+/8",  // the other alphabet
        "Zm9vé",
    ])
    func refusesOtherSpellings(text: String) {
        #expect(Base64.url.decode(text) == nil)
    }
}
