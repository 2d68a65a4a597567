# Solves paths with glmnet for benchmarks/glmnet.py: one for each line of standard input
# "l1_ratio type.gaussian thresh". Answers "solved seconds"; the weights are in W.bin.

arguments <- commandArgs(trailingOnly = TRUE)
n <- as.integer(arguments[1])
p <- as.integer(arguments[2])
suppressPackageStartupMessages(library(glmnet))
glmnet.control(fdev = 0, devmax = 1)  # never stop before the last penalty

X <- matrix(readBin("X.bin", "double", n * p), n, p)
y <- readBin("y.bin", "double", n)
requests <- file("stdin", "r")
while (length(line <- readLines(requests, 1)) > 0) {
  request <- strsplit(line, " ")[[1]]
  lams <- readBin("lams.bin", "double", 1e6)
  invisible(gc())  # the garbage of the last turn is not collected in this one
  start <- Sys.time()
  fit <- suppressWarnings(glmnet(
    X, y, lambda = lams, alpha = as.numeric(request[1]), standardize = FALSE,
    type.gaussian = request[2], thresh = as.numeric(request[3]), maxit = 1e7
  ))
  seconds <- as.numeric(Sys.time() - start, units = "secs")
  writeBin(as.vector(as.matrix(fit$beta)), "W.bin")
  cat(sprintf("%d %.9f\n", ncol(fit$beta), seconds))
  flush(stdout())
}
