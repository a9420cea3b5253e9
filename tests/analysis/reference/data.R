# Writes the data that the reference values are computed from.
#
# api_*.csv    columns of the api sets that R's survey package ships (Californian
#              schools, public).
# counters.csv an invented survey: strata of several PSUs, one stratum with a single
#              PSU, five items with answers missing, agencies that cut across strata.
suppressMessages(library(survey))
data(api)

columns <- c("stype", "dnum", "snum", "pw", "api00", "api99", "enroll", "api.stu",
             "sch.wide", "comp.imp", "awards")
write_api <- function(frame, name, fpc) {
  frame <- frame[, c(columns, fpc)]
  names(frame) <- gsub(".", "_", names(frame), fixed = TRUE)
  write.csv(frame, paste0("api_", name, ".csv"), row.names = FALSE, na = "")
}
write_api(apisrs, "srs", "fpc")
write_api(apistrat, "strat", "fpc")
write_api(apiclus1, "clus1", "fpc")
write_api(apiclus2, "clus2", c("fpc1", "fpc2"))

set.seed(2026, kind = "Mersenne-Twister")
psus <- data.frame(
  stratum = rep(c("north", "south", "east", "west"), c(6, 5, 4, 1)),
  psu = c(1:6, 1:5, 1:4, 1),
  psus_in_stratum = rep(c(40, 5, 30, 12), c(6, 5, 4, 1))
)
rows <- psus[rep(seq_len(nrow(psus)), sample(4:12, nrow(psus), replace = TRUE)), ]
rows$weight <- round(runif(nrow(rows), 5, 60), 3)
rows$agency <- sample(c("A", "B", "C"), nrow(rows), replace = TRUE)
lean <- rnorm(nrow(psus))[match(paste(rows$stratum, rows$psu),
                                paste(psus$stratum, psus$psu))]
for (item in paste0("q", 1:5)) {
  code <- pmin(5, pmax(1, round(4 + 0.5 * lean + rnorm(nrow(rows)))))
  code[runif(nrow(rows)) < 0.12] <- NA
  rows[[item]] <- code
}
write.csv(rows, "counters.csv", row.names = FALSE, na = "")
