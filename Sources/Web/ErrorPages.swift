import Administration
import Authoring
import Classes
import Delivery
import HTTPTypes
import Hummingbird
import Logging
import People
import Values

/// Error pages: what happened and what to do next, in the visitor's language,
/// with the request's id and no internal detail.
struct ErrorPages {
    let site: Site

    func page(for error: any Error, _ request: Request, _ context: VisitContext) async -> Response {
        let refusal = Self.refusal(for: error)
        if case .signInFirst(let next) = refusal {
            let suffix =
                request.method == .get && next != "/" ? "?next=\(next.urlQueryEncoded)" : ""
            return .seeOther("/sign-in\(suffix)")
        }
        if refusal == nil {
            let path = SiteResponder.loggable(request.uri.path)
            context.logger.error("\(request.method) \(path) failed: \(error)")
        }
        let status = refusal?.status ?? .internalServerError
        let key = refusal?.key ?? "internal"
        do {
            let visit = try await site.visit(request, context, form: FormData())
            var view: View = [
                "heading": visit.word("error.\(key).heading"),
                "text": visit.word("error.\(key).text"),
                "requestID": context.logger[metadataKey: "hb.request.id"].map { "\($0)" } ?? "",
            ]
            let home = visit.session.map { Visit.home(for: $0.principal.roles) } ?? "/"
            view["next"] = ["label": visit.word("error.next"), "url": home]
            return try visit.page("message", view, status: status)
        } catch {
            context.logger.error("no error page: \(error)")
            return Response(status: status)
        }
    }

    /// What the visitor is told of an exam that cannot do what was asked.
    private static func refusal(for error: DeliveryError) -> Refusal? {
        switch error {
        case .draining: .stopping
        case .unknownSitting, .notACandidate, .notStarted, .otherAttempt, .notOpenYet,
            .windowClosed, .refused, .notMarkedByHand, .markedMeanwhile:
            .notFound
        case .manifestChanged, .missingKey, .keysNotLoaded, .unfitAmendment, .damaged, .store: nil
        }
    }

    /// What the visitor is told; nil for a fault of ours.
    static func refusal(for error: any Error) -> Refusal? {
        switch error {
        case let refusal as Refusal: return refusal
        case is AccessDenied, is NotFound, TrainingFault.missing: return .notFound
        case TrainingFault.notYet: return .malformed("malformed")
        case let error as DeliveryError: return refusal(for: error)
        case let error as any HTTPResponseError:
            switch error.status {
            case .notFound: return .notFound
            case .contentTooLarge: return .tooLarge(limit: 0)
            case let status where status.kind == .clientError: return .malformed("malformed")
            default: return nil
            }
        default: return nil
        }
    }
}
