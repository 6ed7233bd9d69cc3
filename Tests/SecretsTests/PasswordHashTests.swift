import Testing

@testable import Secrets

@Suite struct PasswordHashTests {
    /// Cheap numbers, so that the tests of everything but the cost are quick.
    private let cheap = PasswordHash(atOnce: 2, cost: Scrypt(logN: 4, r: 8, p: 1))

    @Test func theStandardCostIsTheOneThatWeDocument() async throws {
        let text = try await PasswordHash().hash("mật khẩu")
        #expect(text.hasPrefix("$scrypt$ln=15,r=8,p=1$"))
        #expect(await PasswordHash().verify("mật khẩu", text))
    }

    /// Made by other programs: the first is the example in passlib's documentation,
    /// the second came from Python's hashlib.
    @Test(arguments: [
        (
            password: "password",
            text: "$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q"
                + "$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E"
        ),
        (
            password: "mật khẩu",
            text: "$scrypt$ln=15,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg"
                + "$66EaI/V4P55Ca1qHb7gLkEsoqusDCTRcasJjbeIgqfQ"
        ),
    ])
    func readsHashesMadeElsewhere(password: String, text: String) async {
        #expect(await cheap.verify(password, text))
        #expect(await !cheap.verify(password + "!", text))
    }

    @Test func aHashOpensForItsPasswordOnly() async throws {
        let text = try await cheap.hash("đúng")
        #expect(await cheap.verify("đúng", text))
        #expect(await !cheap.verify("sai", text))
        #expect(await !cheap.verify("", text))
    }

    @Test func theSamePasswordNeverHashesTheSameTwice() async throws {
        #expect(try await cheap.hash("x") != cheap.hash("x"))
    }

    /// One keyboard sends "ệ" as one code point, another as three.
    @Test func composedAndDecomposedLettersAreOnePassword() async throws {
        let text = try await cheap.hash("vi\u{1EC7}t")
        #expect(await cheap.verify("vie\u{0323}\u{0302}t", text))
        #expect(await cheap.verify("vie\u{0302}\u{0323}t", text))
    }

    @Test func nulBytesAndLongPasswordsAreTakenWhole() async throws {
        let long = String(repeating: "ơ", count: 5000)
        for password in ["a\u{0}b", long] {
            let text = try await cheap.hash(password)
            #expect(await cheap.verify(password, text))
            #expect(await !cheap.verify(String(password.dropLast()), text))
        }
    }

    @Test func noAccountIsNeverOpen() async {
        #expect(await !cheap.verify("", nil))
    }

    @Test(arguments: [
        "", "password", "$scrypt$", "$scrypt$ln=15,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=15,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$",  // an empty hash would match anything
        "$scrypt$ln=99,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=-1,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=65536,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
    ])
    func damagedTextsAreNeverOpen(text: String) async {
        #expect(PasswordText(text) == nil)
        #expect(await !cheap.verify("", text))
        #expect(cheap.needsRehash(text))
    }

    @Test func anotherCostIsMadeAnew() async throws {
        let text = try await cheap.hash("x")
        #expect(!cheap.needsRehash(text))
        #expect(PasswordHash().needsRehash(text))
    }

    /// 200 sign-ins at once all get their own answer, and the line is empty after.
    @Test func aCrowdIsServedInLine() async throws {
        let text = try await cheap.hash("x")
        let right = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask { await cheap.verify(number.isMultiple(of: 2) ? "x" : "y", text) }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(right == 100)
        #expect(cheap.waiting == 0)
    }
}
