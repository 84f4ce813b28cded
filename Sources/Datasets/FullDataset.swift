/// A data set that does not come with the program: `practical datasets fetch` fetches it.
struct FullDataset {
  /// The name of the data set, which is that of its folder.
  var name: String
  /// What has to be downloaded, such as `11.6 MB`.
  var downloadSize: String
  /// The CRC-32 of each file, unpacked: much faster to compute than a SHA-256, and enough against accidents.
  var checksums: [String: UInt32]

  /// The command that fetches the data set, and mends it.
  var command: String { "practical datasets fetch \(name)" }

  /// The folder of the data set.
  func folder(in directory: DatasetDirectory) throws(DatasetError) -> String {
    do throws(DatasetError) {
      return try directory.resolve(name)
    } catch {
      throw DatasetError(
        path: error.path, line: nil, column: nil, message: error.message,
        help: "`\(command)` downloads it (\(downloadSize))")
    }
  }

  /// Runs something that reads files of the data set; its errors name the command that mends them.
  func mending<Value>(_ body: () throws(DatasetError) -> Value) throws(DatasetError) -> Value {
    do throws(DatasetError) {
      return try body()
    } catch {
      var error = error
      error.help = "`\(command)` fetches again what is missing or damaged"
      throw error
    }
  }

  /// Reads a file of the data set, as it is or unpacked from `FILE.gz` beside, and makes something of it.
  ///
  /// The checksum is compared last: what is wrong with a file that has another form can be said more clearly.
  func read<Value>(
    _ file: String, in folder: String,
    _ parse: (_ bytes: consuming [UInt8], _ path: String) throws(DatasetError) -> Value
  ) throws(DatasetError) -> Value {
    var path = "\(folder)/\(file)"
    let isPacked = !FileContents.exists(path) && FileContents.exists(path + ".gz")
    if isPacked { path += ".gz" }
    let bytes = isPacked ? try GzipFile.read(path) : try FileContents.read(path)
    let isIntact = checksums[file].map { $0 == CyclicCheck.crc32(bytes) } ?? true
    let value = try parse(bytes, path)
    guard isIntact else { throw .damaged(path, "the contents were changed: the checksum is wrong") }
    return value
  }
}

extension FullDataset {
  /// The 70,000 digits.
  static let mnist = FullDataset(
    name: "mnist", downloadSize: "11.6 MB",
    checksums: [
      "train-images-idx3-ubyte": 0xE9F4_D8B3, "train-labels-idx1-ubyte": 0xE0CB_4AD2,
      "t10k-images-idx3-ubyte": 0x9137_3BDF, "t10k-labels-idx1-ubyte": 0x4AB9_EFF9,
    ])

  /// The 70,000 pieces of clothing.
  static let fashionMNIST = FullDataset(
    name: "fashion-mnist", downloadSize: "30.9 MB",
    checksums: [
      "train-images-idx3-ubyte": 0xB4F2_9F28, "train-labels-idx1-ubyte": 0x741A_4657,
      "t10k-images-idx3-ubyte": 0x678F_E0B1, "t10k-labels-idx1-ubyte": 0x8014_2C1F,
    ])

  /// The text messages.
  static let smsSpam = FullDataset(
    name: "sms-spam", downloadSize: "0.2 MB", checksums: ["SMSSpamCollection": 0x966B_9074])
}

extension LabelledImages {
  /// Reads the two parts of a data set that has the files and the format of MNIST.
  static func parts(
    of set: FullDataset, in directory: DatasetDirectory
  ) throws(DatasetError) -> (train: LabelledImages, test: LabelledImages) {
    let folder = try set.folder(in: directory)
    return try set.mending { () throws(DatasetError) in
      (
        train: try part("train", of: set, in: folder), test: try part("t10k", of: set, in: folder)
      )
    }
  }

  private static func part(
    _ name: String, of set: FullDataset, in folder: String
  ) throws(DatasetError) -> LabelledImages {
    func grid(_ file: String, rank: Int) throws(DatasetError) -> (IDXFile, path: String) {
      try set.read(file, in: folder) { (bytes, path) throws(DatasetError) in
        (try IDXFile(parsing: bytes, path: path, rank: rank), path)
      }
    }
    let (pictures, imagesPath) = try grid("\(name)-images-idx3-ubyte", rank: 3)
    let (labels, labelsPath) = try grid("\(name)-labels-idx1-ubyte", rank: 1)
    return try LabelledImages(
      pictures: pictures, imagesPath: imagesPath, labels: labels, labelsPath: labelsPath,
      classCount: 10)
  }
}
