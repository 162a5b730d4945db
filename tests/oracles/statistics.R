# Tests of groups, agreement, diagnostics and regression by base R, pROC, vcd, Hmisc and nortest. The input is JSON: a
# list of tasks, each with `what` and its columns; printed is a list of answers.
#
#     Rscript tests/oracles/statistics.R INPUT.json
suppressPackageStartupMessages(library(jsonlite))
tasks <- fromJSON(commandArgs(trailingOnly = TRUE)[1], simplifyVector = TRUE, simplifyDataFrame = FALSE)
quiet <- function(x) suppressWarnings(suppressMessages(x))
estimate <- function(value, interval) list(value = value, lower = interval[[1]], upper = interval[[2]])

mannwhitney <- function(t) {
  said <- quiet(wilcox.test(t$x, t$y))
  r <- quiet(pROC::roc(c(rep(1, length(t$x)), rep(0, length(t$y))), c(t$x, t$y), levels = c(0, 1), direction = "<"))
  list(w = unname(said$statistic), p = said$p.value, superiority = estimate(as.numeric(pROC::auc(r)), quiet(pROC::ci.auc(r))[c(1, 3)]))
}
kruskal <- function(t) { said <- kruskal.test(t$values, factor(t$group)); list(chisq = unname(said$statistic), df = unname(said$parameter), p = said$p.value) }
ttest <- function(t) {
  said <- t.test(t$x, t$y, var.equal = isTRUE(t$equal), paired = isTRUE(t$paired))
  value <- if (isTRUE(t$paired)) said$estimate[[1]] else said$estimate[[1]] - said$estimate[[2]]
  list(t = unname(said$statistic), df = unname(said$parameter), p = said$p.value, difference = estimate(value, said$conf.int))
}
ks <- function(t) { said <- quiet(ks.test(t$x, t$y)); list(d = unname(said$statistic), p = said$p.value) }
lilliefors <- function(t) { said <- nortest::lillie.test(t$values); list(d = unname(said$statistic), p = said$p.value) }
chisq <- function(t) {
  said <- quiet(chisq.test(t$counts)); plain <- quiet(chisq.test(t$counts, correct = FALSE))
  list(chisq = unname(said$statistic), df = unname(said$parameter), p = said$p.value,
       uncorrected = list(chisq = unname(plain$statistic), p = plain$p.value), expected = said$expected)
}
signedrank <- function(t) { said <- quiet(wilcox.test(t$later, t$earlier, paired = TRUE)); list(v = unname(said$statistic), p = said$p.value) }
bonferroni <- function(t) p.adjust(t$p, "bonferroni", t$tests)
pearson <- function(t) { said <- cor.test(t$x, t$y); list(value = unname(said$estimate), lower = said$conf.int[1], upper = said$conf.int[2], p = said$p.value) }
spearman <- function(t) {
  said <- quiet(cor.test(t$x, t$y, method = "spearman")); rho <- unname(said$estimate)
  width <- qnorm(0.975) / sqrt(length(t$x) - 3)
  list(value = rho, lower = tanh(atanh(rho) - width), upper = tanh(atanh(rho) + width), p = said$p.value)
}
blandaltman <- function(t) {
  d <- t$a - t$b; n <- length(d); fit <- t.test(d); half <- qt(0.975, n - 1) * sd(d) * sqrt(1 / n + 1.96^2 / (2 * (n - 1)))
  limit <- function(sign) { x <- mean(d) + sign * 1.96 * sd(d); estimate(x, c(x - half, x + half)) }
  list(bias = estimate(mean(d), fit$conf.int), sd = sd(d), lowerLimit = limit(-1), upperLimit = limit(1))
}
kappa <- function(t) {
  levels <- sort(unique(c(t$a, t$b)))
  counts <- table(factor(t$a, levels), factor(t$b, levels))
  # vcd follows Fleiss, Cohen and Everitt; psych 2.2.9 sums the wrong margin for weighted kappa (rowSums(w * rs)).
  one <- function(said) { value <- said[["value"]]; se <- said[["ASE"]]; list(value = value, se = se) }
  list(plain = one(vcd::Kappa(counts)$Unweighted), linear = one(vcd::Kappa(counts, weights = "Equal-Spacing")$Weighted),
       quadratic = one(vcd::Kappa(counts, weights = "Fleiss-Cohen")$Weighted))
}
cut2 <- function(t) Hmisc::cut2(t$values, g = t$groups, onlycuts = TRUE)
resampledmean <- function(t) estimate(mean(t$values), quantile(apply(t$resamples, 1, function(rows) mean(t$values[rows + 1])), c(0.025, 0.975)))
kernel <- function(t) { h <- bw.nrd0(t$values); at <- seq(min(t$values), max(t$values), length.out = 128); list(bandwidth = h, height = sapply(at, function(x) mean(dnorm(x, t$values, h)))) }
roc <- function(t) {
  r <- quiet(pROC::roc(t$label, t$score, levels = c(FALSE, TRUE), direction = "<"))
  best <- quiet(pROC::coords(r, "best", best.method = "youden", ret = c("threshold", "sensitivity", "specificity"), transpose = FALSE))
  said <- list(auc = estimate(as.numeric(pROC::auc(r)), pROC::ci.auc(r)[c(1, 3)]), se = sqrt(pROC::var(r)),
               points = list(threshold = ifelse(is.finite(r$thresholds), r$thresholds, NA), sensitivity = r$sensitivities, specificity = r$specificities),
               youden = as.list(best))
  said$youden <- lapply(said$youden, function(x) I(x))
  if (!is.null(t$rival)) {
    q <- quiet(pROC::roc(t$label, t$rival, levels = c(FALSE, TRUE), direction = "<"))
    test <- pROC::roc.test(r, q, method = "delong", paired = TRUE)
    said$comparison <- list(z = unname(test$statistic), p = test$p.value)
  }
  said
}
exact <- function(t) { said <- binom.test(t$count, t$of); estimate(unname(said$estimate), said$conf.int) }
logit <- function(t) {
  data <- as.data.frame(t$covariates, stringsAsFactors = TRUE); data$event <- t$event
  fit <- glm(event ~ ., binomial, data, control = glm.control(epsilon = 1e-15, maxit = 100)); said <- coef(summary(fit))
  null <- glm(event ~ 1, binomial, data, control = glm.control(epsilon = 1e-15, maxit = 100))
  chisq <- fit$null.deviance - fit$deviance; df <- fit$df.null - fit$df.residual
  list(terms = lapply(seq_len(nrow(said)), function(i) list(term = rownames(said)[i], coef = said[i, 1], se = said[i, 2], z = said[i, 3], p = said[i, 4], or = exp(said[i, 1]))),
       deviance = list(null = fit$null.deviance, residual = fit$deviance),
       likelihoodRatio = list(chisq = chisq, df = df, p = pchisq(chisq, df, lower.tail = FALSE)), probability = unname(fitted(fit)))
}
calibration <- function(t) {
  control <- glm.control(epsilon = 1e-15, maxit = 100)
  fit <- glm(t$event ~ qlogis(t$probability), binomial, control = control); shift <- glm(t$event ~ 1, binomial, offset = qlogis(t$probability), control = control)
  wald <- function(fit, i) { s <- coef(summary(fit))[i, ]; estimate(s[[1]], s[[1]] + c(-1, 1) * qnorm(0.975) * s[[2]]) }
  group <- cut(t$probability, unique(quantile(t$probability, 0:10 / 10)), include.lowest = TRUE)
  o <- tapply(t$event, group, sum); e <- tapply(t$probability, group, sum); n <- tapply(t$probability, group, length)
  chisq <- sum((o - e)^2 / e + (o - e)^2 / (n - e)); df <- length(n) - 2
  list(brier = mean((t$probability - t$event)^2), intercept = wald(fit, 1), slope = wald(fit, 2), inTheLarge = wald(shift, 1),
       hosmerLemeshow = list(chisq = chisq, df = df, p = pchisq(chisq, df, lower.tail = FALSE)),
       bins = lapply(seq_along(n), function(i) list(n = n[[i]], meanPredicted = e[[i]] / n[[i]], observed = exact(list(count = o[[i]], of = n[[i]])))))
}
dca <- function(t) {
  p <- 1:99 / 100; n <- length(t$event); pi <- mean(t$event)
  list(prevalence = pi, points = lapply(p, function(pt) { called <- t$probability >= pt
    list(threshold = pt, netBenefit = sum(called & t$event) / n - sum(called & !t$event) / n * pt / (1 - pt), treatAll = pi - (1 - pi) * pt / (1 - pt)) }))
}
percentile <- function(t) 100 * ecdf(t$reference)(t$values)
levene <- function(t) {
  x <- unlist(t$groups); g <- factor(rep(seq_along(t$groups), lengths(t$groups)))
  said <- anova(lm(abs(x - ave(x, g, FUN = median)) ~ g))
  list(f = said[1, "F value"], df1 = said[1, "Df"], df2 = said[2, "Df"], p = said[1, "Pr(>F)"])
}
resampled <- function(t) {
  one <- list(auc = function(model, rows) { r <- quiet(pROC::roc(t$truth[rows] == 1, model[rows], levels = c(FALSE, TRUE), direction = "<")); as.numeric(pROC::auc(r)) },
              rho = function(model, rows) cor(model[rows], t$truth[rows], method = "spearman"))[[t$statistic]]
  drawn <- apply(t$models, 1, function(model) apply(t$resamples, 1, function(rows) one(model, rows + 1)))
  interval <- function(x) unname(quantile(x, c(0.025, 0.975)))
  list(values = apply(t$models, 1, one, rows = seq_along(t$truth)), intervals = apply(drawn, 2, interval, simplify = FALSE), difference = interval(drawn[, 2] - drawn[, 1]))
}
tails <- function(t) list(normal = 2 * pnorm(-abs(t$z)), below = pnorm(t$z), chisq = pchisq(t$x, t$df, lower.tail = FALSE), student = 2 * pt(-abs(t$z), t$df), quantile = qt(0.975, t$df), f = pf(t$x, t$df, 7.5, lower.tail = FALSE), beta = qbeta(t$q, t$df, 3))

cat(toJSON(lapply(tasks, function(t) get(t$what)(t)), digits = NA, auto_unbox = TRUE, na = "null"))
