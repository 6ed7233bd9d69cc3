import Foundation
import Testing

@testable import sen

/// Lists that commands take in, list and take back.
@Suite struct IntakeCommandTests {
    private static let units = """
        Mã,Tên đơn vị,Loại,Cấp học,Mã cấp trên,Từ ngày
        087,Sở GDĐT Đồng Tháp,Sở,,,01/09/1990
        087101,Trường TH Sen,Trường,TH,087,01/09/2000
        """
    private static let staff = """
        Mã định danh,Họ và tên,Chức vụ,Mã đơn vị
        01,Lê Văn An,Giáo viên,087101
        """
    /// Neither posts nor classes.
    private static let names = """
        Mã định danh,Họ và tên
        02,Trần Thị Bé
        """

    private func order(_ command: String, _ text: String) -> LocalRequest {
        LocalRequest(
            command: [command, #"{"dryRun":false,"json":false,"files":["a.csv"]}"#],
            files: ["a.csv": Data(text.utf8)])
    }

    @Test func listsAndTakesBackWhatCameIn() async throws {
        let folder = try TemporaryFolder()
        let parts = try await Parts(folder: folder.path)
        let commands = LocalCommands(parts)
        for (kind, text) in [("unit", Self.units), ("person", Self.staff)] {
            let done = await commands.answer(order("\(kind) import", text))
            #expect(done.status == 0, "\(done.errors)")
            let listed = await commands.answer(LocalRequest(command: ["\(kind) imports"]))
            let code = try #require(listed.output.split(separator: " ").first.map(String.init))
            #expect(done.output.contains(code), "the import names its code")
            #expect(listed.output.contains("a.csv"))
            #expect(!listed.output.contains("undone"))
        }
        // People first: units that they stand on are taken back after them.
        for kind in ["person", "unit"] {
            let listed = await commands.answer(LocalRequest(command: ["\(kind) imports"]))
            let code = try #require(listed.output.split(separator: " ").first.map(String.init))
            let other = kind == "unit" ? "person" : "unit"
            let wrong = await commands.answer(LocalRequest(command: ["\(other) undo", code]))
            #expect(wrong.status == 1, "a code of the other kind")
            let undone = await commands.answer(LocalRequest(command: ["\(kind) undo", code]))
            #expect(undone.status == 0, "\(undone.errors)")
            #expect(undone.output.contains(": 0\n"), "nothing is kept")
            let again = await commands.answer(LocalRequest(command: ["\(kind) undo", code]))
            #expect(again.status == 1 && again.errors.contains(code), "once")
            let after = await commands.answer(LocalRequest(command: ["\(kind) imports"]))
            #expect(after.output.contains("undone"))
        }
        try await parts.close()
    }

    @Test func aListWithoutPostsAndClassesIsToldSo() async throws {
        let folder = try TemporaryFolder()
        let parts = try await Parts(folder: folder.path)
        let commands = LocalCommands(parts)
        _ = await commands.answer(order("unit import", Self.units))
        let response = await commands.answer(order("person import", Self.names))
        #expect(response.errors.contains("a.csv:2: "), "\(response)")
        #expect(response.errors.contains("chức vụ"), "\(response.errors)")
        try await parts.close()
    }
}
