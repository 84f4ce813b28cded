import Testing

@testable import Tensors

@Suite("How tensors print")
struct DescriptionTests {
  private static let expectations: [(Tensor, String)] = [
    (Tensor(3), "3"),
    (Tensor(0.5), "0.5"),
    ([1, 2, 3], "[1, 2, 3]"),
    ([-1, 0.5, 10], "[-1.0,  0.5, 10.0]"),
    ([1.25, 2], "[1.25, 2.00]"),
    ([0.333333333, 1], "[0.3333, 1.0000]"),
    ([[1, -2], [30, 4]], "[[ 1, -2],\n [30,  4]]"),
    ([[[1, 2]], [[3, 4]]], "[[[1, 2]],\n\n [[3, 4]]]"),
    (Tensor([.nan, 1, -.infinity]), "[ nan,    1, -inf]"),
    (Tensor([0.00001234, 0.00056]), "[1.234e-05, 5.600e-04]"),
    ([0.0001, 1], "[0.0001, 1.0000]"),
    ([0.00001, 1, 100], "[  0.0,   1.0, 100.0]"),
    ([0.00001, -0.000002, 0, 0.5], "[ 1.000e-05, -2.000e-06,  0.000e+00,  5.000e-01]"),
    (Tensor([3e9, 1]), "[3.000e+09, 1.000e+00]"),
    (Tensor([9.9999e-5]), "[1.000e-04]"),
    ([123456.789], "[123456.8]"),
    ([12345.678, 0.5], "[12345.68,     0.50]"),
    ([16_777_216], "[16777216]"),
    ([-0.00004, 1.5], "[-0.0,  1.5]"),
    ([], "an empty tensor of shape [0]"),
    (Tensor(zeros: [3, 0]), "an empty tensor of shape [3, 0]"),
    (
      Tensor(range: 0..<1200).reshaped(to: [30, 40]),
      """
      a tensor of shape [30, 40]
      [[   0,    1,    2, …,   37,   38,   39],
       [  40,   41,   42, …,   77,   78,   79],
       [  80,   81,   82, …,  117,  118,  119],
       …,
       [1080, 1081, 1082, …, 1117, 1118, 1119],
       [1120, 1121, 1122, …, 1157, 1158, 1159],
       [1160, 1161, 1162, …, 1197, 1198, 1199]]
      """
    ),
    (
      Tensor(range: 0..<25),
      """
      [ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
       20, 21, 22, 23, 24]
      """
    ),
  ]

  @Test("Numbers line up with as few digits as they need", arguments: expectations.indices)
  func printing(index: Int) {
    let (tensor, text) = Self.expectations[index]
    #expect(tensor.description == text)
    #expect("\(tensor)" == text)
  }
}
