import Secrets

/// The short code of a session that those who are there type.
enum AttendanceCode {
    static func random() -> String { TextCode.random(characters: 6) }

    static func normalised(_ typed: String) -> String? { TextCode.normalised(typed) }
}
