package import Interchange
package import Storage
import Training
package import Values

/// What taking in a sheet of results would do, row by row.
package struct ResultPlan: Sendable {
    package let file: String
    package internal(set) var lines: [Line] = []
    package internal(set) var doubtful: [Doubtful] = []
    package internal(set) var refused: [Refused] = []
    /// Headings whose columns are not read.
    package let unread: [String]

    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case new
        case changed
        case same
    }

    /// A row whose person is known.
    package struct Line: Sendable {
        package let row: ResultRow
        package let person: ResultPeople.Known
        package let kind: Kind
        let facts: [EnrolmentStore.Fact]
        /// Nil: yet to be enrolled.
        let enrolment: Int64?
    }

    /// A row that a person has to decide about.
    package struct Doubtful: Sendable {
        package let row: ResultRow
        package let candidates: [ResultPeople.Known]
        package let why: Why

        package enum Why: String, Hashable, Sendable, CaseIterable {
            /// The identifier is of somebody of another name.
            case otherName
            case otherBirthDate
            /// The identifier is of nobody, the name is of somebody.
            case otherIdentifier
            case severalPeople
            /// Name, and not both birth date and unit, say who it is.
            case nameOnly
        }
    }

    package struct Refused: Sendable {
        package let line: Int
        package let name: String
        package let reason: Reason
    }

    package enum Reason: Hashable, Sendable {
        case row(ResultRow.Fault)
        case unknownPerson
        /// The line that is about the same person.
        case repeated(line: Int)
        /// A doubtful row that nobody decided about, or that was left out.
        case undecided
        /// Nobody is enrolled in the class beyond its places.
        case full(capacity: Int)
        /// Certificates, by number, that say otherwise.
        case certified([String])
        /// A completion that was taken back does not return with a sheet.
        case revoked(CalendarDate)

        package func text(in language: Language) -> String {
            switch self {
            case .row(let fault): fault.text(in: language)
            case .unknownPerson:
                language.choose("Không tìm thấy người này.", "Nobody like this is known.")
            case .repeated(let line):
                language.choose(
                    "Trùng người với dòng \(line).", "The same person as on line \(line).")
            case .undecided:
                language.choose(
                    "Chưa rõ là ai: cần người quyết định.", "Who it is has to be decided.")
            case .full(let capacity):
                language.choose(
                    "Lớp chỉ có \(capacity) chỗ.", "The class has \(capacity) places only.")
            case .certified(let numbers):
                language.choose(
                    "Đã cấp giấy chứng nhận \(numbers.joined(separator: ", ")): hãy thu hồi trước.",
                    "Certificate \(numbers.joined(separator: ", ")) was given: revoke it first.")
            case .revoked(let day):
                language.choose(
                    "Kết quả đã bị thu hồi ngày \(day.text): bỏ thu hồi trên trang giấy chứng nhận.",
                    "The result was revoked on \(day.text): restore it on the page of certificates."
                )
            }
        }
    }

    package func count(_ kind: Kind) -> Int { lines.count { $0.kind == kind } }

    /// Rows that were read, remarks and all.
    package var read: Int { lines.count + doubtful.count + refused.count }
}
