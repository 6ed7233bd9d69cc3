import Classes
import Interchange
import Storage
import Training
import Values

/// A lesson as pages show it.
enum LessonView {
    /// - Parameters:
    ///   - filesURL: below which its files are asked for.
    ///   - lessonURL: below which they are taken away; empty for who may not.
    static func view(
        _ page: Learning.Page, filesURL: String, lessonURL: String = "", _ visit: Visit
    ) -> View {
        let lesson = page.lesson.lesson
        let pictures = Dictionary(
            page.files.filter { FileKind.use(of: $0.file.mediaType) == .picture }
                .map { ($0.name, $0.code) }, uniquingKeysWith: { first, _ in first })
        let formulas = page.formulas
        // A picture that is named as one of the lesson's files is that file.
        let text = formulas.text.mapImages { image in
            guard case .path(let name) = image.source, let code = pictures[name] else {
                return image
            }
            return .init(source: .asset(code), alternative: image.alternative)
        }
        return [
            "title": lesson.title, "link": lesson.link,
            "html": text.html(
                in: .init(
                    mathML: { formulas.mathML($0, display: $1) },
                    assetAddress: { "\(filesURL)/\($0)" })),
            "rule": rule(lesson.rule, visit),
            "hasFiles": !page.files.isEmpty,
            "files": page.files.map { file($0, filesURL, lessonURL, visit) },
        ]
    }

    private static func file(
        _ attached: LessonStore.Attached, _ filesURL: String, _ lessonURL: String, _ visit: Visit
    ) -> View {
        let use = FileKind.use(of: attached.file.mediaType)
        return [
            "name": attached.name, "url": "\(filesURL)/\(attached.code)",
            "size": size(attached.file.size, visit), "type": attached.file.mediaType,
            "code": attached.code, "isVideo": use == .video, "isSound": use == .sound,
            "isPicture": use == .picture,
            "removeURL": "\(lessonURL)/files/\(attached.code)/remove",
        ]
    }

    private static func size(_ bytes: Int, _ visit: Visit) -> String {
        bytes < 1 << 20
            ? "\(max(1, bytes >> 10)) KB"
            : FigureText.decimal(bytes * 10 >> 20, visit) + " MB"
    }

    /// What makes it done, in words.
    static func rule(_ rule: LessonRule, _ visit: Visit) -> String {
        switch rule {
        case .opened: visit.word("lessonRule.opened")
        case .marked: visit.word("lessonRule.marked")
        case .time(let minutes): visit.word("lessonRule.time", ["n": "\(minutes)"])
        case .mark(let component, let least):
            visit.word(
                "lessonRule.mark",
                ["component": component, "least": visit.shown(least)])
        }
    }
}

extension Visit {
    /// A mark as this visitor writes numbers.
    func shown(_ mark: Mark) -> String {
        mark.decimal(places: 2, separator: language == .vietnamese ? "," : ".")
    }
}

extension FigureText {
    /// Tenths with one decimal.
    fileprivate static func decimal(_ tenths: Int, _ visit: Visit) -> String {
        "\(tenths / 10)\(visit.language == .vietnamese ? "," : ".")\(tenths % 10)"
    }
}
