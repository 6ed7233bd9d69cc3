import Testing

@testable import Secrets

@Suite struct SHA256Tests {
    /// FIPS 180-4 examples, and the edges of a block.
    @Test(arguments: [
        (message: "", hex: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (message: "abc", hex: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            message: "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            hex: "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func knownDigests(message: String, hex: String) {
        #expect(hexOf(SHA256.digest(message.utf8)) == hex)
        #expect(hexOf(SHA256.digest(Array(message.utf8))) == hex)
    }

    @Test func scatteredBytesGiveTheSameDigest() {
        let scattered = sequence(first: UInt8(0)) { $0 < 200 ? $0 + 1 : nil }
        #expect(SHA256.digest(scattered) == SHA256.digest([UInt8](0...200)))
    }

    @Test(arguments: [0, 1, 55, 56, 63, 64, 65, 1000])
    func piecesGiveTheSameDigestAsTheWhole(cut: Int) {
        let message = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        var hash = SHA256()
        hash.update(message[..<cut])
        hash.update(message[cut...])
        #expect(hash.finish() == SHA256.digest(message))
    }
}

func hexOf(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
}

func bytesOf(hex: String) -> [UInt8] {
    let digits = hex.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map {
        UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
}
