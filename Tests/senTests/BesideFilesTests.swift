import Converters
import Foundation
import Interchange
import Testing

@testable import sen

/// Pictures and recordings that lie beside the files of a bank.
@Suite struct BesideFilesTests {
    @Test(arguments: [BankFormat.word, .spreadsheet, .cauText])
    func recordingsComeWithTheFileThatNamesThem(format: BankFormat) async throws {
        let folder = try TemporaryFolder()
        let text = """
            Ngữ liệu chung:
            Tệp nghe: nghe.mp3
            Lời thoại: Xin chào.

            Câu 1. Người nói làm gì?
            *A. Chào
            B. Hát
            """
        let draft = try BankFormat.cauText.read(Array(text.utf8), file: "a.cau.txt")
        let bank = try await BankConverter().write(draft, as: format).bytes
        let file = folder.url("de.\(format.fileExtension)")
        try Data(bank).write(to: file)
        try Data("ID3".utf8).write(to: folder.url("nghe.mp3"))
        let found = await (try InputFile(file.path)).pictures(format: nil)
        #expect(found.map(\.value) == [Data("ID3".utf8)], "\(found.keys)")
    }
}
