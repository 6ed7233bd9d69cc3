package import Values

/// What a system is used for, as the province's report asks.
package enum SoftwareFunction: String, Hashable, Codable, Sendable, CaseIterable {
    /// Administration and files (e-office).
    case office
    case email
    /// Records of staff (PMIS).
    case staff
    /// Marks and the electronic record book.
    case marks
    case exams
    case timetable
    /// Teaching and training online.
    case learning
    case library
    case website
    /// A room of computers with Internet: no software, asked about in the same tables.
    case computerRoom
    case other

    package func text(in language: Language) -> String {
        switch self {
        case .office:
            language.choose("quản lý hành chính, xử lý hồ sơ công việc", "administration and files")
        case .email: language.choose("thư điện tử", "e-mail")
        case .staff: language.choose("quản lý giáo viên", "records of staff")
        case .marks:
            language.choose(
                "quản lý điểm số học sinh, sổ liên lạc điện tử", "marks and record books")
        case .exams: language.choose("quản lý thi", "examinations")
        case .timetable: language.choose("xếp thời khóa biểu", "timetables")
        case .learning: language.choose("dạy học, bồi dưỡng qua mạng", "teaching online")
        case .library: language.choose("thư viện số", "digital library")
        case .website: language.choose("trang thông tin điện tử", "website")
        case .computerRoom:
            language.choose(
                "phòng máy tính thực hành nối Internet", "computer room with Internet")
        case .other: language.choose("việc khác", "something else")
        }
    }

    /// The function that a register means: its key, or its words, capitals and marks apart.
    package init?(words: String) {
        let folded = VietnameseText.folded(VietnameseText.clean(words))
        let short: [String: SoftwareFunction] = [
            "e-office": .office, "hanh chinh": .office, "quan ly hanh chinh": .office,
            "email": .email, "pmis": .staff, "quan ly diem": .marks, "so lien lac": .marks,
            "so lien lac dien tu": .marks, "so diem dien tu": .marks, "thoi khoa bieu": .timetable,
            "lms": .learning, "day hoc truc tuyen": .learning, "boi duong qua mang": .learning,
            "thu vien": .library, "phong may": .computerRoom, "phong may tinh": .computerRoom,
            "phong tin hoc": .computerRoom, "website": .website, "khac": .other,
        ]
        let known = SoftwareFunction.allCases.first { one in
            folded == VietnameseText.folded(one.rawValue)
                || Language.allCases.contains { VietnameseText.folded(one.text(in: $0)) == folded }
        }
        guard let found = known ?? short[folded] else { return nil }
        self = found
    }
}
