import Administration
import Assessment
import Authoring
import Foundation
import Interchange
import People
import Secrets
import Storage
import Values

/// What `--demo` fills an empty folder with: the sample banks, a small province, a class, a
/// test, a sitting that is open and training classes, with invented people.
struct Demo {
    let parts: Parts

    init(_ parts: Parts) { self.parts = parts }

    /// How to sign in, kept so that every start can print it.
    private var notes: URL { URL(filePath: "\(parts.folder)/demo-sign-in.txt") }

    /// Fills the folder unless somebody already has an account in it.
    func fillIfEmpty() async throws {
        let hasPeople = try await parts.database.read { try AccountStore($0).hasPeople() }
        guard !hasPeople else { return }
        var lines: [String] = []
        let administrator = try await addStaff("Lê Thị Sen", "quantri", [.administrator], &lines)
        let teacher = try await addStaff("Trần Văn Đồng", "giaovien", [.teacher], &lines)
        let school = try await addProvince(by: administrator)
        let head = try await addStaff("Nguyễn Thị Hiệu", "hieutruong", [.teacher], &lines)
        try await givePost(.head, "Hiệu trưởng", to: head, at: school, by: administrator)
        try await givePost(.teacher, "Giáo viên", to: teacher, at: school, by: administrator)
        _ = try await addStaff("Phan Văn Sở", "so", [.department], &lines)
        let unit = try await parts.database.read { try UnitStore($0).unit(code: school)?.id }
        let classCode = try await parts.classes.add(
            "12A1", to: unit, by: administrator, at: parts.now)
        let student = try await addPupils(to: classCode, by: administrator)
        lines.append("học sinh / student: \(student.account)  \(student.password)")
        let subjects = try await importBanks()
        try await parts.banks.giveAll(to: teacher)
        for (slug, format) in [("toan-12", NationalFormat.maths), ("tin-hoc-10", .humanities)]
        where subjects.contains(slug) {
            let tickets = try await openSitting(slug, format, to: classCode, by: teacher)
            if let ticket = tickets.dropFirst().first {
                lines.append(
                    "mã dự thi / ticket (\(slug), \(ticket.candidate.name)): \(ticket.code)")
            }
        }
        try await addTraining(by: administrator)
        try await addTrainingClass(trainedBy: teacher, by: administrator, &lines)
        let text = lines.joined(separator: "\n") + "\n"
        try Data(text.utf8).write(to: notes, options: .atomic)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: notes.path)
    }

    /// Prints how to sign in as each audience.
    func announce(address: String) throws {
        guard let text = try? String(contentsOf: notes, encoding: .utf8) else { return }
        Console.say("\nDữ liệu mẫu. Đăng nhập / sample data, sign in: \(address)/sign-in\n\(text)")
    }

    func addStaff(
        _ name: String, _ account: String, _ roles: Set<Role>, _ lines: inout [String]
    ) async throws -> Principal {
        let password = TextCode.grouped(TextCode.random(characters: 8).lowercased())
        let principal = try await parts.staff.addForDemo(
            name: name, account: account, password: password, roles: roles, at: parts.now)
        let role =
            roles.contains(.administrator)
            ? "quản trị / administrator"
            : roles.contains(.department)
                ? "cán bộ Sở / department" : "giáo viên / teacher"
        lines.append("\(role): \(account)  \(password)")
        return principal
    }

    private func addPupils(
        to classCode: String, by administrator: Principal
    ) async throws -> FirstPassword {
        guard
            let (schoolClass, _) = try await parts.classes.schoolClass(
                classCode, by: administrator, at: parts.now)
        else { throw NotFound() }
        let entries = Self.pupils.enumerated().map { place, name in
            RosterEntry(
                line: place + 2,
                pupil: PersonDetails(
                    fullName: name, identifier: "0870\(26_001 + place)",
                    birthDate: CalendarDate(
                        year: 2008, month: place % 12 + 1, day: place * 7 % 28 + 1),
                    gender: name.contains(" Thị ") ? .female : .male))
        }
        _ = try await parts.classes.apply(
            entries, to: schoolClass, by: administrator, at: parts.now)
        return try await parts.staff.demoPassword(account: "087026001", at: parts.now)
    }

    /// Invented people.
    private static let pupils = [
        "Nguyễn Thị An", "Lê Hoàng Ân", "Phạm Thị Bích", "Huỳnh Văn Châu", "Võ Thị Diễm",
        "Đặng Minh Đạt", "Bùi Thị Đoan", "Trần Gia Hân", "Ngô Thị Hoa", "Lý Quốc Khánh",
        "Đỗ Thị Lan", "Hồ Văn Lợi", "Dương Thị Mai", "Mai Thành Nam", "Cao Thị Ngọc",
        "Phan Văn Phước", "Trương Thị Quyên", "Lâm Chí Sơn", "Tô Thị Thảo", "Đinh Công Trí",
        "Kiều Thị Uyên", "Tạ Quang Vinh", "Lưu Thị Xuân", "Nguyễn Như Ý",
    ]

    /// Takes in every folder of `QuestionBanks`; the folder's name is the subject's slug.
    private func importBanks() async throws -> Set<String> {
        let files = FileManager.default
        let banks = ["QuestionBanks", "\(Settings.programFolder)/QuestionBanks"]
            .first { files.fileExists(atPath: $0) }
        guard let banks else { return [] }
        var slugs: Set<String> = []
        for slug in try files.contentsOfDirectory(atPath: banks).sorted()
        where Banks.isSlug(slug) {
            let folder = "\(banks)/\(slug)"
            let names = (try? files.contentsOfDirectory(atPath: folder).sorted()) ?? []
            let paths = names.filter { $0.hasSuffix(".cau.txt") }.map { "\(folder)/\($0)" }
            guard !paths.isEmpty else { continue }
            var attached: [String: Data] = [:]
            for path in paths {
                let file = try InputFile(path)
                attached[path] = file.content
                attached.merge(await file.pictures(format: nil)) { first, _ in first }
            }
            let order = BankImportOrder(subject: slug, dryRun: false, json: false, files: paths)
            let response = await LocalCommands(parts).answer(
                LocalRequest(command: ["bank import", order.jsonText], files: attached))
            if response.status == 0 {
                slugs.insert(slug)
            } else {
                Console.complain(response.errors)
            }
        }
        return slugs
    }

    private func openSitting(
        _ slug: String, _ format: NationalFormat, to classCode: String, by teacher: Principal
    ) async throws -> [Sittings.Ticket] {
        let titles = [
            "Phần I. Trắc nghiệm nhiều phương án lựa chọn", "Phần II. Trắc nghiệm đúng sai",
            "Phần III. Trắc nghiệm trả lời ngắn",
        ]
        let settings = TestStore.Settings(
            title: "Ôn tập \(slug == "toan-12" ? "Toán 12" : "Tin học 10")",
            blueprint: format.blueprint(titles: titles), duration: format.duration,
            review: .solutions)
        do {
            let code = try await parts.tests.create(
                settings, subject: slug, by: teacher, at: parts.now)
            let sitting = try await parts.sittings.open(
                test: code, to: classCode, opens: parts.now.adding(seconds: -60),
                closes: parts.now.adding(seconds: 7 * 86_400), by: teacher, at: parts.now)
            return try await parts.sittings.makeTickets(
                of: sitting, by: teacher, at: parts.now)
        } catch TestFault.lacking(let shortages) {
            Console.complain("\(slug): \(shortages)")
            return []
        }
    }
}
