package import Values

/// The province's report: sections numbered as in the ministry's outline, every sentence
/// of it put together from numbers.
package struct ProvinceReport: Hashable, Codable, Sendable {
    /// The version of the rules by which numbers are counted and sentences made. A published
    /// report names the one that made it.
    package static let rules = 2

    package var title: String
    /// What it is about, and as of when.
    package var lines: [String]
    package var sections: [Section]

    package struct Section: Hashable, Codable, Sendable {
        package var number: String
        package var title: String
        package var rows: [Row]
    }

    package struct Row: Hashable, Codable, Sendable {
        /// Within the section, as the outline counts.
        package var number: String
        package var content: String
        package var sentences: [Sentence]
    }

    package struct Sentence: Hashable, Codable, Sendable {
        package var text: String
        /// The list behind its figure.
        package var source: Source?
    }

    package enum Source: Hashable, Codable, Sendable {
        case training(ReportQuery.Only, ReportMeasure)
        /// Each person once who attended a class of a kind.
        case kind(ProgrammeKind)
        /// Classes of a sort.
        case classes(ReportQuery.Only)
        /// The staff of the day, by whether they attended a class of a sort.
        case trained(ReportQuery.Only)
        case meetings
        case software(SoftwareFunction, [ProvinceFacts.Population])
    }

    package init(_ facts: ProvinceFacts, in language: Language) {
        let writer = ProvinceWriter(facts: facts, language: language)
        title = language.choose(
            "Báo cáo ứng dụng công nghệ thông tin trong giáo dục",
            "Report on information technology in education")
        lines = [
            ReportInput.words(facts.units, in: language),
            language.choose(
                "Số liệu từ \(facts.from.text) đến \(facts.asOf.text)",
                "From \(facts.from.text) to \(facts.asOf.text)"),
            facts.knownAt.map {
                let time = VietnamTime($0).text
                return language.choose(
                    "Theo số liệu đã biết lúc \(time)", "As known at \(time)")
            }
                ?? facts.known.map {
                    language.choose(
                        "Theo số liệu đã biết đến hết ngày \($0.text)",
                        "As known at the end of \($0.text)")
                } ?? language.choose("Theo số liệu hiện có", "As known now"),
        ]
        sections = [writer.management, writer.teaching, writer.people, writer.assessment]
    }
}

/// Puts the words around the numbers.
private struct ProvinceWriter {
    let facts: ProvinceFacts
    let language: Language

    private func say(_ vietnamese: String, _ english: String) -> String {
        language.choose(vietnamese, english)
    }

    var management: ProvinceReport.Section {
        .init(
            number: "2", title: say("Ứng dụng CNTT trong quản lý", "IT in management"),
            rows: [
                .init(
                    number: "2",
                    content: say(
                        "Quản lý hành chính, xử lý hồ sơ công việc trên môi trường mạng",
                        "Administration and files online"),
                    sentences: coverage(.office, [.offices])),
                .init(
                    number: "3",
                    content: say("Tổng số cuộc họp qua mạng", "Meetings held online"),
                    sentences: [meetings]),
                .init(
                    number: "4",
                    content: say(
                        "Số lượng trường sử dụng phần mềm quản lý; tỉ lệ đạt được",
                        "Schools that use management software, and their share"),
                    sentences: coverage(.staff, ProvinceFacts.Population.schools)
                        + coverage(.marks, [.upperSecondary, .lowerSecondary, .continuing])
                        + coverage(.marks, [.primary])),
                .init(
                    number: "5",
                    content: say(
                        "Hệ thống bồi dưỡng qua mạng", "Systems for training online"),
                    sentences: systems(.learning)),
                .init(
                    number: "6",
                    content: say(
                        "Lớp bồi dưỡng thực hiện qua mạng; tỉ lệ cán bộ, giáo viên được bồi dưỡng",
                        "Online training classes, and the share of staff trained"),
                    sentences: classes),
            ])
    }

    var teaching: ProvinceReport.Section {
        .init(
            number: "3",
            title: say(
                "Ứng dụng CNTT trong dạy – học, kiểm tra đánh giá", "IT in teaching and testing"),
            rows: [
                .init(
                    number: "4", content: say("Thư viện số trực tuyến", "Digital libraries"),
                    sentences: coverage(.library, ProvinceFacts.Population.schools)
                        + systems(.library))
            ])
    }

    var people: ProvinceReport.Section {
        let count = CountText.grouped(facts.skillsIT)
        let (basic, advanced) = (
            CountText.grouped(facts.basicIT), CountText.grouped(facts.advancedIT)
        )
        let both = facts.basicIT + facts.advancedIT - facts.skillsIT
        return .init(
            number: "4", title: say("Phát triển nguồn nhân lực CNTT", "People skilled in IT"),
            rows: [
                .init(
                    number: "1",
                    content: say(
                        "Cán bộ, giáo viên được bồi dưỡng kỹ năng ứng dụng CNTT",
                        "Staff trained in IT skills"),
                    sentences: [
                        .init(
                            text: say(
                                "\(count) cán bộ, giáo viên.", "\(count) people."),
                            source: .training(.skillsIT, .people)),
                        .init(
                            text: say("Cơ bản: \(basic).", "Basic: \(basic)."),
                            source: .kind(.basicIT)),
                        .init(
                            text: say("Nâng cao: \(advanced).", "Advanced: \(advanced)."),
                            source: .kind(.advancedIT)),
                        .init(
                            text: say(
                                "Học cả hai: \(CountText.grouped(both)).",
                                "Both: \(CountText.grouped(both)).")),
                    ])
            ])
    }

    var assessment: ProvinceReport.Section {
        .init(
            number: "5", title: say("Đánh giá kết quả đạt được", "What was reached"),
            rows: [
                .init(
                    number: "1",
                    content: say(
                        "Phòng máy tính để giảng dạy Tin học", "Computer rooms for teaching"),
                    sentences: coverage(.computerRoom, [.upperSecondary])
                        + coverage(.computerRoom, [.lowerSecondary])
                        + coverage(.computerRoom, [.primary])
                        + coverage(.computerRoom, [.continuing]))
            ])
    }

    private var meetings: ProvinceReport.Sentence {
        let (count, sessions) = (
            CountText.grouped(facts.meetings), CountText.grouped(facts.sessions)
        )
        let dates = "\(facts.from.text) – \(facts.asOf.text)"
        return .init(
            text: say(
                "Tổng số \(count) cuộc họp, hội nghị, tập huấn trực tuyến với \(sessions) phiên (\(dates)).",
                "\(count) online meetings, conferences and trainings in \(sessions) sessions (\(dates))."
            ), source: .meetings)
    }

    private var classes: [ProvinceReport.Sentence] {
        let online = facts.online
        let (number, attendances, people) = (
            CountText.grouped(online.classes), CountText.grouped(online.attendances),
            CountText.grouped(online.people)
        )
        return [
            .init(
                text: say("Số lớp: \(number) lớp.", "Classes: \(number)."),
                source: .classes(.online)),
            .init(
                text: say(
                    "Số lượng tham dự: \(attendances) lượt, \(people) cán bộ, giáo viên.",
                    "Attendances: \(attendances), by \(people) people."),
                source: .training(.online, .attendances)),
            .init(
                text: say(
                    "Hoàn thành: \(online.completion.text) lượt ghi danh.",
                    "Completed: \(online.completion.text) enrolments."),
                source: .training(.online, .completed)),
            .init(
                text: say(
                    "Tỉ lệ được bồi dưỡng: \(facts.trained.text) cán bộ, giáo viên đang công tác ngày \(facts.asOf.text).",
                    "Trained: \(facts.trained.text) of the staff on \(facts.asOf.text)."),
                source: .trained(.online)),
        ]
    }

    /// "183/183 (100%) trường THPT, trường THCS, trung tâm GDTX …", and what the
    /// denominator is the sum of.
    private func coverage(
        _ function: SoftwareFunction, _ populations: [ProvinceFacts.Population]
    ) -> [ProvinceReport.Sentence] {
        guard let coverage = facts.coverage(function, populations), coverage.share.whole > 0
        else { return [] }
        let parts = coverage.parts.filter { $0.share.whole > 0 }
        let isAll = populations == ProvinceFacts.Population.schools
        let whom =
            isAll
            ? say("các trường", "schools")
            : populations.map { $0.text(in: language) }.joined(separator: ", ")
        let names = coverage.systems.prefix(3).map(\.name).filter { !$0.isEmpty }
        let systems = names.isEmpty ? "" : " (\(names.joined(separator: ", ")))"
        let verb = function == .computerRoom ? say("có", "have") : say("sử dụng", "use")
        let what =
            function == .computerRoom
            ? function.text(in: language)
            : say(
                "phần mềm \(function.text(in: language))",
                "software for \(function.text(in: language))")
        var text = "\(coverage.share.text) \(whom) \(verb) \(what)\(systems)."
        if parts.count > 1 {
            let sum = parts.map { "\($0.share.whole) \($0.population.text(in: language))" }
                .joined(separator: " + ")
            text += " \(coverage.share.whole) = \(sum)."
        }
        return [.init(text: text, source: .software(function, populations))]
    }

    /// The systems with their addresses.
    private func systems(_ function: SoftwareFunction) -> [ProvinceReport.Sentence] {
        let coverage = facts.coverage(function, ProvinceFacts.Population.schools)
        return (coverage?.systems ?? []).map { system in
            let address = system.address.isEmpty ? "" : ": \(system.address)"
            return .init(
                text: say(
                    "\(system.name)\(address) (\(system.units) đơn vị).",
                    "\(system.name)\(address) (\(system.units) units)."),
                source: .software(function, ProvinceFacts.Population.schools))
        }
    }
}
