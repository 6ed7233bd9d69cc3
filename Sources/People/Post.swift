package import Values

/// What somebody is at a unit, as far as rules and reports tell it apart.
package enum PostTitle: String, Hashable, Codable, Sendable, CaseIterable {
    /// Who answers for the unit: hiệu trưởng, giám đốc, trưởng phòng.
    case head
    case deputy
    case teacher
    /// Neither teaches nor manages: thư viện, kế toán, thiết bị.
    case staff
    /// Of an authority: chuyên viên, cán bộ.
    case official

    /// Reads a title as rosters write it: "Hiệu trưởng", "P. Hiệu trưởng", "Giáo viên".
    /// What is none of the others is staff.
    package init(words: String) {
        let folded = VietnameseText.folded(VietnameseText.clean(words))
        let bare = folded.replacing(".", with: " ").split(separator: " ").joined(separator: " ")
        func begins(_ starts: String...) -> Bool {
            starts.contains { bare == $0 || bare.hasPrefix("\($0) ") }
        }
        if begins("pho", "p", "pht", "phg", "deputy", "vice") {
            self = .deputy
        } else if begins(
            "hieu truong", "giam doc", "truong phong", "ht", "head", "principal", "phu trach")
        {
            self = .head
        } else if begins("giao vien", "gv", "teacher", "to truong", "to pho", "giang vien") {
            self = .teacher
        } else if begins("chuyen vien", "can bo", "thanh tra", "official", "cv") {
            self = .official
        } else {
            self = .staff
        }
    }
}

/// Who is what, where, and since when.
package struct PostDetails: Hashable, Sendable {
    package var title: PostTitle
    /// The title as it is written there: "Tổ trưởng chuyên môn"; nil: the title says it all.
    package var words: String?
    /// What is taught, as people write it.
    package var subject: String?
    /// A person's completions count under the main post of the day.
    package var isMain: Bool
    package var from: CalendarDate
    /// The first day on which it is no longer held; nil: no end is known.
    package var until: CalendarDate?

    package init(
        _ title: PostTitle, words: String? = nil, subject: String? = nil, isMain: Bool = true,
        from: CalendarDate, until: CalendarDate? = nil
    ) {
        self.title = title
        self.words = words.map(VietnameseText.clean)
        self.subject = subject.map(VietnameseText.clean)
        self.isMain = isMain
        self.from = from
        self.until = until
    }
}
