# ICC(2,1) and ICC(3,1) with 95 % intervals by the package psych (Revelle), and F quantiles by qf: the ratings come as
# lines of numbers, one table a file, one row a subject, one column a rater.
#
#     Rscript tests/oracles/icc.R TABLE.txt [TABLE.txt ...]
#     Rscript tests/oracles/icc.R --qf P DF1 DF2 [P DF1 DF2 ...]
options(digits = 15)
said <- commandArgs(trailingOnly = TRUE)

if (said[1] == "--qf") {
  asked <- matrix(as.numeric(said[-1]), ncol = 3, byrow = TRUE)
  for (i in seq_len(nrow(asked))) cat(format(qf(asked[i, 1], asked[i, 2], asked[i, 3]), digits = 15), "\n")
} else {
  suppressPackageStartupMessages(library(psych))
  for (file in said) {
    # lmer = FALSE: the analysis of variance of the published formulas.
    results <- ICC(as.matrix(read.table(file)), lmer = FALSE)$results
    for (type in c("ICC2", "ICC3")) {
      row <- results[results$type == type, c("ICC", "lower bound", "upper bound")]
      cat(format(as.numeric(row), digits = 15), "")
    }
    cat("\n")
  }
}
