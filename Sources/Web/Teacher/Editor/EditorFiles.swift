import Assessment
import Authoring
import Interchange
import Storage
import Values

/// Pictures and recordings that come with the form: whichever button is pressed, a chosen
/// file is taken along.
extension EditorForm {
    typealias Errors = [(field: String, text: String)]

    /// Takes the files that were chosen.
    ///
    /// - Parameter act: the button that was pressed; the one for a file wants it there.
    mutating func takeFiles(
        _ act: String, for subject: BankStore.Subject, _ visit: Visit
    ) async throws -> Errors {
        var errors: Errors = []
        if act == "picture" || visit.form.files["picture"] != nil {
            errors += try await takePicture(for: subject, visit)
        }
        if act == "sound" || visit.form.files["sound"] != nil {
            errors += try await takeSound(for: subject, visit)
        }
        return errors
    }

    /// Keeps a picture and names it where its author says.
    private mutating func takePicture(
        for subject: BankStore.Subject, _ visit: Visit
    ) async throws -> Errors {
        guard let file = visit.form.files["picture"] else {
            return [("picture", visit.word("error.file-missing"))]
        }
        let words = VietnameseText.clean(visit.form["alternative"])
        guard !words.isEmpty else {
            return [("alternative", visit.word("editor.alternativeMissing"))]
        }
        do {
            let path = try await visit.site.banks.addPicture(
                file.bytes, to: subject.id, by: visit.principal)
            let image = RichText.Image(source: .path(path), alternative: words)
            put(
                MarkupText.write(RichText([.paragraph([.image(image)])])),
                at: visit.form["pictureAt"])
            return []
        } catch let fault as PictureFault {
            return [("picture", EditorView.text(of: fault, visit))]
        }
    }

    private mutating func takeSound(
        for subject: BankStore.Subject, _ visit: Visit
    ) async throws -> Errors {
        guard let file = visit.form.files["sound"] else {
            return [("sound", visit.word("error.file-missing"))]
        }
        do {
            put(
                recording: try await visit.site.banks.addRecording(
                    file.bytes, to: subject.id, by: visit.principal))
            return []
        } catch let fault as SoundFault {
            let key =
                switch fault {
                case .tooLarge: "editor.soundTooLarge"
                case .unknownKind: "editor.soundUnknown"
                case .broken: "editor.soundBroken"
                }
            return [("sound", visit.word(key))]
        }
    }

    /// Puts a picture's markup behind what stands in a field.
    private mutating func put(_ markup: String, at field: String) {
        func appended(_ text: String) -> String {
            text.trimmingSpaces.isEmpty ? markup : "\(text)\n\n\(markup)"
        }
        if typed.isText {
            typed.text =
                typed.text.trimmingSpaces.isEmpty ? "Câu 1. \(markup)" : "\(typed.text)\n\(markup)"
            return
        }
        switch field {
        case "solution": typed.fields.solution = appended(typed.fields.solution)
        case "passage": typed.fields.passage = appended(typed.fields.passage)
        default:
            guard field.first == "o", let place = Int(field.dropFirst()),
                typed.fields.rows.indices.contains(place)
            else {
                typed.fields.stem = appended(typed.fields.stem)
                return
            }
            let text = typed.fields.rows[place].text
            typed.fields.rows[place].text =
                text.trimmingSpaces.isEmpty ? markup : "\(text) \(markup)"
        }
    }

    /// A question has one recording: a new one takes the place of the one before.
    private mutating func put(recording path: String) {
        guard typed.isText else {
            typed.fields.recording = path
            return
        }
        let line = "Tệp nghe: \(path)"
        var lines = typed.text.split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
        if let place = lines.firstIndex(where: {
            ["Tệp nghe:", "Recording:"].contains(where: $0.trimmingSpaces.hasPrefix)
        }) {
            lines[place] = line
            typed.text = lines.joined(separator: "\n")
        } else {
            typed.text = "Ngữ liệu chung:\n\(line)\nLời thoại: \n\n\(typed.text)"
        }
    }
}
