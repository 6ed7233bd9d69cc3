import Assessment
import Converters
import Interchange
import Storage
import Testing
import Values

@testable import Authoring

/// Pictures on their way into a bank.
@Suite struct PictureTests {
    private static let png = Pictures.png
    private static let text = "Câu 1. Hình ![đồ thị](hinh/a.png) có mấy đỉnh?\nĐáp án: 3\nMã: a"

    @Test(
        arguments: [
            (png, "image/png", "PNG"), (Pictures.jpeg, "image/jpeg", "JPEG"),
            (Pictures.gif, "image/gif", "GIF"),
            (Array(png.prefix(20)), nil, "cut short"),
            (Array("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8), nil, "SVG can carry scripts"),
            (Array("<!doctype html>".utf8), nil, "not a picture, whatever its name"),
            ([], nil, "empty"),
        ] as [([UInt8], String?, String)])
    func theBytesSayWhatItIs(bytes: [UInt8], mediaType: String?, why: String) {
        #expect(Picture(bytes)?.asset.mediaType == mediaType, "\(why)")
    }

    /// Not among the arguments, each byte of which would be printed.
    @Test func whatIsTooLargeIsRefused() {
        #expect(Picture(Self.png + [UInt8](repeating: 0, count: 2 << 20)) == nil)
        #expect(Sound(Array("OggS".utf8) + [UInt8](repeating: 0, count: 12 << 20)) == nil)
    }

    private static let listening = """
        Ngữ liệu chung (câu 1): Nghe.
        Tệp nghe: nghe/a.ogg
        Lời thoại: Xin chào.
        Câu 1. Ai nói?
        Đáp án: Nam
        Mã: a
        """

    /// It comes in, goes out in a zip with any format, and comes in again.
    @Test(arguments: [BankFormat.cauText, .gift, .spreadsheet, .word])
    func aRecordingIsAttached(format: BankFormat) async throws {
        let office = try await Office()
        let sound = try Sounds.bytes("tone.ogg")
        let report = try await office.take(Self.listening) { $0 == "nghe/a.ogg" ? sound : nil }
        #expect(report.notes.isEmpty)
        let recording = try await office.listed().first?.content.stimulus?.recording
        guard case .asset? = recording?.source else {
            Issue.record("the recording is not attached")
            return
        }
        let out = try await office.banks.export(
            "toan-12", as: format, by: office.teacher, at: Office.now)
        let zip = try out.zip(as: "toan-12.\(format.fileExtension)")
        let elsewhere = try await Office()
        let again = try await elsewhere.banks.apply(
            BankFile(name: "toan-12.zip", bytes: zip), into: try await elsewhere.subject(),
            by: nil, at: Office.now)
        #expect(again.imported == 1 && again.notes.isEmpty)
        #expect(try await elsewhere.listed().first?.content.stimulus?.recording == recording)
        let lost = try await Office().take(Self.listening) { _ in nil }
        #expect(lost.notes.map(\.reason) == [.recordingDropped("nghe/a.ogg")])
    }

    @Test func aPictureIsAttached() async throws {
        let office = try await Office()
        let report = try await office.take(Self.text) { $0 == "hinh/a.png" ? Self.png : nil }
        #expect(report.notes.isEmpty)
        let image = try #require(try await office.listed().first?.content.stem.images.first)
        guard case .asset(let hash) = image.source else {
            Issue.record("the picture is not attached")
            return
        }
        #expect(image.alternative == "đồ thị")
        let asset = try await office.database.read { try BankStore($0).asset(hash) }
        #expect(asset?.bytes == Self.png)
    }

    /// What the browser gives and takes where a bank has pictures.
    @Test func aZipBringsItsPicturesAlong() async throws {
        let office = try await Office()
        try await office.take(Self.text) { _ in Self.png }
        let out = try await office.banks.export(
            "toan-12", as: .cauText, by: office.teacher, at: Office.now)
        let zip = try out.zip(as: "toan-12.cau.txt")
        let elsewhere = try await Office()
        let subject = try await elsewhere.subject()
        let report = try await elsewhere.banks.apply(
            BankFile(name: "toan-12.zip", bytes: zip), into: subject, by: nil, at: Office.now)
        #expect(report.imported == 1)
        #expect(report.notes.isEmpty)
        #expect(try await elsewhere.count("asset") == 1)
    }

    @Test(arguments: [
        (["a.png": png], ImportFault.Reason.notOneBank([])),
        (["a.gift": [], "b.cau.txt": []], .notOneBank(["a.gift", "b.cau.txt"])),
    ])
    func aZipHoldsOneBank(files: [String: [UInt8]], reason: ImportFault.Reason) throws {
        let zip = try Archive(files: files).zip()
        let fault = #expect(throws: ImportFault.self) {
            try BankFile(name: "x.zip", bytes: zip)
        }
        #expect(fault?.reason == reason)
    }

    @Test(
        arguments: [
            (nil, "missing"), (Array("<svg/>".utf8), "not a picture that may be shown"),
        ] as [([UInt8]?, String)])
    func aPictureThatCannotBeHadIsNamed(bytes: [UInt8]?, why: String) async throws {
        let office = try await Office()
        let report = try await office.take(Self.text) { _ in bytes }
        #expect(report.imported == 1, "\(why)")
        #expect(report.notes.map(\.reason) == [.pictureDropped("hinh/a.png")], "\(why)")
        #expect(try await office.count("asset") == 0)
    }

    /// The export names a picture by its hash, and the bank still has it.
    @Test func picturesSurviveTheRoundTrip() async throws {
        let office = try await Office()
        try await office.take(Self.text) { _ in Self.png }
        let before = try await office.listed()
        let out = try await office.banks.export(
            "toan-12", as: .cauText, by: office.teacher, at: Office.now)
        let report = try await office.take(String(decoding: out.bytes, as: UTF8.self))
        #expect((report.imported, report.same) == (0, 1))
        #expect(report.notes.isEmpty)
        #expect(try await office.listed() == before)
    }
}
