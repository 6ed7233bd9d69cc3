import ArgumentParser

/// `sen rehearse`: plays a whole exam against a server.
struct RehearseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "rehearse", abstract: "Diễn tập.")
}
