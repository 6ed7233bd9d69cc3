import ArgumentParser
import Assessment
import Foundation
import Values

/// `sen form`: forms made again from what is published, without a server.
struct FormCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "form", abstract: "Kiểm chứng đề. Checks how forms were drawn.",
        subcommands: [Verify.self, Draw.self])

    /// `sen form verify`: makes every candidate's form again and says whether it is the
    /// one that they were given.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Dựng lại đề từ tệp kiểm chứng. Makes forms again from a proof.")

        @Argument(help: "Tệp kiểm chứng (JSON) của ca thi. The sitting's proof.") var file: String
        @Option(help: "Chỉ một thí sinh: số báo danh hoặc mã. One candidate: number or GUID.")
        var candidate: String?
        @Option(help: "Dấu niêm phong đã ghi lại trước ca thi. The seal as it was kept.")
        var seal: String?
        @Option(help: "Dấu vân tay của đề đã giữ lại. The form's fingerprint as it was kept.")
        var form: String?
        @Option(help: "Số công khai, thay cho số trong tệp. The number, in place of the file's.")
        var number: String?
        @Flag(help: "JSON.") var json = false

        func validate() throws {
            guard form == nil || candidate != nil else {
                throw ValidationError(
                    "--form cần --candidate: đề của ai? / --form needs --candidate: whose form?")
            }
        }

        func run() async throws {
            let proof = try proof()
            let report = try VerifyReport(
                proof, candidate: candidate, seal: seal.map(Self.bare), form: form.map(Self.bare),
                knowsNumber: number != nil)
            guard !report.lines.isEmpty else {
                Console.complain("\(file): không có thí sinh / no candidate \(candidate ?? "")")
                throw ExitCode(ExitStatus.badInput)
            }
            if json {
                FileHandle.standardOutput.write(Data(JSONOutput.text(report.object).utf8))
            } else {
                report.text.forEach(Console.say)
            }
            if !report.isGood { throw ExitCode(ExitStatus.badInput) }
        }

        private func proof() throws -> DrawProof {
            let read: DrawProof
            do {
                read = try JSONDecoder().decode(DrawProof.self, from: try InputFile(file).content)
            } catch let error as ExitCode {
                throw error
            } catch {
                Console.complain("\(file): không phải tệp kiểm chứng / not a proof: \(error)")
                throw ExitCode(ExitStatus.badInput)
            }
            guard let number else { return read }
            guard let typed = PublicNumber(number) else {
                Console.complain("--number \(number): 5–100 chữ số / digits")
                throw ExitCode(ExitStatus.usage)
            }
            return read.replacing(number: typed)
        }

        /// As people write it down: in groups, in any letter case.
        private static func bare(_ text: String) -> String {
            text.filter { !$0.isWhitespace && $0 != "-" }.lowercased()
        }
    }

    /// `sen form draw`: makes forms from a manifest and a master seed.
    struct Draw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "draw",
            abstract: "Rút thử nhiều đề từ một manifest. Draws forms from a manifest.")

        @Argument(help: "Manifest (JSON).") var file: String
        @Option(help: "Số đề. How many forms.") var forms = 1
        @Option(help: "Hạt giống chủ, 64 chữ số thập lục. The master seed, hexadecimal.")
        var seed: String

        func run() async throws {
            let manifest: Manifest
            do {
                manifest = try JSONDecoder().decode(
                    Manifest.self, from: try InputFile(file).content)
            } catch let error as ExitCode {
                throw error
            } catch {
                Console.complain("\(file): \(error)")
                throw ExitCode(ExitStatus.badInput)
            }
            guard let master = Hexadecimal.bytes(seed).flatMap({ Seed($0) }),
                (1...100_000).contains(forms)
            else {
                Console.complain("--seed: 64 chữ số / digits 0–9 a–f; --forms: 1–100000")
                throw ExitCode(ExitStatus.usage)
            }
            let clock = ContinuousClock()
            var prints: [String] = []
            let time = clock.measure {
                for number in 1...forms {
                    let seed = Seed(master: master, number: number)
                    prints.append(Form.make(manifest, seed: seed).fingerprint)
                }
            }
            for (place, print) in prints.enumerated() { Console.say("\(place + 1)\t\(print)") }
            Console.complain(
                "\(forms) × \(manifest.slotCount) / \(manifest.references.count): \(time)")
        }
    }
}

/// What `sen form verify` found.
struct VerifyReport {
    struct Line {
        let redrawn: DrawProof.Redrawn
        /// Nil where there is nothing to compare with.
        let matches: Bool?
    }

    private let proof: DrawProof
    private let failures: [DrawProof.Check]
    /// Whether somebody kept the seal: without it, it is only what the proof itself says.
    private let isSealKept: Bool
    /// Whether somebody typed the public number: what the proof says of it proves nothing.
    private let isNumberKept: Bool
    let lines: [Line]

    init(
        _ proof: DrawProof, candidate: String?, seal: String?, form: String?, knowsNumber: Bool
    ) throws {
        self.proof = proof
        isNumberKept = knowsNumber
        isSealKept = seal != nil
        failures = try proof.failures(printed: seal)
        lines = proof.redrawn().filter { redrawn in
            guard let candidate else { return true }
            return redrawn.candidate.number == candidate
                || redrawn.candidate.guid.description == candidate.lowercased()
        }.map { redrawn in
            let kept = form.map { $0 == redrawn.fingerprint }
            return Line(
                redrawn: redrawn,
                matches: kept.map { $0 && redrawn.matches ?? true } ?? redrawn.matches)
        }
    }

    var isGood: Bool { failures.isEmpty && lines.allSatisfy { $0.matches ?? true } }

    var text: [String] {
        DrawProof.Check.allCases.map { check in
            "\(mark(check)) \(Self.words(check))"
        }
            + lines.map { line in
                let mark = line.matches.map { $0 ? "✓" : "✗" } ?? "?"
                let code = line.redrawn.formCode.map { " \($0)" } ?? ""
                return "\(mark) \(line.redrawn.candidate.number)\(code) "
                    + line.redrawn.fingerprint
            } + (lines.count == 1 ? slots(of: lines[0]) : [])
    }

    private func mark(_ check: DrawProof.Check) -> String {
        if failures.contains(check) { return "✗" }
        switch check {
        case .seal where !isSealKept, .number where !isNumberKept: return "?"
        default: return "✓"
        }
    }

    /// The form itself, a slot a line: question, version, option ids as displayed.
    private func slots(of line: Line) -> [String] {
        line.redrawn.form.slots.enumerated().map { place, slot in
            let options = slot.options.map(String.init).joined(separator: ",")
            return "    \(place + 1)\t\(slot.reference.question)\t\(slot.reference.version)"
                + (options.isEmpty ? "" : "\t\(options)")
        }
    }

    private static func words(_ check: DrawProof.Check) -> String {
        switch check {
        case .seal: "dấu niêm phong / the seal"
        case .secret: "số bí mật / the secret"
        case .manifest: "câu hỏi và luật rút / questions and rules"
        case .candidates: "danh sách thí sinh / the candidates"
        case .number: "số công khai / the public number"
        }
    }

    var object: [String: Any] {
        [
            "sitting": proof.sitting, "good": isGood,
            "checks": Dictionary(
                uniqueKeysWithValues: DrawProof.Check.allCases.map {
                    ($0.rawValue, !failures.contains($0))
                }),
            "sealKept": isSealKept, "numberKept": isNumberKept,
            "candidates": lines.map { line -> [String: Any] in
                var object: [String: Any] = [
                    "number": line.redrawn.candidate.number,
                    "guid": line.redrawn.candidate.guid.description,
                    "form": line.redrawn.fingerprint,
                ]
                if let code = line.redrawn.formCode { object["formCode"] = code.description }
                if let matches = line.matches { object["matches"] = matches }
                if lines.count == 1 {
                    object["slots"] = line.redrawn.form.slots.map { slot -> [String: Any] in
                        [
                            "question": slot.reference.question.description,
                            "version": slot.reference.version, "options": slot.options,
                        ]
                    }
                }
                return object
            },
        ]
    }
}
