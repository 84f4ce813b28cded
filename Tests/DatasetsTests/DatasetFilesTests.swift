import Foundation
import Testing

@testable import Datasets

struct DatasetFilesTests {
  @Test func takesTheFirstFolderThatHasTheDataSet() throws {
    let (user, bundled) = (try TemporaryFolder(), try TemporaryFolder())
    try user.write("", to: "own/file")
    try bundled.write("", to: "own/file")
    try bundled.write("", to: "other/file")
    try user.write("a file of that name", to: "other")
    let directory = DatasetDirectory(roots: [user.path + "/", bundled.path])
    #expect(try directory.resolve("own") == user.path + "/own")
    #expect(try directory.resolve("other") == bundled.path + "/other")
    #expect {
      try directory.resolve("none")
    } throws: { error in
      "\(error)" == """
        \(user.path)/: there is no data set `none` here, nor in \(bundled.path)
          help: `practical datasets list` names the data sets that are there
        """
    }
  }

  @Test func saysWhenNoFolderIsKnown() {
    #expect {
      try DatasetDirectory(roots: []).resolve("breast-cancer")
    } throws: { error in
      "\(error)" == """
        breast-cancer: no folder of data sets is known
          help: set PRACTICAL_DATASETS to the folder that holds `breast-cancer`
        """
    }
  }

  @Test func looksInTheFolderOfTheUserFirst() async {
    await #expect(processExitsWith: .success) {
      setenv("PRACTICAL_DATASETS", "", 1)
      setenv("PRACTICAL_DATASETS_DEFAULT", "/bundled", 1)
      #expect(DatasetDirectory.fromEnvironment.roots == ["/bundled"])
      setenv("PRACTICAL_DATASETS", "/own", 1)
      #expect(DatasetDirectory.fromEnvironment.roots == ["/own", "/bundled"])
      setenv("PRACTICAL_DATASETS_FETCHED", "/fetched", 1)
      #expect(DatasetDirectory.fromEnvironment.roots == ["/own", "/fetched", "/bundled"])
      #expect(DatasetDirectory.fromEnvironment.andSystem.roots.last == "/usr/share/datasets")
    }
  }

  @Test func readsFilesUpToALimit() throws {
    let folder = try TemporaryFolder()
    try folder.write([1, 2, 3], to: "toy/three")
    let path = folder.path + "/toy/three"
    #expect(try FileContents.read(path, maximumByteCount: 3) == [1, 2, 3])
    let tooLarge = DatasetError.damaged(path, "the file has 3 bytes, more than the 2 that are read")
    #expect(throws: tooLarge) { try FileContents.read(path, maximumByteCount: 2) }
  }

  @Test func refusesWhatIsNoFile() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "toy/inside")
    let path = folder.path + "/toy"
    #expect(throws: DatasetError.damaged(path, "this is not a file")) {
      try FileContents.read(path)
    }
    #expect(throws: DatasetError.damaged(path + "/gone", "the file is missing")) {
      try FileContents.read(path + "/gone")
    }
    let pipe = path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(throws: DatasetError.damaged(pipe, "this is not a file")) {
      try FileContents.read(pipe)
    }
    let below = path + "/inside/file"
    #expect(throws: DatasetError.damaged(below, "the file cannot be read: Not a directory")) {
      try FileContents.read(below)
    }
  }
}
