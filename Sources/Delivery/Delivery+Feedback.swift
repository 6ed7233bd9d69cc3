package import Assessment
import Scoring
package import Values

extension Delivery {
    /// What a question's author says to who answered so; for those who may see keys.
    ///
    /// - Returns: the texts; `choice` is the option's id or the statement's place,
    ///   where there is one.
    package static func feedback(
        to response: Response?, of interaction: Interaction
    ) -> [(choice: Int?, text: RichText)] {
        interaction.feedback(to: response)
    }
}
