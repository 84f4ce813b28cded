// What a cell sees without importing anything.
@_exported import Checks
@_exported import Datasets
@_exported import Glibc
@_exported import Metrics
@_exported import Networks
@_exported import Plots
@_exported import TensorFiles
@_exported import Tensors
@_exported import Training
