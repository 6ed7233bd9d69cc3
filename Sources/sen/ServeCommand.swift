import ArgumentParser
import Foundation
import Logging

/// `sen serve`: the server, until it is told to stop.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Chạy máy chủ. Runs the server.")

    @Option(help: "Thư mục dữ liệu. The data folder.") var data: String?
    @Option(help: "Địa chỉ lắng nghe. The address to listen on (127.0.0.1).") var host: String?
    @Option(help: "Cổng HTTPS. The HTTPS port (8443); 0 takes any.") var port: String?
    @Option(name: .customLong("http-port"), help: "Cổng HTTP chuyển hướng. Redirects to HTTPS.")
    var httpPort: String?
    @Option(help: "Tệp cấu hình. The configuration file (sen.conf).") var config: String?
    @Option(help: "Tệp chứng chỉ PEM. The certificate chain.") var certificate: String?
    @Option(help: "Tệp khoá PEM. The certificate's key.") var key: String?
    @Option(help: "Tên máy chủ thêm. Further names for the local certificate.") var names: String?
    @Option(name: .customLong("public"), help: "Thư mục Public.") var publicFolder: String?
    @Option(name: .customLong("log-level"), help: "trace, debug, info, warning, error.")
    var logLevel: String?
    @Flag(help: "Nạp dữ liệu mẫu vào thư mục trống. Fills an empty folder with samples.")
    var demo = false

    func run() async throws {
        let settings: Settings
        do {
            settings = try Settings.read(
                flags: [
                    .data: data, .host: host, .port: port, .httpPort: httpPort,
                    .certificate: certificate, .key: key, .names: names,
                    .publicFolder: publicFolder, .logLevel: logLevel, .demo: demo ? "yes" : nil,
                ], config: config)
        } catch {
            Console.complain("\(error)")
            throw ExitCode(ExitStatus.usage)
        }
        LogFormat.start(level: settings.logLevel)
        defer { LogOutput.standardError.flush() }
        do {
            try await Server(settings).run()
        } catch {
            Console.complain("\(error)")
            throw ExitCode(ExitStatus.environment)
        }
    }
}
