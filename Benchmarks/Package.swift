// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "practical-benchmarks",
  dependencies: [.package(name: "practical", path: "..")],
  targets: [
    .target(name: "CPeak"),
    .executableTarget(
      name: "training-steps",
      dependencies: ["CPeak", .product(name: "PracticalKit", package: "practical")]),
    .executableTarget(
      name: "figures", dependencies: [.product(name: "Figures", package: "practical")]),
  ],
  swiftLanguageModes: [.v6]
)
