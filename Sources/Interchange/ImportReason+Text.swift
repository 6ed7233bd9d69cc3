package import Values

extension ImportReason {
    /// One sentence for people.
    package func text(in language: Language) -> String {
        switch kind {
        case .leftOut: leftOutText(in: language)
        case .changed: changedText(in: language)
        }
    }

    private func leftOutText(in language: Language) -> String {
        switch self {
        case .emptyStem:
            language.choose("Câu hỏi không có nội dung.", "The question asks nothing.")
        case .noAnswer:
            language.choose(
                "Không có phương án và cũng không có “Đáp án:”.",
                "There are no options and no “Answer:” line.")
        case .noRightOption:
            language.choose("Không phương án nào được đánh dấu đúng.", "No option is marked right.")
        case .answersContradict:
            language.choose(
                "Dấu sao, dòng “Đáp án:” và bảng đáp án không khớp nhau.",
                "The stars, the answer line and the answer table do not agree.")
        case .unknownOption(let letter):
            language.choose(
                "Đáp án là \(letter) nhưng không có phương án \(letter).",
                "The answer is \(letter), but there is no option \(letter).")
        case .letterMissing(let expected, let found):
            language.choose(
                "Thiếu \(expected): gặp \(found) trước.", "\(expected) is missing before \(found).")
        case .tooFewOptions(let count):
            language.choose("Chỉ có \(count) phương án.", "There are only \(count) options.")
        case .tooManyOptions(let count):
            language.choose(
                "Có \(count) phương án, nhiều nhất là 8.", "There are \(count) options, at most 8.")
        case .emptyOption(let letter):
            language.choose("Mục \(letter) bỏ trống.", "\(letter) is empty.")
        case .optionsAndStatements:
            language.choose(
                "Câu vừa có phương án A, B, … vừa có phát biểu a), b), ….",
                "The question has both options A, B, … and statements a), b), ….")
        default: leftOutOtherText(in: language)
        }
    }

    private func leftOutOtherText(in language: Language) -> String {
        switch self {
        case .statementsWithoutKey:
            language.choose(
                "Nhóm phát biểu chưa có đáp án (dấu sao hoặc “Đáp án: ĐSĐĐ”).",
                "The statements have no key (stars, or “Answer: TFTT”).")
        case .wrongNumberOfAnswers(let statements, let answers):
            language.choose(
                "Có \(statements) phát biểu nhưng \(answers) đáp án.",
                "There are \(statements) statements but \(answers) answers.")
        case .answerNotANumber(let text):
            language.choose(
                "Đáp án “\(text)” không phải là số; nếu là chữ thì đặt trong ngoặc kép.",
                "The answer “\(text)” is not a number; words go into double quotes.")
        case .answerNotUnderstood(let text):
            language.choose(
                "Không hiểu đáp án “\(text)”.", "The answer “\(text)” is not understood.")
        case .numbersAndWords:
            language.choose(
                "Đáp án vừa có số vừa có chữ: đặt số trong ngoặc kép nếu so như chữ.",
                "Some answers are numbers, others words: quote the numbers to compare them as text."
            )
        case .settingNotUnderstood(let line):
            language.choose(
                "Không dùng được “\(line)” cho câu này.",
                "“\(line)” does not fit this question.")
        case .badWeight(let answer):
            language.choose(
                "Tỉ lệ điểm của mục \(answer) vượt giới hạn.",
                "The weight of answer \(answer) is out of bounds.")
        case .weightsDoNotSumToOne(let sum):
            language.choose(
                "Các phương án đúng cộng lại được \(sum.exact) chứ không phải 1 (100 %).",
                "The right options together earn \(sum.exact), not 1 (100 %).")
        case .noRightAnswer:
            language.choose(
                "Không đáp án nào được trọn điểm.", "No answer earns the whole mark.")
        case .emptyAnswer(let answer):
            language.choose("Đáp án \(answer) bỏ trống.", "Answer \(answer) is empty.")
        case .emptyRange(let answer):
            language.choose(
                "Khoảng của đáp án \(answer) có đầu lớn hơn cuối.",
                "The range of answer \(answer) begins above its end.")
        case .negativeTolerance:
            language.choose("Sai số cho phép là số âm.", "The tolerance is negative.")
        default: leftOutPartsText(in: language)
        }
    }

    private func leftOutPartsText(in language: Language) -> String {
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
        case .answerForNoQuestion(let number):
            language.choose(
                "Bảng đáp án có câu \(number) nhưng không có câu hỏi ấy.",
                "The answer table names question \(number), which does not exist.")
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

    private func changedText(in language: Language) -> String {
        switch self {
        case .sameOptions(let first, let second):
            language.choose(
                "Phương án \(first) và \(second) giống hệt nhau.",
                "Options \(first) and \(second) say the same.")
        case .loneDollar:
            language.choose(
                "Có dấu $ không thành cặp, được đọc như chữ (viết \\$ nếu đúng ý).",
                "A $ without its pair was read as text (write \\$ if that is meant).")
        case .unknownLevel(let text):
            language.choose(
                "Không có mức độ “\(text)” (NB, TH, VD, VDC).",
                "There is no level “\(text)” (NB, TH, VD, VDC).")
        case .feedbackDropped:
            language.choose(
                "Phản hồi không đứng dưới phương án hay đáp án nào nên không được giữ.",
                "A feedback below no option and no answer was not kept.")
        case .ownGrading:
            language.choose(
                "Chấm trọn câu được ghi trong chú thích: Sen đọc lại được, Moodle sẽ chấm từng phần.",
                "All-or-nothing stands in a comment: Sen reads it back, Moodle will pay in parts.")
        case .ownCase:
            language.choose(
                "Phân biệt hoa thường được ghi trong chú thích: Sen đọc lại được, Moodle thì không.",
                "Case stands in a comment: Sen reads it back, Moodle will take any case.")
        case .ownRubric:
            language.choose(
                "Tiêu chí chấm được ghi trong chú thích: Sen đọc lại được, Moodle thì không.",
                "The rubric stands in a comment: Sen reads it back, Moodle will not show it.")
        case .markupDropped(let names):
            language.choose(
                "Định dạng không được giữ: \(names.joined(separator: ", ")).",
                "Markup that was not kept: \(names.joined(separator: ", ")).")
        case .columnsNotRead(let names):
            language.choose(
                "Các cột không được đọc: \(names.joined(separator: ", ")).",
                "Columns that were not read: \(names.joined(separator: ", ")).")
        case .referringOptions(let letters):
            language.choose(
                "Phương án \(letters.joined(separator: ", ")) phải giữ chỗ khi xáo trộn: "
                    + "có phương án nói đến các phương án khác.",
                "Options \(letters.joined(separator: ", ")) must keep their places: one of "
                    + "them speaks of others.")
        case .recordingDropped(let path):
            language.choose(
                "Tệp nghe “\(path)” không nằm cạnh tệp, hoặc không phải MP3, Ogg, M4A hay WAV dưới 12 MB, nên không được lấy.",
                "The recording “\(path)” is not beside the file, or no MP3, Ogg, M4A or WAV under 12 MB, and was not taken."
            )
        case .ownRecording:
            language.choose(
                "Tệp nghe được ghi trong chú thích: Sen đọc lại được, Moodle sẽ không phát.",
                "The recording stands in a comment: Sen reads it back, Moodle will not play it.")
        case .silentPicture:
            language.choose(
                "Có hình chưa có lời mô tả (hoặc chữ “trang trí”) nên câu được để là bản nháp.",
                "A picture has no description (nor the word “decorative”), so this stays a draft.")
        case .pictureDropped(let path):
            language.choose(
                "Hình “\(path)” không nằm cạnh tệp nên không được lấy.",
                "The picture “\(path)” is not beside the file and was not taken.")
        default: ""
        }
    }
}
