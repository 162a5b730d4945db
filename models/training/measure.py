import numpy as np


def auc(labels, scores):
    """Area under the ROC curve as the Mann-Whitney probability; ties count half."""
    high, low = scores[labels == 1], scores[labels == 0]
    return float(np.mean((high[:, None] > low[None, :]) + 0.5 * (high[:, None] == low[None, :])))


def youden(labels, scores):
    """The cut with the greatest sensitivity + specificity - 1 (Youden 1950), midway between two scores."""
    ordered = np.unique(scores)
    cuts = (ordered[:-1] + ordered[1:]) / 2
    index = [np.mean(scores[labels == 1] >= cut) + np.mean(scores[labels == 0] < cut) for cut in cuts]
    return float(cuts[int(np.argmax(index))])
