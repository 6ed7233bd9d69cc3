import Testing

@testable import Secrets

@Suite struct ScryptTests {
    /// RFC 7914, section 12.
    @Test(arguments: [
        (
            cost: Scrypt(logN: 4, r: 1, p: 1), password: "", salt: "",
            hex: "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
        ),
        (
            cost: Scrypt(logN: 10, r: 8, p: 16), password: "password", salt: "NaCl",
            hex: "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
        ),
        (
            cost: Scrypt(logN: 14, r: 8, p: 1), password: "pleaseletmein",
            salt: "SodiumChloride",
            hex: "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
        ),
    ])
    func knownKeys(cost: Scrypt, password: String, salt: String, hex: String) {
        let key = cost.key(password: Array(password.utf8), salt: Array(salt.utf8), byteCount: 64)
        #expect(key.map(hexOf) == hex)
    }

    /// A stored text must not be able to take the machine's memory or time.
    @Test(arguments: [
        Scrypt(logN: 21, r: 8, p: 1), Scrypt(logN: 20, r: 32, p: 1), Scrypt(logN: 0, r: 8, p: 1),
        Scrypt(logN: 15, r: 0, p: 1), Scrypt(logN: 15, r: 8, p: 17),
    ])
    func refusesMonstrousCosts(cost: Scrypt) {
        #expect(cost.key(password: [1], salt: [2], byteCount: 32) == nil)
    }
}
