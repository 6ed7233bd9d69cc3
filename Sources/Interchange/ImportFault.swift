package import Values

/// Why a whole file was refused; nothing of it was taken.
package struct ImportFault: Error, Hashable, Sendable {
    /// The file's name as it was given.
    package let file: String
    package let reason: Reason

    package init(file: String, reason: Reason) {
        self.file = file
        self.reason = reason
    }

    package enum Reason: Hashable, Sendable {
        case empty
        /// Sizes in bytes.
        case tooLarge(bytes: Int, limit: Int)
        /// The first byte that is not UTF-8, and its line.
        case notUTF8(offset: Int, line: Int)
        case utf16
        /// A byte 0: a program's file, not text.
        case binary(offset: Int)
        case unknownFormat
        /// What no longer is a text to read, or not yet: PDF, Office before 2007.
        case closedFormat(ClosedFormat)
        case noQuestions
        /// A quoted cell of a table that never ends; the line where it begins.
        case unclosedQuote(line: Int)
        case textAfterQuote(line: Int)
        /// A roster without the headings that it needs.
        case noHeadings
        /// A list of units without the headings that it needs.
        case noUnitHeadings
        /// The unit that was named for the file is not known.
        case unknownUnit(String)
        /// A zip container that is broken, or that may not be opened; the library's words.
        case container(String)
        /// A zip with no file of questions, or with these several.
        case notOneBank([String])
        /// The file is not what its name says; the programs' words.
        case notADocument(String)
        /// A program that is needed for this format is not installed.
        case missingProgram(String)
        /// A table of questions without the headings that it needs.
        case noQuestionHeadings
        /// A sheet of training results in which no row could be one of headings.
        case noResultHeadings
        /// A meeting's log in which no row could be one of headings.
        case noMeetingHeadings
    }

    package enum ClosedFormat: Hashable, Sendable {
        case pdf
        /// .doc, .xls, .ppt, and files with a password.
        case oldOffice

        /// - Returns: nil for a file of neither kind.
        package init?(_ bytes: [UInt8]) {
            if bytes.starts(with: Array("%PDF-".utf8)) {
                self = .pdf
            } else if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
                self = .oldOffice
            } else {
                return nil
            }
        }
    }

    /// The line that the fault is about, where it is about one.
    package var line: Int? {
        switch reason {
        case .notUTF8(_, let line), .unclosedQuote(let line), .textAfterQuote(let line): line
        case .empty, .tooLarge, .utf16, .binary, .unknownFormat, .closedFormat, .noQuestions,
            .noHeadings,
            .noUnitHeadings, .unknownUnit, .noQuestionHeadings, .noResultHeadings,
            .noMeetingHeadings, .container, .notOneBank, .notADocument, .missingProgram:
            nil
        }
    }

    /// One sentence for people, without the file's name.
    package func text(in language: Language) -> String {
        switch reason {
        case .empty:
            language.choose("Tệp không có nội dung.", "The file is empty.")
        case .tooLarge(let bytes, let limit):
            language.choose(
                "Tệp quá lớn: \(bytes) byte, chỉ nhận tối đa \(limit) byte.",
                "The file is too large: \(bytes) bytes, at most \(limit) are taken.")
        case .notUTF8(let offset, let line):
            language.choose(
                "Tệp không phải Unicode UTF-8: byte sai đầu tiên ở dòng \(line) (vị trí \(offset)). Hãy lưu lại dưới dạng UTF-8; phông cũ như TCVN3, VNI phải chuyển mã trước.",
                "The file is not UTF-8: the first wrong byte is on line \(line) (offset \(offset)). Save it again as UTF-8; old TCVN3 or VNI text must be converted first."
            )
        case .utf16:
            language.choose(
                "Tệp được lưu dạng UTF-16 (“Unicode” trong Excel, Notepad). Hãy lưu lại dưới dạng UTF-8.",
                "The file is UTF-16 (“Unicode” in Excel and Notepad). Save it again as UTF-8.")
        case .binary(let offset):
            language.choose(
                "Tệp không phải văn bản (byte 0 ở vị trí \(offset)).",
                "The file is not text (a zero byte at offset \(offset)).")
        case .unknownFormat:
            language.choose(
                "Không nhận ra định dạng của tệp.", "The file's format is not known.")
        case .closedFormat(.pdf):
            language.choose(
                "Đây là tệp PDF, không đọc được câu hỏi từ đó: dùng tệp Word hoặc bảng tính gốc.",
                "This is a PDF, from which nothing can be read: use the Word file or spreadsheet that it was made of."
            )
        case .closedFormat(.oldOffice):
            language.choose(
                "Đây là tệp Office kiểu cũ (.doc, .xls) hoặc tệp có mật khẩu: mở bằng Word hay Excel rồi lưu lại thành .docx hoặc .xlsx, không đặt mật khẩu.",
                "This is a file of old Office (.doc, .xls) or one with a password: open it in Word or Excel and save it as .docx or .xlsx, without a password."
            )
        case .noQuestions:
            language.choose(
                "Không tìm thấy câu hỏi nào trong tệp.", "No question was found in the file.")
        case .unclosedQuote(let line):
            language.choose(
                "Dấu ngoặc kép mở ở dòng \(line) không được đóng.",
                "The quote that opens on line \(line) is never closed.")
        case .textAfterQuote(let line):
            language.choose(
                "Dòng \(line): sau dấu ngoặc kép đóng phải là dấu phân cách.",
                "Line \(line): a separator must follow a closing quote.")
        case .container(let words):
            language.choose(
                "Không mở được tệp nén bên trong: \(words).",
                "The file's zip container was refused: \(words).")
        case .notOneBank(let names):
            names.isEmpty
                ? language.choose(
                    "Trong tệp .zip không có tệp câu hỏi nào.",
                    "The zip holds no file of questions.")
                : language.choose(
                    "Tệp .zip phải chứa đúng một tệp câu hỏi, ở đây có: \(names.joined(separator: ", ")).",
                    "A zip must hold one file of questions; this one has: \(names.joined(separator: ", "))."
                )
        case .notADocument(let words):
            language.choose(
                "Nội dung tệp không đúng như tên tệp: \(words).",
                "The file is not what its name says: \(words).")
        case .missingProgram(let name):
            language.choose(
                "Máy chủ chưa cài chương trình “\(name)” nên chưa đọc, ghi được định dạng này.",
                "The server lacks the program “\(name)”, which this format needs.")
        case .noQuestionHeadings:
            language.choose(
                "Không tìm thấy dòng tiêu đề có cột “Câu hỏi” và cột “Đáp án A” hay “Đáp án”.",
                "No heading row with the columns “Câu hỏi” (question) and “Đáp án A” or “Đáp án” (answer) was found."
            )
        case .noMeetingHeadings:
            language.choose(
                "Không thấy dòng tiêu đề có tên người dự và thời gian vào, ra (hoặc thời lượng).",
                "No row of headings with names and times of joining and leaving (or a duration).")
        case .noResultHeadings:
            language.choose(
                "Không tìm thấy dòng tiêu đề các cột.", "No row of headings was found.")
        case .unknownUnit(let identifier):
            language.choose(
                "Không có đơn vị nào mang mã “\(identifier)”.",
                "No unit has the identifier “\(identifier)”.")
        case .noUnitHeadings:
            language.choose(
                "Không tìm thấy dòng tiêu đề có cột “Tên đơn vị”.",
                "No heading row with a column “Tên đơn vị” (name of the unit) was found.")
        case .noHeadings:
            language.choose(
                "Không tìm thấy dòng tiêu đề có cột “Họ và tên”.",
                "No heading row with a column “Họ và tên” (full name) was found.")
        }
    }
}
