# Survival statistics by R's package survival (Therneau). The input is JSON: a list of tasks, each with `what` and its
# columns; printed is a list of answers.
#
#     Rscript tests/oracles/survival.R INPUT.json
suppressPackageStartupMessages({ library(jsonlite); library(survival) })
tasks <- fromJSON(commandArgs(trailingOnly = TRUE)[1], simplifyVector = TRUE, simplifyDataFrame = FALSE, simplifyMatrix = FALSE)

km <- function(t) {
  fit <- survfit(Surv(t$time, t$event) ~ 1, conf.type = t$interval)
  said <- summary(fit, censored = TRUE)
  list(time = said$time, nRisk = said$n.risk, nEvent = said$n.event, nCensor = said$n.censor, surv = said$surv,
       stdErr = ifelse(said$surv == 0, NA, said$std.err), lower = said$lower, upper = ifelse(said$surv == 0, NA, said$upper),
       median = as.list(setNames(unname(summary(fit)$table[c("median", "0.95LCL", "0.95UCL")]), c("value", "lower", "upper"))))
}
logrank <- function(t) {
  said <- if (is.null(t$strata)) survdiff(Surv(t$time, t$event) ~ t$group)
          else survdiff(Surv(t$time, t$event) ~ t$group + strata(t$strata))
  rows <- function(x) if (is.matrix(x)) rowSums(x) else x
  df <- sum(rows(said$exp) > 0) - 1
  list(groups = sort(unique(t$group)), observed = rows(said$obs), expected = rows(said$exp), chisq = said$chisq, df = df,
       p = pchisq(said$chisq, df, lower.tail = FALSE))
}
cox <- function(t) {
  data <- as.data.frame(t$covariates, stringsAsFactors = TRUE)
  terms <- names(data)
  data$time <- t$time; data$event <- t$event
  if (!is.null(t$strata)) data$stratum <- t$strata
  right <- paste(c(terms, if (!is.null(t$strata)) "strata(stratum)"), collapse = " + ")
  fit <- coxph(as.formula(paste("Surv(time, event) ~", right)), data, ties = "efron",
               control = coxph.control(eps = 1e-14, iter.max = 50, toler.chol = 1e-13))
  said <- summary(fit)
  zph <- cox.zph(fit, transform = "km")$table
  test <- function(x) list(chisq = x[[1]], df = x[[2]], p = x[[3]])
  list(terms = lapply(seq_len(nrow(said$coefficients)), function(i) list(
         term = rownames(said$coefficients)[i], coef = said$coefficients[i, "coef"], se = said$coefficients[i, "se(coef)"],
         z = said$coefficients[i, "z"], hr = said$conf.int[i, 1], lower = said$conf.int[i, 3], upper = said$conf.int[i, 4],
         p = 2 * pnorm(-abs(said$coefficients[i, "z"])))),
       logLik = list(null = fit$loglik[1], model = fit$loglik[2]),
       likelihoodRatio = test(said$logtest), wald = test(c(fit$wald.test, said$logtest[2], pchisq(fit$wald.test, said$logtest[2], lower.tail = FALSE))), score = test(said$sctest),
       zph = lapply(seq_len(nrow(zph)), function(i) list(covariate = rownames(zph)[i], chisq = zph[i, 1], df = zph[i, 2], p = zph[i, 3])))
}
cindex <- function(t) {
  one <- function(rows, risk) concordance(Surv(t$time[rows], t$event[rows]) ~ risk[rows], reverse = TRUE, timefix = FALSE)
  all <- lapply(t$risks, function(risk) one(seq_along(t$time), risk))
  drawn <- sapply(t$risks, function(risk) sapply(t$resamples, function(rows) one(rows + 1, risk)$concordance))
  interval <- function(x) unname(quantile(x, c(0.025, 0.975), na.rm = TRUE))
  difference <- drawn[, 2] - drawn[, 1]
  list(values = sapply(all, function(x) x$concordance), concordant = sapply(all, function(x) x$count[["concordant"]]),
       discordant = sapply(all, function(x) x$count[["discordant"]]), tiedRisk = sapply(all, function(x) x$count[["tied.x"]]),
       intervals = apply(drawn, 2, interval, simplify = FALSE), difference = interval(difference))
}

cat(toJSON(lapply(tasks, function(t) get(t$what)(t)), digits = NA, auto_unbox = TRUE, na = "null"))
