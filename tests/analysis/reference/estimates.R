# Reference values for the estimators: shares, means, ratios, totals, composites.
# Run through make_references.sh; writes estimates.csv and versions.csv.
suppressMessages(library(survey))
stopifnot(packageVersion("survey") >= "4.4")
options(survey.lonely.psu = "adjust", digits = 17)

found <- list()
put <- function(case, ...) {
  values <- c(...)
  found[[length(found) + 1]] <<- data.frame(
    case = case, quantity = names(values), value = sprintf("%.17g", unname(values))
  )
}

yes <- function(column) as.numeric(column == "Yes")
read_api <- function(name) {
  # Strata must be factors: survey reads strata of text as numbers, and gets NA.
  frame <- read.csv(paste0("api_", name, ".csv"), stringsAsFactors = TRUE)
  frame$h1 <- yes(frame$sch_wide)
  frame$h2 <- yes(frame$comp_imp)
  frame$h3 <- yes(frame$awards)
  frame$b1 <- frame$b2 <- frame$b3 <- 1
  frame
}

# One block of values for a design or a domain of it.
estimates <- function(case, design) {
  share <- svymean(~h1, design, deff = "replace")
  xlogit <- attr(svyciprop(~h1, design, method = "xlogit"), "ci")
  beta <- attr(svyciprop(~h1, design, method = "beta"), "ci")
  put(paste0(case, "/share"), value = coef(share)[[1]], se = SE(share)[[1]],
      deff = deff(share)[[1]], df = degf(design),
      logit_low = xlogit[[1]], logit_high = xlogit[[2]],
      beta_low = beta[[1]], beta_high = beta[[2]])

  mean <- svymean(~api00, design, deff = "replace")
  wald <- confint(mean, df = degf(design))
  put(paste0(case, "/mean"), value = coef(mean)[[1]], se = SE(mean)[[1]],
      deff = deff(mean)[[1]], low = wald[[1]], high = wald[[2]])

  asked <- subset(design, !is.na(enroll))
  ratio <- svyratio(~api_stu, ~enroll, asked)
  put(paste0(case, "/ratio"), value = coef(ratio)[[1]], se = SE(ratio)[[1]])

  total <- svytotal(~enroll, asked, deff = "replace")
  put(paste0(case, "/total"), value = coef(total)[[1]], se = SE(total)[[1]],
      deff = deff(total)[[1]])

  totals <- svytotal(~h1 + h2 + api00, design)
  covariance <- vcov(totals)
  put(paste0(case, "/covariance"), c11 = covariance[1, 1], c12 = covariance[1, 2],
      c13 = covariance[1, 3], c23 = covariance[2, 3], c33 = covariance[3, 3])
}

composites <- function(case, design) {
  totals <- svytotal(~ h1 + h2 + h3 + h4 + h5 + b1 + b2 + b3 + b4 + b5, design)
  forms <- list(
    mean_of_item_shares = quote((h1 / b1 + h2 / b2 + h3 / b3 + h4 / b4 + h5 / b5) / 5),
    ratio_of_totals = quote((h1 + h2 + h3 + h4 + h5) / (b1 + b2 + b3 + b4 + b5)),
    mean_of_factors = quote(((h1 / b1 + h2 / b2) / 2 +
                               (h3 / b3 + h4 / b4 + h5 / b5) / 3) / 2)
  )
  for (form in names(forms)) {
    composite <- svycontrast(totals, forms[[form]])
    put(paste(case, form, sep = "/"), value = coef(composite)[[1]],
        se = SE(composite)[[1]], df = degf(design))
  }
}

for (name in c("srs", "strat", "clus1", "clus2")) {
  frame <- read_api(name)
  ids <- switch(name, clus1 = ~dnum, clus2 = ~ dnum + snum, ~1)
  strata <- if (name == "strat") ~stype
  design <- svydesign(ids, strata = strata, weights = ~pw, data = frame)
  estimates(name, design)
  estimates(paste0(name, "/elementary"), subset(design, stype == "E"))
  if (name != "clus2") {
    corrected <- svydesign(ids, strata = strata, weights = ~pw, fpc = ~fpc, data = frame)
    estimates(paste0(name, "_fpc"), corrected)
    estimates(paste0(name, "_fpc/elementary"), subset(corrected, stype == "E"))
  }
}

frame <- read.csv("counters.csv", stringsAsFactors = TRUE)
for (item in 1:5) {
  code <- frame[[paste0("q", item)]]
  frame[[paste0("b", item)]] <- as.numeric(!is.na(code))
  frame[[paste0("h", item)]] <- as.numeric(!is.na(code) & code >= 4)
}
for (lonely in c("adjust", "remove", "certainty")) {
  options(survey.lonely.psu = lonely)
  plain <- svydesign(~psu, strata = ~stratum, weights = ~weight, data = frame,
                     nest = TRUE)
  corrected <- svydesign(~psu, strata = ~stratum, weights = ~weight, data = frame,
                         fpc = ~psus_in_stratum, nest = TRUE)
  designs <- list(plain = plain, fpc = corrected,
                  agency_A = subset(plain, agency == "A"),
                  agency_A_fpc = subset(corrected, agency == "A"))
  for (name in names(designs)) {
    case <- paste("counters", lonely, name, sep = "/")
    composites(case, designs[[name]])
    asked <- subset(designs[[name]], b1 == 1)
    share <- svymean(~h1, asked, deff = "replace")
    put(paste0(case, "/share"), value = coef(share)[[1]], se = SE(share)[[1]],
        deff = deff(share)[[1]], df = degf(asked))
    total <- svytotal(~h1, asked)
    put(paste0(case, "/total"), value = coef(total)[[1]], se = SE(total)[[1]])
  }
}

write.csv(do.call(rbind, found), "estimates.csv", row.names = FALSE, quote = FALSE)
write.csv(data.frame(
  software = c("R", "survey"),
  version = c(paste(R.version$major, R.version$minor, sep = "."),
              as.character(packageVersion("survey")))
), "versions.csv", row.names = FALSE, quote = FALSE)
