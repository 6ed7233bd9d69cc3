import Foundation
import Storage
import Testing

@testable import sen

/// `sen training` at the invented province.
@Suite struct TrainingCommandTests {
    @Test func theProvincesReportIsOfChosenUnits() async throws {
        let folder = try TemporaryFolder()
        let parts = try await Parts(folder: folder.path)
        let commands = LocalCommands(parts)
        #expect(await commands.answer(LocalRequest(command: ["training sample"])).status == 0)
        func report(_ units: [String], _ format: String) async -> LocalResponse {
            let order = TrainingReportOrder(
                asOf: "30/06/2020", from: "01/01/2017", units: units, format: format)
            return await commands.answer(
                LocalRequest(command: ["training province", JSONOutput.line(order)]))
        }
        #expect(await report([], "text").output.contains("183/183 (100%)"))
        #expect(await report(["PGD1", "PGD2"], "text").output.contains("2/2 (100%) phòng GDĐT"))
        let page = try #require(await report(["PGD1", "PGD2"], "html").files["report"])
        let text = String(decoding: page, as: UTF8.self)
        #expect(text.contains("Phòng GDĐT 1; Phòng GDĐT 2") && text.contains("2/2 (100%)"))
        #expect(!text.contains("<a "), "a file leads nowhere")
        let unknown = await report(["PGD1", "PGD99"], "text")
        #expect(unknown.status == 1 && unknown.errors.contains("PGD99"))
        try await parts.close()
    }

    @Test func resultsAreListedAndTakenBack() async throws {
        let folder = try TemporaryFolder()
        let parts = try await Parts(folder: folder.path)
        let commands = LocalCommands(parts)
        #expect(await commands.answer(LocalRequest(command: ["training sample"])).status == 0)
        let (identifier, person) = try await parts.database.read { connection in
            (
                try connection.row("select identifier from training_class limit 1")?
                    .text("identifier") ?? "",
                try connection.row(
                    "select identifier from person where identifier is not null limit 1")?
                    .text("identifier") ?? ""
            )
        }
        let order = TrainingImportOrder(
            trainingClass: identifier, dryRun: false, json: false, files: ["a.csv"])
        let taken = await commands.answer(
            LocalRequest(
                command: ["training import", JSONOutput.line(order)],
                files: ["a.csv": Data("Mã định danh,Kết quả\n\(person),Đạt\n".utf8)]))
        #expect(taken.status == 0 && taken.output.contains("đổi / changed 1"), "\(taken)")
        let listed = await commands.answer(
            LocalRequest(command: ["training imports", identifier]))
        let code = try #require(listed.output.split(separator: " ").first.map(String.init))
        #expect(listed.output.contains("a.csv"))
        let undo = LocalRequest(command: ["training undo", identifier, code])
        #expect(await commands.answer(undo).status == 0)
        let again = await commands.answer(undo)
        #expect(again.status == 1 && again.errors.contains(code), "once")
        let other = await commands.answer(LocalRequest(command: ["training imports", "không"]))
        #expect(other.status == 1 && other.errors.contains("không"))
        try await parts.close()
    }
}
