package import Values

/// One row of a list of people or units that did not come through.
package struct RosterRefusal: Hashable, Sendable {
    /// The file of a package that the line is of.
    package var part: String?
    package var line: Int
    /// What stands in the row, for who must find it again.
    package var words: String
    package var reason: Reason

    package init(part: String? = nil, line: Int, words: String, reason: Reason) {
        self.part = part
        self.line = line
        self.words = words
        self.reason = reason
    }

    package enum Reason: Hashable, Sendable {
        /// One cell of text, such as "Tổng số: 40 học sinh": hardly a pupil.
        case aside
        case noName
        case badDate(String)
        case badGender(String)
        case badEmail(String)
        /// The line of the row that has the same identifier.
        case sameIdentifier(String, line: Int)
        case badKind(String)
        case badLevel(String)
        /// A row of a package that its own source has taken back.
        case notActive(String)
        /// Nobody whom a task of ours needs: a parent, a guardian.
        case notNeeded(String)
        /// A row of a package that names a row which is not there.
        case orphan(String)
        // What only the server can tell:
        /// The line of the row that is about the same person.
        case samePerson(line: Int)
        /// The post would end one that began later.
        case laterPost(CalendarDate)
        /// Units below one that ends.
        case hasUnitsBelow(String)
        case unknownUnit(String)
        case ambiguousUnit(String)
        case noUnit
        /// Of a list without a column of posts, and without classes.
        case noPostOrClass
        /// A unit would lie below itself.
        case circle

        package func text(in language: Language) -> String {
            switch self {
            case .aside: language.choose("Dòng ghi chú.", "A remark, not a row of the list.")
            case .noName: language.choose("Thiếu tên.", "The name is missing.")
            case .badDate(let text):
                language.choose(
                    "Ngày “\(text)” không đúng (dd/mm/yyyy).",
                    "“\(text)” is not a date that can be (dd/mm/yyyy).")
            case .badGender(let text):
                language.choose(
                    "Giới tính “\(text)” không rõ (Nam, Nữ).",
                    "The gender “\(text)” is not clear (Nam, Nữ).")
            case .badEmail(let text):
                language.choose(
                    "“\(text)” không phải là một địa chỉ thư điện tử.",
                    "“\(text)” is not an e-mail address.")
            case .sameIdentifier(let identifier, let line):
                language.choose(
                    "Mã “\(identifier)” trùng với dòng \(line).",
                    "The identifier “\(identifier)” is that of line \(line).")
            case .laterPost(let day):
                language.choose(
                    "Người này đã có chức vụ khác từ \(day.text), sau ngày của dòng này.",
                    "This person has another post since \(day.text), later than this row says.")
            case .hasUnitsBelow(let names):
                language.choose(
                    "Còn đơn vị trực thuộc chưa chuyển đi: \(names).",
                    "Units below it are not moved: \(names).")
            case .samePerson(let line):
                language.choose(
                    "Cùng một người với dòng \(line): hãy gộp hai dòng.",
                    "The same person as in line \(line): make one row of the two.")
            case .badKind(let text):
                language.choose(
                    "Loại đơn vị “\(text)” không rõ (Sở, Phòng, Xã, Trường, Trung tâm).",
                    "The kind of unit “\(text)” is not clear (Sở, Phòng, Xã, Trường, Trung tâm).")
            case .badLevel(let text):
                language.choose(
                    "Cấp học “\(text)” không rõ (MN, TH, THCS, THPT, GDTX).",
                    "The level “\(text)” is not clear (MN, TH, THCS, THPT, GDTX).")
            case .notActive(let status):
                language.choose(
                    "Nơi gửi đã ngừng dòng này (\(status)).",
                    "Its source no longer uses this row (\(status)).")
            case .notNeeded(let role):
                language.choose(
                    "Vai trò “\(role)” không việc nào cần đến.",
                    "No task needs the role “\(role)”.")
            case .orphan(let id):
                language.choose(
                    "Tệp không có “\(id)” mà dòng này nhắc đến.",
                    "The file has no “\(id)”, which this row names.")
            case .unknownUnit(let name):
                language.choose("Chưa có đơn vị “\(name)”.", "There is no unit “\(name)” yet.")
            case .ambiguousUnit(let name):
                language.choose(
                    "Có nhiều đơn vị tên “\(name)”: hãy ghi mã đơn vị.",
                    "Several units are called “\(name)”: give the identifier.")
            case .noUnit:
                language.choose("Thiếu đơn vị.", "The unit is missing.")
            case .noPostOrClass:
                language.choose(
                    "Thiếu chức vụ (cán bộ, giáo viên) hoặc lớp (học sinh).",
                    "There is neither a post (staff) nor a class (pupils).")
            case .circle:
                language.choose(
                    "Đơn vị không thể trực thuộc chính nó.", "A unit cannot lie below itself.")
            }
        }
    }
}
