import ArgumentParser
import Converters
import Delivery
import Foundation
import Storage

/// `sen check`: whether everything a server needs is there and sound.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Kiểm tra hệ thống. Checks the data and the machine.")

    @OptionGroup var folder: DataOption

    func run() async throws {
        try await LocalCommands.run(LocalRequest(command: ["check"]), in: folder)
    }
}

/// The findings, line by line.
struct Check {
    let response: LocalResponse

    init(_ parts: Parts) async throws {
        var output = ""
        var errors = ""
        for (name, database) in [("main", parts.database), ("answers", parts.answers.database)] {
            let findings = try await database.integrityCheck()
            output +=
                "\(name).sqlite: \(findings.isEmpty ? "ok" : "\(findings.count) lỗi / faults")\n"
            errors += findings.map { "\(name).sqlite: \($0)\n" }.joined()
        }
        if let version = await parts.formulas.version() {
            output += "pandoc: \(version)\n"
        } else {
            output +=
                "pandoc: không có; công thức hiện dạng TeX / missing; formulas show as TeX source\n"
        }
        for jump in parts.delivery.clock.jumps {
            errors += "đồng hồ máy nhảy / the wall clock jumped: \(jump.ahead) ms\n"
        }
        response = LocalResponse(
            status: errors.isEmpty ? 0 : Int(ExitStatus.environment), output: output,
            errors: errors)
    }
}
