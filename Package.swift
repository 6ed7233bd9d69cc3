// swift-tools-version: 6.2
import PackageDescription

/// Swift 6 mode, warnings as errors, and every import spelled out: the borders
/// between the targets are enforced by the build.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let lifecycle = Target.Dependency.product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")

/// One part of Sen, in `Sources/<name>`.
func part(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one part, in `Tests/<part>Tests`, on its real neighbours.
func tests(of part: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(part)Tests", dependencies: [.byName(name: part)] + dependencies,
        swiftSettings: strict)
}

let package = Package(
    name: "sen",
    products: [.executable(name: "sen", targets: ["sen"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    ],
    targets: [
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(
            name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(
            name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(
            name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        // Pure: values and rules, no input or output.
        part("Values"),
        part("Secrets", ["COpenSSL"]),
        part("People", ["Values"]),
        part("Training", ["People", "Values"]),
        part("Assessment", ["Secrets", "Values"]),
        part("Scoring", ["Assessment", "Values"]),
        part("Interchange", ["Assessment", "People", "Training", "Values"]),

        // The world outside: databases, programs, sockets.
        part(
            "Converters",
            [
                "CArchive", "CQREncode", "CXlsxWriter", "Assessment", "Interchange", "Values",
                subprocess,
            ]),
        .target(
            name: "Storage",
            dependencies: [
                "Assessment", "People", "Secrets", "Training", "Values", grdb,
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            exclude: ["Migrations/schema-main.sql", "Migrations/schema-answers.sql"],
            swiftSettings: strict),
        part("Mail", ["People", "Values", subprocess]),
        part(
            "OpenSSLTLS",
            ["COpenSSL", hummingbirdCore, nioCore, nioTLS, logging]),

        // What people do.
        part(
            "Delivery",
            ["Assessment", "Scoring", "Secrets", "Storage", "Values", logging, lifecycle]),
        part(
            "Authoring",
            ["Assessment", "Converters", "Interchange", "People", "Secrets", "Storage", "Values"]),
        part(
            "Administration",
            ["Converters", "Interchange", "People", "Secrets", "Storage", "Values"]),
        part(
            "Classes",
            [
                "Assessment", "Converters", "Interchange", "Mail", "People", "Secrets", "Storage",
                "Training", "Values",
            ]),
        part(
            "Web",
            [
                "CZlib", "Administration", "Assessment", "Authoring", "Classes", "Delivery",
                "Interchange", "Mail", "People", "Secrets", "Storage", "Training", "Values",
                hummingbird, nioCore, httpTypes,
                nioHTTPTypes, mustache, logging,
            ]),
        // Candidates who load a server from outside: it knows none of its parts.
        part("Rehearsal", ["OpenSSLTLS", "Values", nioCore, nioPosix, nioTLS]),
        .executableTarget(
            name: "sen",
            dependencies: [
                "Administration", "Assessment", "Authoring", "Classes", "Converters", "Delivery",
                "Interchange", "Mail", "OpenSSLTLS", "People", "Rehearsal", "Scoring", "Secrets",
                "Storage", "Training", "Values", "Web", hummingbird, hummingbirdCore, nioCore,
                nioPosix,
                httpTypes,
                logging, lifecycle,
                argumentParser, subprocess,
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),

        tests(of: "Values"),
        tests(of: "Secrets"),
        tests(of: "People", ["Values"]),
        tests(of: "Training", ["Values"]),
        tests(of: "Assessment", ["Values"]),
        tests(of: "Scoring", ["Assessment", "Interchange", "Values"]),
        tests(of: "Interchange", ["Assessment", "Converters", "People", "Training", "Values"]),
        tests(of: "Converters", ["Interchange", "Values"]),
        tests(of: "Storage", ["Assessment", "People", "Training", "Values", grdb]),
        tests(
            of: "OpenSSLTLS",
            [
                hummingbird, hummingbirdCore, nioCore, nioPosix, nioEmbedded, nioTLS, httpTypes,
                logging, lifecycle, subprocess,
            ]),
        tests(of: "Delivery", ["Assessment", "Storage", "Values"]),
        tests(
            of: "Authoring",
            ["Assessment", "Converters", "Interchange", "People", "Storage", "Values"]),
        tests(
            of: "Administration",
            ["Assessment", "Interchange", "People", "Secrets", "Storage", "Values"]),
        tests(
            of: "Classes",
            ["Converters", "Interchange", "People", "Storage", "Training", "Values"]),
        tests(
            of: "Web",
            [
                "Administration", "Assessment", "Authoring", "Classes", "Converters", "Delivery",
                "Interchange", "Mail", "People", "Secrets", "Storage", "Training", "Values",
                hummingbird, nioCore, nioEmbedded, nioPosix, httpTypes, nioHTTPTypes, logging,
            ]),
        tests(of: "Rehearsal"),
        tests(
            of: "sen",
            [
                "Assessment", "Authoring", "Delivery", "Interchange", "Mail", "People",
                "Rehearsal", "Storage", "Values", logging, lifecycle, argumentParser,
            ]),
        // The whole program, from outside.
        .testTarget(
            name: "FaultTests",
            dependencies: [
                "Assessment", "Authoring", "OpenSSLTLS", "People", "Rehearsal", "Storage", "Values",
                nioCore, nioPosix,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "LineTests",
            dependencies: [
                "Administration", "Assessment", "Authoring", "Converters", "Delivery",
                "Interchange", "People", "Secrets", "Storage", "Values",
            ],
            swiftSettings: strict),
    ]
)
