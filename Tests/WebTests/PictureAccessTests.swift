import People
import Storage
import Testing
import Values

@testable import Web

/// Pictures and recordings are fetched by who may read their bank, or has a paper that shows
/// them: to all others they are not there.
@Suite struct PictureAccessTests {
    private static func bank() -> String {
        "Ngữ liệu chung:\nTệp nghe: nghe/a.wav\nLời thoại: Chào.\n" + TestSite.bank
    }

    @Test func aStrangersAssetIsLikeAMissingOne() async throws {
        let site = try await TestSite()
        let objects = try await site.objects(
            Self.bank(), attached: ["nghe/a.wav": ListeningTests.sound])
        let hash = try await site.database.read {
            try $0.row("select hash from asset")?.text("hash") ?? ""
        }
        let missing = String(hash.reversed())
        let colleague = try await site.visitor([.teacher])
        let administrator = try await site.visitor([.administrator])
        let pictures = "/teach/pictures"
        let sitting = "/teach/sittings/\(objects.sitting)/pictures"
        #expect(try await objects.teacher.get("\(pictures)/\(hash)").status == 200)
        #expect(try await objects.teacher.get("\(sitting)/\(hash)").status == 200)
        for visitor in [objects.teacher, colleague] {
            let nowhere = try await visitor.get("\(pictures)/\(missing)")
            #expect(nowhere.status == 404)
            guard visitor.principal != objects.teacher.principal else { continue }
            for path in [pictures, sitting] {
                let theirs = try await visitor.get("\(path)/\(hash)")
                #expect(theirs.status == 404)
                #expect(Self.bare(theirs.text, hash) == Self.bare(nowhere.text, missing))
            }
        }
        for visitor in [administrator, objects.student] {
            for path in [pictures, sitting] {
                #expect(try await visitor.get("\(path)/\(hash)").status >= 403)
            }
        }
        // Whose right to the bank is withdrawn still sees what her own sitting asks.
        try await site.database.write { connection in
            let bank = try #require(try BankStore(connection).subject(slug: "toan-12")).id
            try connection.run("update subject set owner_id = null where id = $1", bank)
            try connection.run("delete from bank_grant where subject_id = $1", bank)
        }
        #expect(try await objects.teacher.get("\(pictures)/\(hash)").status == 404)
        #expect(try await objects.teacher.get("\(sitting)/\(hash)").status == 200)
        #expect(try await objects.teacher.get("\(sitting)/\(missing)").status == 404)
    }

    /// A page without what differs from request to request.
    private static func bare(_ html: String, _ hash: String) -> String {
        html.replacing(/value="[^"]*"/, with: "").replacing(/<code>[^<]*<\/code>/, with: "")
            .replacing(/back=[^"]*/, with: "")
    }
}
