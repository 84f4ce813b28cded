// swift-tools-version: 6.2
import PackageDescription

// Two programs and one library come out of this package. `practical` is the command line. The cells of a
// practical are compiled against the dynamic library `PracticalKit`, which `practical-cell-host` loads:
// everything in that library runs beside student code; nothing outside it does.

let memorySafe: [SwiftSetting] = [.strictMemorySafety()]

let package = Package(
  name: "practical",
  products: [
    .executable(name: "practical", targets: ["practical"]),
    .executable(name: "practical-cell-host", targets: ["practical-cell-host"]),
    .executable(name: "practical-live-server", targets: ["practical-live-server"]),
    .executable(name: "practical-archiver", targets: ["practical-archiver"]),
    .library(name: "PracticalKit", type: .dynamic, targets: ["PracticalKit", "CellHost"]),
    // For the benchmarks, a package of its own.
    .library(name: "Figures", targets: ["Drawing", "FigureSamples", "Plots"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // System libraries: a module map each.
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
    .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(name: "CMD4C", pkgConfig: "md4c", providers: [.apt(["libmd4c-dev"])]),
    .systemLibrary(
      name: "CCMark", pkgConfig: "libcmark-gfm", providers: [.apt(["libcmark-gfm-dev"])]),
    .systemLibrary(name: "CMessageDigest", pkgConfig: "libmd", providers: [.apt(["libmd-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CLinux"),

    // What a cell can call, and what carries it to the runner.
    .target(name: "Wire", swiftSettings: memorySafe),
    // The kit is imported by code that is compiled without SwiftPM, so `Tensors` names the C functions it
    // calls with `@_extern(c)` and imports no C module: a client then needs no module map and no header.
    .target(
      name: "CKernels", dependencies: ["COpenBLAS"], linkerSettings: [.linkedLibrary("m")]),
    .target(
      name: "Tensors", dependencies: ["CKernels"],
      swiftSettings: memorySafe + [
        .enableExperimentalFeature("Extern"), .enableExperimentalFeature("Lifetimes"),
      ]),
    .target(
      name: "Networks", dependencies: ["CKernels", "Tensors"],
      swiftSettings: memorySafe + [.enableExperimentalFeature("Extern")]),
    .target(
      name: "Training",
      dependencies: ["CKernels", "Datasets", "Metrics", "Networks", "TensorFiles", "Tensors"],
      swiftSettings: memorySafe + [.enableExperimentalFeature("Extern")]),
    .target(name: "Metrics", dependencies: ["Tensors"], swiftSettings: memorySafe),
    .target(name: "FileUses", swiftSettings: memorySafe),
    .target(name: "CPNGReader", dependencies: ["CPNG"], linkerSettings: [.linkedLibrary("z")]),
    .target(
      name: "Datasets", dependencies: ["CDeflate", "CPNGReader", "FileUses", "Tensors"],
      swiftSettings: memorySafe + [.enableExperimentalFeature("Extern")]),
    .target(name: "CDeflate", linkerSettings: [.linkedLibrary("z")]),
    .target(
      name: "TensorFiles", dependencies: ["CDeflate", "FileUses", "Tensors"],
      swiftSettings: memorySafe + [.enableExperimentalFeature("Extern")]),
    .target(name: "Plots", dependencies: ["Wire"], swiftSettings: memorySafe),
    .target(name: "Checks", dependencies: ["Wire"], swiftSettings: memorySafe),
    .target(name: "CellChannel", dependencies: ["FileUses", "Wire", "Plots", "Checks"]),
    .target(
      name: "PracticalKit",
      dependencies: [
        "CellChannel", "Checks", "Datasets", "FileUses", "Metrics", "Networks", "Plots",
        "TensorFiles", "Tensors", "Training",
      ]),
    .target(name: "CellHost", dependencies: ["CellChannel", "PracticalKit", "CLinux"]),

    // The runner: trusted, and never linked with student code.
    .target(name: "CPNGWriter", dependencies: ["CPNG"]),
    .target(name: "Drawing", dependencies: ["CCairo", "CPNGWriter", "Plots"]),
    .target(
      name: "Notebooks",
      dependencies: [
        "CCMark", "CLinux", "CMessageDigest", "CellChannel", "Checks", "FileUses", "Plots",
        "Yams",
      ]),
    .target(name: "DatasetCatalog", dependencies: ["CMessageDigest", "CZlib"]),
    .target(
      name: "Grading",
      dependencies: [
        "ArchiveFiles", "Checks", "Notebooks", "Plots", "Wire",
        .product(name: "Yams", package: "Yams"),
      ]),
    .target(
      name: "Gradebook",
      dependencies: ["Grading", "Notebooks", .product(name: "GRDB", package: "GRDB.swift")]),
    .target(
      name: "Reports", dependencies: ["CMD4C", "CMessageDigest", "Grading", "Notebooks"]),
    .target(
      name: "LiveReport",
      dependencies: [
        "CLinux", "CellChannel", "LiveChannel", "Notebooks", "Plots", "Reports",
      ]),
    .executableTarget(
      name: "practical",
      dependencies: [
        "ArchiveFiles", "Notebooks", "Grading", "Gradebook", "LiveChannel", "LiveReport", "Reports",
        "Drawing",
        "DatasetCatalog",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "practical-cell-host", dependencies: ["CLinux"]),

    // What serves the live report, a process of its own: FlyingFox brings libcurl with it, which would be
    // loaded at every start of `practical`.
    .target(name: "LiveChannel", dependencies: ["Wire"]),
    .target(
      name: "LiveServing",
      dependencies: [
        "CLinux", "LiveChannel", .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ]),
    .executableTarget(name: "practical-live-server", dependencies: ["LiveServing"]),

    // What reads and writes archives, a process of its own: it parses what students hand in with a library
    // in C, which brings twenty others with it.
    .target(name: "ArchiveFiles", dependencies: ["Wire"]),
    .target(name: "Archiving", dependencies: ["ArchiveFiles", "CArchive", "Wire"]),
    .executableTarget(
      name: "practical-archiver", dependencies: ["ArchiveFiles", "Archiving", "CArchive"]),

    .testTarget(name: "TensorsTests", dependencies: ["Tensors", "CKernels"]),
    .testTarget(
      name: "NetworksTests", dependencies: ["CKernels", "Networks", "Tensors"],
      exclude: ["Golden/Values"]),
    .testTarget(
      name: "TrainingTests",
      dependencies: [
        "CKernels", "Datasets", "Metrics", "Networks", "TensorFiles", "Tensors", "Training",
      ]),
    .testTarget(name: "MetricsTests", dependencies: ["Metrics"], exclude: ["Reference/metrics.py"]),
    .testTarget(name: "DatasetsTests", dependencies: ["CDeflate", "CPNGReader", "Datasets"]),
    .testTarget(
      name: "TensorFilesTests", dependencies: ["CDeflate", "TensorFiles", "Tensors"],
      exclude: ["Fixtures"]),
    .testTarget(name: "DatasetCatalogTests", dependencies: ["DatasetCatalog"]),
    .testTarget(name: "PlotsTests", dependencies: ["Plots", "Wire"]),
    .testTarget(name: "PracticalKitTests", dependencies: ["Plots", "PracticalKit", "Tensors"]),
    .target(name: "FigureSamples", dependencies: ["Plots"], path: "Tests/FigureSamples"),
    .testTarget(
      name: "DrawingTests", dependencies: ["CCairo", "Drawing", "FigureSamples", "Plots", "Wire"],
      exclude: ["References"]),
    .testTarget(
      name: "GradingTests",
      dependencies: ["ArchiveFiles", "Checks", "Grading", "Notebooks", "practical-archiver"]),
    .testTarget(name: "ArchivingTests", dependencies: ["ArchiveFiles", "Archiving", "Wire"]),
    .testTarget(
      name: "GradebookTests",
      dependencies: [
        "Gradebook", "Grading", "Notebooks", .product(name: "GRDB", package: "GRDB.swift"),
      ], exclude: ["Golden"]),
    .testTarget(
      name: "ReportsTests",
      dependencies: ["BrowserSupport", "Drawing", "Grading", "Notebooks", "Plots", "Reports"]),
    // A browser to look at pages with, for all tests that want one.
    .target(name: "BrowserSupport", dependencies: ["CLinux"], path: "Tests/BrowserSupport"),
    .testTarget(
      name: "LiveReportTests",
      dependencies: [
        "practical-live-server", "BrowserSupport", "CellChannel", "LiveReport", "LiveServing",
        "Notebooks", "Plots", "Reports",
      ]),
    .testTarget(
      name: "NotebooksTests", dependencies: ["CCMark", "CellChannel", "Checks", "Notebooks"],
      exclude: ["Fixtures"]),
    .testTarget(name: "WireTests", dependencies: ["Wire"]),
    .testTarget(name: "ChecksTests", dependencies: ["Checks", "Wire"]),
    .testTarget(
      name: "CellChannelTests",
      dependencies: ["CellChannel", "Checks", "FileUses", "Plots", "Wire"]),
    // Runs the release build; see Tests/EndToEndTests/Support.
    .testTarget(
      name: "EndToEndTests", dependencies: ["BrowserSupport"], exclude: ["Attacks", "Snapshots"]),
  ],
  swiftLanguageModes: [.v6]
)
