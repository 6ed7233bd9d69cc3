import Values

/// Why questions in parts, passages and drafts are not taken.
extension ImportReason {
    func leftOutPartsText(in language: Language) -> String {
        switch self {
        case .noList:
            language.choose(
                "Nội dung phải kết thúc bằng danh sách 1) …, 2) … các ý cần ghép hay sắp xếp.",
                "The stem must end with the list 1) …, 2) … of what is to be joined or put in order."
            )
        case .listBeforeParts:
            language.choose(
                "Trước danh sách cần ghép hay sắp xếp là một danh sách khác: viết một dòng chữ ở giữa.",
                "Another list stands right before the one to be joined or put in order: write a line between."
            )
        case .tooFewParts(let count):
            language.choose(
                "Có \(count) ý cần ghép hay sắp xếp; phải từ 2 đến 20.",
                "There are \(count) items to be joined or put in order; 2 to 20 can be.")
        case .partWithoutAnswer(let number):
            language.choose("Ý \(number) không có đáp án.", "Item \(number) has no answer.")
        case .sameChoices(let first, let second):
            language.choose(
                "Lựa chọn \(first) và \(second) giống hệt nhau nên không chấm đúng được.",
                "Choices \(first) and \(second) say the same, so it cannot be marked.")
        case .notOneStar:
            language.choose(
                "Danh sách để chọn phải có đúng một dấu *; chữ phải gõ mà có “ / ” thì đặt trong ngoặc kép.",
                "A list to choose from needs one star; words to be typed with “ / ” in them go into double quotes."
            )
        case .badPoints(let number):
            language.choose(
                "Tiêu chí \(number) phải có số điểm trên 0 và không quá 100, như [0,5].",
                "Criterion \(number) needs points above 0 and at most 100, such as [0.5].")
        case .criteriaWithoutEssay:
            language.choose(
                "Chỉ câu tự luận có tiêu chí chấm (Loại: tự luận).",
                "Only an essay has criteria (Type: essay).")
        case .recordingWithoutTranscript:
            language.choose(
                "Tệp nghe phải có lời thoại (Lời thoại: …), cho người không nghe được.",
                "A recording needs its transcript (Transcript: …), for who cannot hear.")
        case .badPlays(let count):
            language.choose(
                "Số lần nghe phải từ 1 đến 20, ở đây là \(count).",
                "A recording can be played 1 to 20 times, not \(count).")
        case .noGap:
            language.choose(
                "Câu điền khuyết không có chỗ trống [[…]] nào.", "The cloze has no gap [[…]].")
        case .gap(let number, let reason):
            language.choose("Chỗ trống \(number): ", "Gap \(number): ")
                + reason.text(in: language)
        case .unclosedCode(let line):
            language.choose(
                "Khối mã mở ở dòng \(line) không được đóng.",
                "The code block that opens on line \(line) is never closed.")
        case .badGUID(let text):
            language.choose("“\(text)” không phải là GUID.", "“\(text)” is not a GUID.")
        case .sameIdentifier(let identifier, let line):
            language.choose(
                "Trùng mã “\(identifier)” với câu ở dòng \(line).",
                "The id “\(identifier)” is that of the question on line \(line).")
        case .noSuchType(let type):
            language.choose(
                "Sen chưa có loại câu hỏi “\(type)”.", "Sen does not have the type “\(type)” yet.")
        case .noPlace(let type):
            language.choose(
                "Định dạng này không ghi được loại câu hỏi “\(type)”.",
                "The format has no place for the type “\(type)”.")
        case .arrow:
            language.choose(
                "GIFT không ghi được đáp án chữ có “->”.",
                "GIFT has no place for a typed answer with “->” in it.")
        case .oldFont:
            language.choose(
                "Câu có chữ gõ bằng phông cũ (TCVN3 .Vn… hay VNI-…). Hãy chuyển mã sang Unicode rồi nhập lại.",
                "The question has text in an old TCVN3 or VNI font. Convert it to Unicode first.")
        case .mathType:
            language.choose(
                "Câu có công thức MathType (hay Equation 3.0). Hãy đổi sang công thức của Word rồi nhập lại.",
                "The question has a MathType (or Equation 3.0) formula. Convert it to Word's own first."
            )
        case .unbalancedBraces:
            language.choose("Dấu { } không thành cặp.", "The braces { } do not pair.")
        default: leftOutFormText(in: language)
        }
    }

    private func leftOutFormText(in language: Language) -> String {
        switch self {
        case .noRecording:
            language.choose(
                "Có lời thoại hay số lần nghe nhưng chưa có tệp nghe.",
                "There is a transcript or a number of plays, but no recording.")
        case .truthNotSaid:
            language.choose("Chưa chọn Đúng hay Sai.", "Neither true nor false is chosen.")
        case .rightIsWhole:
            language.choose(
                "Phương án đúng được trọn điểm: hãy bỏ trống tỉ lệ của nó.",
                "The right option earns the whole mark: leave its share empty.")
        case .signContradicts:
            language.choose(
                "Phương án đúng phải được trên 0 %, phương án sai thì không quá 0 %.",
                "A right option earns more than 0 %, a wrong one at most 0 %.")
        case .notANumber(let text):
            language.choose("“\(text)” không phải là số.", "“\(text)” is not a number.")
        case .noSuchFile(let path):
            language.choose(
                "Không có hình hay tệp nghe “\(path)” trong kho. Hãy thêm vào ở dưới.",
                "The bank has no picture or recording “\(path)”. Add it below.")
        case .unfinished:
            language.choose(
                "Câu mới là bản nháp chưa viết xong.", "The question is an unfinished draft.")
        case .answerForNoQuestion(let number):
            language.choose(
                "Bảng đáp án có câu \(number) nhưng không có câu hỏi ấy.",
                "The answer table names question \(number), which does not exist.")
        case .keysOfSeveralCodes:
            language.choose(
                "Bảng đáp án có nhiều mã đề mà tệp không ghi “Mã đề …” của mình.",
                "The table of answers is of several forms, and the file does not say which it is (“Mã đề …”)."
            )
        case .ambiguousNumber(let number):
            language.choose(
                "Bảng đáp án có câu \(number), nhưng nhiều câu mang số ấy: hãy ghi rõ phần.",
                "The answer table names question \(number), but several have it: say which part.")
        case .textOutsideQuestions:
            language.choose(
                "Đoạn này không thuộc câu hỏi nào.", "This text belongs to no question.")
        case .severalQuestions(let count):
            language.choose(
                "Ô này có \(count) câu hỏi; mỗi lần chỉ soạn một câu.",
                "There are \(count) questions here; one at a time is written.")
        default: ""
        }
    }
}
