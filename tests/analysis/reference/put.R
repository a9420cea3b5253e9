# Collects reference values; the other scripts source it.
found <- list()
put <- function(case, ...) {
  values <- c(...)
  found[[length(found) + 1]] <<- data.frame(
    case = case, quantity = names(values), value = sprintf("%.17g", unname(values))
  )
}
put_mean <- function(formula, design, case) {
  mean <- svymean(formula, design, deff = "replace")
  bounds <- confint(mean, df = degf(design))
  put(paste0(case, "/mean"), value = coef(mean)[[1]], se = SE(mean)[[1]],
      deff = deff(mean)[[1]], df = degf(design), low = bounds[[1]], high = bounds[[2]])
}
put_total <- function(formula, design, case) {
  total <- svytotal(formula, design, deff = "replace")
  put(paste0(case, "/total"), value = coef(total)[[1]], se = SE(total)[[1]],
      deff = deff(total)[[1]], df = degf(design))
}
put_contrast <- function(contrast, case) {
  put(case, value = coef(contrast)[[1]], se = SE(contrast)[[1]])
}
write_found <- function(name) {
  write.csv(do.call(rbind, found), name, row.names = FALSE, quote = FALSE)
}
