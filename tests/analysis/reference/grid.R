# Fingerprints of binomial intervals for every x <= n <= 200, from R's stats.
# Run through make_references.sh; writes grid.csv. For each n and level the lower
# bounds of x = 0..n are summed up three ways; the upper ones are their mirror.
digits <- function(x) sprintf("%.17g", x)
fingerprint <- function(low, n) {
  place <- (seq_len(n + 1)) / (n + 1)
  digits(c(sum(low), sum(low * place), sum(low^2 * (1 - place))))
}
rows <- list()
for (level in c(0.90, 0.95, 0.99)) {
  for (n in 1:200) {
    x <- 0:n
    exact <- vapply(x, function(k) binom.test(k, n, conf.level = level)$conf.int[1], 0)
    score <- suppressWarnings(vapply(x, function(k) {
      prop.test(k, n, conf.level = level, correct = FALSE)$conf.int[1]
    }, 0))
    jeffreys <- ifelse(x == 0, 0, qbeta((1 - level) / 2, x + 0.5, n - x + 0.5))
    rows[[length(rows) + 1]] <- c(
      level, n, fingerprint(exact, n), fingerprint(score, n), fingerprint(jeffreys, n)
    )
  }
}
table <- as.data.frame(do.call(rbind, rows))
names(table) <- c("level", "n", outer(1:3, c("clopper_pearson", "wilson", "jeffreys"),
                                      function(i, m) paste(m, i, sep = "_")))
write.csv(table, "grid.csv", row.names = FALSE, quote = FALSE)
