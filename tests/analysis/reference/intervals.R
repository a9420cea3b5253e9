# Reference values for binomial intervals and Holm's adjustment, from R's stats.
# Run through make_references.sh; writes binomial.csv and holm.csv.
grid <- do.call(rbind, lapply(c(1, 2, 3, 7, 22, 73, 200), function(n) {
  expand.grid(x = unique(round(seq(0, n, length.out = 9))), n = n,
              level = c(0.90, 0.95, 0.99))
}))
digits <- function(x) sprintf("%.17g", x)
bounds <- function(x, n, level) {
  exact <- binom.test(x, n, conf.level = level)$conf.int
  score <- suppressWarnings(
    prop.test(x, n, conf.level = level, correct = FALSE)$conf.int
  )
  jeffreys <- qbeta(c(1 - level, 1 + level) / 2, x + 0.5, n - x + 0.5)
  digits(c(exact, score, jeffreys))
}
values <- t(mapply(bounds, grid$x, grid$n, grid$level))
colnames(values) <- c("clopper_pearson_low", "clopper_pearson_high", "wilson_low",
                      "wilson_high", "jeffreys_low", "jeffreys_high")
write.csv(cbind(grid, values), "binomial.csv", row.names = FALSE, quote = FALSE)

p <- c(0.0004, 0.21, 0.013, 0.049, 0.013, 0.9, 0.011, 0.0071)
write.csv(data.frame(p = digits(p), holm = digits(p.adjust(p, "holm"))), "holm.csv",
          row.names = FALSE, quote = FALSE)
