# Reference values for calibrated weights, replicates, response models and tables.
# Run through make_references.sh; writes weights.csv and replicate_weights.csv.
suppressMessages(library(survey))
source("put.R")
options(survey.lonely.psu = "adjust", survey.replicates.mse = FALSE)

read_api <- function(name) {
  frame <- read.csv(paste0("api_", name, ".csv"), stringsAsFactors = TRUE)
  frame$h1 <- as.numeric(frame$sch_wide == "Yes")
  frame
}
designs <- function(name) {
  ids <- if (startsWith(name, "clus")) ~dnum else ~1
  strata <- if (name == "strat") ~stype
  svydesign(ids, strata = strata, weights = ~pw, fpc = ~fpc, data = read_api(name))
}
figures <- function(design, case) {
  put_total(~enroll, subset(design, !is.na(enroll)), paste0(case, "/enroll"))
  put_mean(~api00, design, paste0(case, "/api00"))
  put_mean(~h1, subset(design, stype == "E"), paste0(case, "/h1_elementary"))
  put_mean(~api00, subset(design, stype == "H"), paste0(case, "/api00_high"))
  put_total(~api00, subset(design, stype == "H"), paste0(case, "/api00_high"))
  put(paste0(case, "/weights"), low = min(weights(design)), high = max(weights(design)),
      squares = sum(weights(design)^2))
}
stype <- data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018))
wide <- data.frame(sch_wide = c("No", "Yes"), Freq = c(1072, 5122))

for (name in c("srs", "strat", "clus1")) {
  design <- designs(name)
  figures(postStratify(design, ~stype, stype), paste0("poststratified/", name))
  raked <- calibrate(design, ~ stype + sch_wide,
                     c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018,
                       sch_wideYes = 5122),
                     calfun = "raking", epsilon = 1e-14, maxit = 1000)
  figures(raked, paste0("raked/", name))
  turns <- rake(design, list(~stype, ~sch_wide), list(stype, wide),
                control = list(maxit = 1000, epsilon = 1e-12))
  put(paste0("raked/", name, "/in_turns"), squares = sum(weights(turns)^2))
  greg <- calibrate(design, ~ stype + api99,
                    c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018,
                      api99 = 3914069))
  figures(greg, paste0("greg/", name))
}

# --- calibrated, with a lonely PSU and with two stages ---------------------------
survey_of <- read.csv("counters.csv", stringsAsFactors = TRUE)
# A subset of a calibrated design keeps its rows: a missing value outside it spreads.
survey_of$known <- !is.na(survey_of$q1)
survey_of$q1[!survey_of$known] <- 0
agencies <- data.frame(agency = c("A", "B", "C"), Freq = c(1600, 1500, 1700))
for (lonely in c("adjust", "remove")) {
  options(survey.lonely.psu = lonely)
  design <- svydesign(~psu, strata = ~stratum, weights = ~weight, nest = TRUE,
                      data = survey_of)
  known <- subset(postStratify(design, ~agency, agencies), known)
  put_mean(~q1, known, paste0("lonely_calibrated/", lonely, "/q1"))
  put_total(~q1, known, paste0("lonely_calibrated/", lonely, "/q1"))
}
options(survey.lonely.psu = "adjust")
two <- svydesign(~ dnum + snum, fpc = ~ fpc1 + fpc2, weights = ~pw,
                 data = read_api("clus2"))
two <- calibrate(two, ~ stype + sch_wide,
                 c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018,
                   sch_wideYes = 5122),
                 calfun = "raking", epsilon = 1e-14, maxit = 1000)
put_mean(~api00, two, "two_stages_raked/api00")
put_total(~api00, subset(two, stype == "E"), "two_stages_raked/api00_elementary")

# --- replicates ---------------------------------------------------------------
replicated <- function(design, case) {
  put_replicated <- function(estimate, name) {
    put(paste0(case, name), value = coef(estimate)[[1]], se = SE(estimate)[[1]])
  }
  put_replicated(svymean(~api00, design), "/mean")
  put_replicated(svytotal(~api00, design), "/total")
  put_replicated(svyratio(~api_stu, ~api00, design), "/ratio")
}
for (name in c("srs", "clus1")) {
  design <- designs(name)
  replicated(as.svrepdesign(design, type = "JK1"), paste0("jk1_fpc/", name))
  design <- svydesign(if (name == "clus1") ~dnum else ~1, weights = ~pw,
                      data = read_api(name))
  replicated(as.svrepdesign(design, type = "JK1"), paste0("jk1/", name))
}
replicated(as.svrepdesign(designs("strat"), type = "JKn"), "jkn_fpc/strat")
counters <- read.csv("counters.csv", stringsAsFactors = TRUE)
counters <- counters[counters$stratum != "west", ]
counters$stratum <- droplevels(counters$stratum)
counters$api00 <- rowSums(counters[, paste0("q", 1:5)], na.rm = TRUE)
counters$api_stu <- counters$weight
design <- svydesign(~psu, strata = ~stratum, weights = ~weight, nest = TRUE,
                    data = counters)
replicated(as.svrepdesign(design, type = "JKn"), "jkn/counters")

set.seed(7, kind = "Mersenne-Twister")
boot <- as.svrepdesign(designs("clus1"), type = "subbootstrap", replicates = 12)
replicated(boot, "bootstrap/clus1")
write.csv(round(weights(boot, "analysis"), 12), "replicate_weights.csv",
          row.names = FALSE)

# --- a model of response ----------------------------------------------------------
design <- svydesign(~1, weights = ~pw, data = read_api("strat"))
model <- suppressWarnings(
  svyglm(I(awards == "Yes") ~ stype + I(api00 / 100), design, family = quasibinomial(),
         control = glm.control(epsilon = 1e-15, maxit = 100))
)
put("propensity/strat", intercept = coef(model)[[1]], high = coef(model)[[2]],
    middle = coef(model)[[3]], score = coef(model)[[4]])

# --- tables -----------------------------------------------------------------------
tables <- function(design, formula, case) {
  for (statistic in c("F", "Chisq")) {
    test <- suppressWarnings(svychisq(formula, design, statistic = statistic))
    put(paste(case, statistic, sep = "/"), statistic = test$statistic[[1]],
        p = test$p.value[[1]])
    if (statistic == "F") {
      put(paste(case, "df", sep = "/"), numerator = test$parameter[[1]],
          denominator = test$parameter[[2]])
    }
  }
}
for (name in c("srs", "strat", "clus1")) {
  tables(designs(name), ~ stype + sch_wide, paste0("table/", name))
  tables(designs(name), ~ comp_imp + sch_wide, paste0("table2/", name))
}
health <- svydesign(~SDMVPSU, strata = ~SDMVSTRA, weights = ~WTMEC2YR, nest = TRUE,
                    data = read.csv("nhanes.csv"))
tables(health, ~ HI_CHOL + race, "table/nhanes")

# --- scales -----------------------------------------------------------------------
whole <- counters[complete.cases(counters[, paste0("q", 1:5)]), ]
design <- svydesign(~psu, strata = ~stratum, weights = ~weight, nest = TRUE, data = whole)
put("alpha/counters", value = svycralpha(~ q1 + q2 + q3 + q4 + q5, design)[[1]])

write_found("weights.csv")
