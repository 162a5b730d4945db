# The papers' derivations from a cohort, in R: percentiles (ecdf) of the development rows, cut2 (Hmisc), Cox models
# (survival), thresholds by Youden (pROC). The input is JSON: a list of tasks, each with `what` and its columns.
#
#     Rscript tests/oracles/study.R INPUT.json
suppressPackageStartupMessages({ library(jsonlite); library(survival) })
tasks <- fromJSON(commandArgs(trailingOnly = TRUE)[1], simplifyVector = TRUE, simplifyDataFrame = FALSE)
quiet <- function(x) suppressWarnings(suppressMessages(x))

immune <- function(t) {
  dev <- t$set == "development"
  # Equal sums of shares may differ in the last bit: without rounding some fall below a cut that they meet.
  score <- round((100 * ecdf(t$cd3[dev])(t$cd3) + 100 * ecdf(t$cd8[dev])(t$cd8)) / 2, 9)
  cuts <- Hmisc::cut2(score[dev], g = 3, onlycuts = TRUE)
  class <- factor(findInterval(score, cuts[2:3]), 0:2, c("low", "intermediate", "high"))
  group <- factor(ifelse(class == "low", "low", "high"), c("low", "high"))
  data <- data.frame(time = t$months, event = t$death, class, group, stage = t$stage, age = t$age)
  model <- function(set, formula) {
    said <- summary(coxph(formula, data[t$set == set, ], ties = "efron", control = coxph.control(eps = 1e-14, iter.max = 50)))
    cbind(said$conf.int[, c(1, 3, 4), drop = FALSE], said$coefficients[, "Pr(>|z|)"])
  }
  # hr, lower, upper, p of each term: classes alone, then with stage and age
  tables <- function(set) list(three = rbind(model(set, Surv(time, event) ~ class), model(set, Surv(time, event) ~ class + stage + age)),
                               two = rbind(model(set, Surv(time, event) ~ group), model(set, Surv(time, event) ~ group + stage + age)))
  dev_fit <- coxph(Surv(time, event) ~ stage + class, data[dev, ], ties = "efron", control = coxph.control(eps = 1e-14, iter.max = 50))
  risk <- predict(dev_fit, data, type = "lp")
  c_of <- function(set) { own <- t$set == set; concordance(Surv(data$time[own], data$event[own]) ~ risk[own], reverse = TRUE)$concordance }
  list(cuts = cuts[2:3], score = score, class = as.character(class), tables = lapply(unique(t$set), tables), c = sapply(unique(t$set), c_of))
}
# hr, lower, upper, p of the high group within each label, and the likelihood ratio's p of a different effect, with strata
subgroups <- function(t) {
  data <- data.frame(time = t$months, event = t$death, x = t$high, centre = t$centre, label = factor(t$label))
  fit <- function(formula, rows) coxph(formula, rows, ties = "efron", control = coxph.control(eps = 1e-14, iter.max = 50))
  ratio <- function(label) { said <- summary(fit(Surv(time, event) ~ x + strata(centre), data[data$label == label, ])); c(said$conf.int[1, c(1, 3, 4)], said$coefficients[1, "Pr(>|z|)"]) }
  without <- fit(Surv(time, event) ~ x + label + strata(centre), data)
  with <- fit(Surv(time, event) ~ x * label + strata(centre), data)
  chisq <- 2 * (with$loglik[2] - without$loglik[2])
  list(ratios = lapply(t$labels, function(own) unname(ratio(own))), interaction = pchisq(chisq, length(coef(with)) - length(coef(without)), lower.tail = FALSE))
}
network <- function(t) {
  dev <- t$set == "development"
  best <- quiet(pROC::coords(pROC::roc(t$label[dev], t$probability[dev], levels = c(0, 1), direction = "<"), "best", best.method = "youden", ret = "threshold"))
  threshold <- min(unlist(best))
  called <- t$probability >= threshold
  counts <- function(set) { own <- t$set == set; c(sum(called & t$label == 1 & own), sum(called & t$label == 0 & own), sum(!called & t$label == 1 & own), sum(!called & t$label == 0 & own)) }
  auc <- function(set) { own <- t$set == set; r <- quiet(pROC::roc(t$label[own], t$probability[own], levels = c(0, 1), direction = "<")); as.numeric(pROC::ci.auc(r))[c(2, 1, 3)] }
  list(threshold = threshold, counts = lapply(unique(t$set), counts), auc = lapply(unique(t$set), auc))
}

cat(toJSON(lapply(tasks, function(t) get(t$what)(t)), digits = NA, auto_unbox = TRUE, na = "null"))
