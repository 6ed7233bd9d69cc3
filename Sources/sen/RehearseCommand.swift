import ArgumentParser
import Assessment
import Authoring
import Foundation
import Glibc
import NIOCore
import OpenSSLTLS
import Rehearsal
import Values

extension SaveWay: ExpressibleByArgument {}

/// `sen rehearse`: plays a whole exam against a server, or prepares a folder for one.
struct RehearseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rehearse",
        abstract: "Diễn tập cả ca thi. Plays a whole exam against a server.",
        discussion: """
            1. sen bank import QuestionBanks/toan-12/*.cau.txt --subject toan-12 --data DIR
            2. sen rehearse --prepare --candidates 200 --subject toan-12 --data DIR --tickets FILE
            3. sen serve --data DIR
            4. sen rehearse --server https://127.0.0.1:8443 --ca DIR/certificates/authority.pem \
            --tickets FILE --rate 10

            Each ticket takes its exam once. With --save-rates the papers stay open and the \
            tickets can be used again.
            """)

    @Option(help: "Tệp mã dự thi, mỗi dòng một mã. Ticket codes, one a line.")
    var tickets: String
    @Option(help: "Số thí sinh. How many candidates; else all tickets.") var candidates: Int?

    @Option(help: "https://127.0.0.1:8443") var server: String?
    @Option(help: "Tệp PEM của nơi cấp chứng chỉ. Whom to trust; else the system's.")
    var ca: String?
    @Option(help: "Số thí sinh vào mỗi giây. Arrivals a second.") var rate = 5.0
    @Option(help: "Số lần lưu của mỗi thí sinh. Saves of each candidate.") var saves = 40
    @Option(
        name: .customLong("saving"),
        help: "script: lưu từng câu; form: gửi cả trang. How an answer is saved.")
    var way = SaveWay.script
    @Flag(
        name: .customLong("open-only"),
        help: "Chỉ đăng nhập và mở đề. Candidates sign in, open the paper and leave.")
    var opensOnly = false
    @Option(help: "Số lần xem trang đề. Page views of each candidate.") var pages = 4
    @Option(help: "Giây nghỉ trước mỗi lần lưu. Seconds before each save.") var pause = 0.0
    @Flag(
        name: .customLong("read-back"),
        help: "Đọc lại bài trước khi nộp. Checks the paper before it is handed in.")
    var readBack = false
    @Option(
        name: .customLong("save-rates"),
        help: "Chỉ lưu câu trả lời, ví dụ 500,1000. Saves alone, so many a second.")
    var saveRates: String?
    @Option(name: .customLong("for"), help: "Giây mỗi mức. Seconds at each of these rates.")
    var seconds = 10.0
    @Flag(
        name: .customLong("yes-this-is-our-server"),
        help: "Cho phép máy chủ khác máy này. Allows a server that is not this machine.")
    var isOurs = false
    @Flag(help: "Báo cáo JSON. Reports as JSON.") var json = false

    @Flag(help: "Chuẩn bị thư mục dữ liệu. Prepares a data folder instead.") var prepare = false
    @Option(help: "Mã môn học. The bank to draw from.") var subject = "toan-12"
    @Option(help: "national-maths, national-science, national-humanities")
    var format = NationalFormat.maths.rawValue
    @Option(help: "Số câu, thay cho --format. So many questions of all types instead.")
    var questions: Int?
    @Option(
        help: """
            Số câu mỗi thí sinh đã trả lời sẵn (lưu theo --saving). Papers begun, with so many \
            answers saved as --saving says.
            """)
    var answered: Int?
    @Option(
        name: .customLong("closes-in"), help: "Giây đến lúc hết giờ. Seconds until the bell.")
    var closesIn: Int64 = 7 * 86_400
    @OptionGroup var folder: DataOption

    func validate() throws {
        try Self.require(rate > 0 && rate <= 10_000, "--rate: 0–10000")
        try Self.require((0...1_000).contains(saves), "--saves: 0–1000")
        try Self.require((1...100).contains(pages), "--pages: 1–100")
        try Self.require((0...3_600).contains(pause), "--pause: 0–3600")
        try Self.require(seconds > 0 && seconds <= 3_600, "--for: 0–3600")
        try Self.require(
            (1...RehearsalPreparation.mostCandidates).contains(candidates ?? 1),
            "--candidates: 1–\(RehearsalPreparation.mostCandidates)")
        if prepare {
            try Self.require(candidates != nil, "--prepare: --candidates")
            try Self.require((1...500).contains(questions ?? 1), "--questions: 1–500")
            try Self.require((1...500).contains(answered ?? 1), "--answered: 1–500")
            try Self.require((1...31_536_000).contains(closesIn), "--closes-in: 1–31536000")
            try Self.require(
                NationalFormat(rawValue: format) != nil,
                "--format: \(NationalFormat.allCases.map(\.rawValue).joined(separator: ", "))")
        } else {
            try Self.require(server != nil, "--server https://127.0.0.1:8443")
            _ = try rates
        }
    }

    private static func require(_ isFine: Bool, _ expected: String) throws {
        if !isFine { throw ValidationError(expected) }
    }

    func run() async throws {
        do {
            if prepare { try await prepareFolder() } else { try await rehearse() }
        } catch let error as ExitCode {
            throw error
        } catch let error as TestFault {
            Console.complain("\(subject): \(error)")
            throw ExitCode(ExitStatus.badInput)
        } catch let error as RehearsalFault {
            Console.complain("\(error)")
            throw ExitCode(ExitStatus.badInput)
        } catch {
            Console.complain("\(error)")
            throw ExitCode(ExitStatus.environment)
        }
    }

    // MARK: Preparing

    private func prepareFolder() async throws {
        let path = try Settings.read(flags: [.data: folder.data]).dataFolder
        let lock = try FolderLock(folder: path)
        defer { lock.release() }
        let parts = try await Parts(folder: path)
        let content: RehearsalPreparation.Content =
            questions.map { .questions($0) }
            ?? .national(NationalFormat(rawValue: format) ?? .maths)
        let codes = try await RehearsalPreparation(
            parts: parts, subject: subject, content: content,
            closes: parts.now.adding(seconds: closesIn),
            answers: answered.map {
                RehearsedAnswers(delivery: parts.delivery, count: $0, way: way)
            }
        ).run(candidates: candidates ?? 1)
        try await parts.close()
        try Data((codes.joined(separator: "\n") + "\n").utf8)
            .write(to: URL(filePath: tickets), options: .atomic)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: tickets)
        Console.say("\(tickets): \(codes.count) mã dự thi / tickets")
    }

    // MARK: Rehearsing

    private func rehearse() async throws {
        let address = try address()
        let codes = try ticketCodes()
        OpenFiles.raiseLimit()
        let rehearsal = try Rehearsal(server: address, authority: ca)
        let people = rehearsal.candidates(codes, saving: way)
        let report =
            if let rates = try rates {
                try await saves(rates, by: people, rehearsal, address)
            } else {
                await journeys(of: people, rehearsal, address)
            }
        Console.say(json ? try Self.json(report) : report.text)
        if !report.isGood { throw ExitCode(ExitStatus.badInput) }
    }

    private func journeys(
        of people: [Candidate], _ rehearsal: Rehearsal, _ address: ServerAddress
    ) async -> RehearsalReport {
        let plan = JourneyPlan(
            saves: saves, pages: pages, pause: .nanoseconds(Int64(pause * 1e9)),
            readsBack: readBack, opensOnly: opensOnly)
        let report = await rehearsal.journeys(of: people, rate: rate, plan)
        return RehearsalReport(server: address, parts: [.init(report)], lost: report.lost)
    }

    private func saves(
        _ rates: [Double], by people: [Candidate], _ rehearsal: Rehearsal,
        _ address: ServerAddress
    ) async throws -> RehearsalReport {
        try await rehearsal.seat(people)
        var parts: [RehearsalReport.Part] = []
        for rate in rates {
            let report = await rehearsal.saves(by: people, rate: rate, seconds: seconds)
            parts.append(.init(report))
            Self.tell("\(rate)/s: \(report.acknowledgedPerSecond)/s")
        }
        let lost = try await rehearsal.readBack(people)
        return RehearsalReport(server: address, parts: parts, lost: lost)
    }

    private func address() throws -> ServerAddress {
        do {
            let address = try ServerAddress(server ?? "")
            guard address.isLoopback || isOurs else {
                Console.complain(
                    """
                    \(address): không phải máy này; nếu đúng là máy chủ của mình thì thêm
                    not this machine; if it is your own server, add --yes-this-is-our-server
                    """)
                throw ExitCode(ExitStatus.usage)
            }
            return address
        } catch let error as RehearsalError {
            Console.complain("--server: \(error)")
            throw ExitCode(ExitStatus.usage)
        }
    }

    private func ticketCodes() throws -> [String] {
        let text: String
        do {
            text = try String(contentsOf: URL(filePath: tickets), encoding: .utf8)
        } catch {
            Console.complain("\(tickets): \(error.localizedDescription)")
            throw ExitCode(ExitStatus.badInput)
        }
        let codes = text.split(whereSeparator: \.isWhitespace).map(String.init)
        let wanted = candidates ?? codes.count
        guard !codes.isEmpty, codes.count >= wanted else {
            Console.complain("\(tickets): \(codes.count) mã / codes, \(wanted) wanted")
            throw ExitCode(ExitStatus.badInput)
        }
        return Array(codes.prefix(wanted))
    }

    private var rates: [Double]? {
        get throws {
            guard let saveRates else { return nil }
            let rates = saveRates.split(separator: ",").map { Double($0) ?? 0 }
            try Self.require(
                !rates.isEmpty && rates.allSatisfy { $0 > 0 && $0 <= 1_000_000 },
                "--save-rates: 500,1000")
            return rates
        }
    }

    /// Progress for a person who waits; none in a pipe.
    private static func tell(_ line: String) {
        if isatty(STDERR_FILENO) == 1 { Console.complain(line) }
    }

    private static func json(_ report: RehearsalReport) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(report), as: UTF8.self)
    }
}
