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
        case .textBehindOptions(let letter, let words):
            language.choose(
                "“\(words)” đứng sau phương án \(letter) nên được đọc là phần tiếp theo của phương án ấy; xem lại.",
                "“\(words)” stands behind option \(letter) and was taken for a part of it: look again."
            )
        case .severalMarked(let letters):
            language.choose(
                "Các phương án \(letters.joined(separator: ", ")) đều được đánh dấu đúng: câu thành câu chọn nhiều phương án.",
                "Options \(letters.joined(separator: ", ")) are all marked right: several may be chosen."
            )
        case .drawingDropped:
            language.choose(
                "Có biểu đồ hoặc hình vẽ của Word không đọc được: lưu nó thành ảnh rồi dán lại.",
                "A chart or drawing of Word's own was not read: save it as a picture and paste that."
            )
        case .textOfBox(let words):
            language.choose(
                "Chữ trong khung “\(words)” được đưa vào dòng; xem lại chỗ của nó.",
                "The words of the text box “\(words)” were put into the line: look at their place.")
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
