# Times svyby on the answers of the benchmark; prints the seconds.
suppressMessages(library(survey))
given <- commandArgs(trailingOnly = TRUE)
frame <- read.csv(given[[1]])
frame$stratum <- factor(frame$stratum)
rows <- list()
seconds <- system.time(for (item in seq_len(as.integer(given[[3]]))) {
  code <- frame[[paste0("q", item)]]
  frame$hit <- as.numeric(code >= 4 & code <= 5)
  frame$valid <- code >= 1 & code <= 5
  design <- svydesign(~psu, strata = ~stratum, weights = ~weight, nest = TRUE,
                      data = frame)
  found <- svyby(~hit, ~agency, subset(design, valid), svymean)
  rows[[item]] <- data.frame(p = sprintf("%.17g", coef(found)),
                             se = sprintf("%.17g", SE(found)))
})[["elapsed"]]
write.csv(do.call(rbind, rows), given[[2]], row.names = FALSE, quote = FALSE)
cat(seconds)
