# Reference values under several stages, for contrasts, waves, quantiles and domains.
# Run through make_references.sh; writes design.csv, nhanes.csv and mu284.csv.
suppressMessages(library(survey))
source("put.R")
options(survey.lonely.psu = "adjust")

# --- data -------------------------------------------------------------------
data(nhanes)
write.csv(nhanes, "nhanes.csv", row.names = FALSE, na = "")
data(mu284)
write.csv(mu284, "mu284.csv", row.names = FALSE)

# --- two stages with corrections at both --------------------------------------
clus2 <- read.csv("api_clus2.csv", stringsAsFactors = TRUE)
clus2$h1 <- as.numeric(clus2$sch_wide == "Yes")
two <- svydesign(~ dnum + snum, fpc = ~ fpc1 + fpc2, weights = ~pw, data = clus2)
mu <- svydesign(~ id1 + id2, fpc = ~ n1 + n2, data = mu284)
mu284$weight <- weights(mu)
write.csv(mu284, "mu284.csv", row.names = FALSE)

put_total(~api00, two, "clus2_fpc/api00")
put_mean(~api00, two, "clus2_fpc/api00")
put_mean(~h1, two, "clus2_fpc/h1")
put_mean(~api00, subset(two, stype == "E"), "clus2_fpc/elementary/api00")
put_total(~y1, mu, "mu284/y1")
put_mean(~y1, mu, "mu284/y1")

# --- a large stratified survey with nested PSU labels ---------------------------
health <- svydesign(~SDMVPSU, strata = ~SDMVSTRA, weights = ~WTMEC2YR, nest = TRUE,
                    data = nhanes)
known <- subset(health, !is.na(HI_CHOL))
put_total(~HI_CHOL, known, "nhanes/high")
put_mean(~HI_CHOL, known, "nhanes/high")
for (method in c("xlogit", "beta")) {
  bounds <- attr(svyciprop(~HI_CHOL, known, method = method), "ci")
  put(paste0("nhanes/high/", method), low = bounds[[1]], high = bounds[[2]])
}
for (race in 1:4) {
  put_mean(~HI_CHOL, subset(known, race == get("race", envir = globalenv())),
           paste0("nhanes/high/race", race))
}

# --- contrasts between domains of one design ------------------------------------
by_race <- svyby(~HI_CHOL, ~race, known, svymean, covmat = TRUE)
put_contrast(svycontrast(by_race, c("1" = 1, "2" = -1)), "nhanes/race1-race2")
put_contrast(svycontrast(by_race, c("1" = 0.5, "2" = 0.5, "3" = -1)), "nhanes/mixed")
put_contrast(svycontrast(by_race, quote(`1` / `2`)), "nhanes/relative")
covariance <- vcov(by_race)
put("nhanes/covariance", c11 = covariance[1, 1], c12 = covariance[1, 2],
    c14 = covariance[1, 4], c34 = covariance[3, 4])

# --- two waves that share their PSUs: stacked rows --------------------------------
for (name in c("clus1", "strat", "clus2")) {
  frame <- read.csv(paste0("api_", name, ".csv"), stringsAsFactors = TRUE)
  stacked <- rbind(cbind(frame, wave = "a", score = frame$api99),
                   cbind(frame, wave = "b", score = frame$api00))
  ids <- if (name == "strat") ~snum else ~dnum
  strata <- if (name == "strat") ~stype
  design <- svydesign(ids, strata = strata, weights = ~pw, data = stacked)
  waves <- svyby(~score, ~wave, design, svymean, covmat = TRUE)
  put_contrast(svycontrast(waves, c(b = 1, a = -1)), paste0("waves/", name))
}

# --- quantiles ---------------------------------------------------------------------
quantiles <- function(design, case) {
  # Not 0.1 or 0.9: of 200 equal weights a tenth ends between two rows, and the last bit
  # of a sum of floats decides in R which of them is the quantile.
  for (p in c(0.103, 0.251, 0.503, 0.897)) {
    found <- svyquantile(~api00, design, p, qrule = "math", interval.type = "mean")
    put(paste0(case, "/q", p), value = coef(found)[[1]], se = SE(found)[[1]],
        low = confint(found)[[1]], high = confint(found)[[2]])
  }
}
for (name in c("srs", "strat", "clus1")) {
  frame <- read.csv(paste0("api_", name, ".csv"), stringsAsFactors = TRUE)
  ids <- if (name == "clus1") ~dnum else ~1
  strata <- if (name == "strat") ~stype
  design <- svydesign(ids, strata = strata, weights = ~pw, fpc = ~fpc, data = frame)
  quantiles(design, paste0("quantile/", name))
  quantiles(subset(design, stype == "E"), paste0("quantile/", name, "/elementary"))
}
quantiles(two, "quantile/clus2_fpc")

write_found("design.csv")
