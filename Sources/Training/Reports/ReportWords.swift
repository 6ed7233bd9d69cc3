package import People
package import Values

/// What programmes, posts and schools are called on pages and in reports.
extension ProgrammeKind {
    package func text(in language: Language) -> String {
        switch self {
        case .regular01: language.choose("Bồi dưỡng thường xuyên 01", "Regular training 01")
        case .regular02: language.choose("Bồi dưỡng thường xuyên 02", "Regular training 02")
        case .regular03: language.choose("Bồi dưỡng thường xuyên 03", "Regular training 03")
        case .title:
            language.choose("Chuẩn chức danh nghề nghiệp", "Standards of a professional title")
        case .basicIT: language.choose("Kỹ năng CNTT cơ bản", "Basic IT skills")
        case .advancedIT: language.choose("Kỹ năng CNTT nâng cao", "Advanced IT skills")
        case .workshop: language.choose("Tập huấn", "Workshop")
        case .own: language.choose("Loại khác", "Another kind")
        }
    }
}

extension PostTitle {
    package func text(in language: Language) -> String {
        switch self {
        case .head: language.choose("Thủ trưởng", "Head")
        case .deputy: language.choose("Cấp phó", "Deputy")
        case .teacher: language.choose("Giáo viên", "Teacher")
        case .staff: language.choose("Nhân viên", "Staff")
        case .official: language.choose("Chuyên viên", "Official")
        }
    }
}

extension SchoolLevel {
    package func text(in language: Language) -> String {
        switch self {
        case .kindergarten: language.choose("Mầm non", "Kindergarten")
        case .primary: language.choose("Tiểu học", "Primary")
        case .lowerSecondary: language.choose("THCS", "Lower secondary")
        case .upperSecondary: language.choose("THPT", "Upper secondary")
        case .continuing: language.choose("GDTX", "Continuing education")
        }
    }
}

extension ReportQuery.Grouping {
    package func text(in language: Language) -> String {
        switch self {
        case .unit: language.choose("Đơn vị", "Unit")
        case .level: language.choose("Cấp học", "Level")
        case .programme: language.choose("Chương trình", "Programme")
        case .kind: language.choose("Loại chương trình", "Kind of programme")
        case .year: language.choose("Năm", "Year")
        case .month: language.choose("Tháng", "Month")
        case .subject: language.choose("Môn dạy", "Subject")
        case .title: language.choose("Chức vụ", "Post")
        }
    }
}

extension ReportQuery.Only {
    package func text(in language: Language) -> String {
        switch self {
        case .online: language.choose("các lớp qua mạng", "classes online")
        case .skillsIT: language.choose("các lớp kỹ năng CNTT", "classes of IT skills")
        }
    }
}

extension ReportMeasure {
    package func text(in language: Language) -> String {
        switch self {
        case .enrolments: language.choose("Lượt ghi danh", "Enrolments")
        case .attendances: language.choose("Lượt tham dự", "Attendances")
        case .people: language.choose("Số người tham dự", "People who attended")
        case .completed: language.choose("Hoàn thành", "Completed")
        case .notCompleted: language.choose("Chưa hoàn thành", "Not completed")
        }
    }
}
