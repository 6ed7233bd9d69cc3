import Testing

@testable import Secrets

@Suite struct HMACSHA256Tests {
    /// RFC 4231, cases 1, 2 and 6 (a key longer than a block), and the empty key
    /// (which OpenSSL's C interface takes for "the key before").
    @Test(arguments: [
        (
            key: [UInt8](repeating: 0x0b, count: 20), message: "Hi There",
            hex: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            key: Array("Jefe".utf8), message: "what do ya want for nothing?",
            hex: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            key: [UInt8](repeating: 0xaa, count: 131),
            message: "Test Using Larger Than Block-Size Key - Hash Key First",
            hex: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
        (
            key: [], message: "",
            hex: "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"
        ),
    ])
    func knownCodes(key: [UInt8], message: String, hex: String) {
        #expect(hexOf(HMACSHA256.code(key: key, message: message.utf8)) == hex)
    }
}
