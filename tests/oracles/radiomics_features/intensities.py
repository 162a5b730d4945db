"""Features of intensities without their places, of their histograms and of local means."""
import numpy as np
from scipy import ndimage



def entropy(p):
    p = p[p > 0]
    return float(-(p * np.log2(p)).sum())


def statistics(x):
    x = x.astype(float)
    mu, var = x.mean(), x.var()
    p10, p25, p75, p90 = np.percentile(x, (10, 25, 75, 90))
    inner = x[(x >= p10) & (x <= p90)]
    return dict(
        mean=mu, var=var, skew=0 if var == 0 else ((x - mu) ** 3).mean() / var ** 1.5,
        kurt=0 if var == 0 else ((x - mu) ** 4).mean() / var ** 2 - 3, median=np.median(x), min=x.min(), p10=p10, p90=p90,
        max=x.max(), iqr=p75 - p25, range=x.max() - x.min(), mad=abs(x - mu).mean(), rmad=abs(inner - inner.mean()).mean(),
        medad=abs(x - np.median(x)).mean(), cov=np.sqrt(var) / mu, qcod=(p75 - p25) / (p75 + p25), energy=(x ** 2).sum(),
        rms=np.sqrt((x ** 2).mean()))


def histogram_features(g, ng):
    h = np.bincount(g, minlength=ng + 1)[1:].astype(float)
    p = h / h.sum()
    s = statistics(g)
    gradient = np.gradient(h) if ng > 1 else np.zeros(1)
    modes = np.flatnonzero(h == h.max()) + 1
    out = {k: s[k] for k in s if k not in ('energy', 'rms')}
    out.update(mode=modes[np.argmin(abs(modes - s['mean']))], entropy=entropy(p), uniformity=(p ** 2).sum(),
               max_grad=gradient.max(), max_grad_g=gradient.argmax() + 1, min_grad=gradient.min(),
               min_grad_g=gradient.argmin() + 1)
    return out


def volume_histogram(x):
    steps = np.arange(x.min(), x.max() + 1)
    volume = np.array([(x >= s).mean() for s in steps])
    fraction = (steps - x.min()) / (x.max() - x.min())
    v = lambda f: volume[fraction >= f][0]
    i = lambda f: steps[volume <= f][0]
    return dict(v10=v(.1), v90=v(.9), i10=i(.1), i90=i(.9), diff_v10_v90=v(.1) - v(.9), diff_i10_i90=i(.1) - i(.9))


def local_peaks(image, mask, spacing):
    radius = (3 / (4 * np.pi)) ** (1 / 3) * 10
    reach = [int(radius // s) for s in spacing]
    grid = np.meshgrid(*[np.arange(-r, r + 1) * s for r, s in zip(reach, spacing)], indexing='ij')
    sphere = (sum(g ** 2 for g in grid) <= radius ** 2).astype(float)
    total = ndimage.correlate(image.astype(float), sphere, mode='constant')
    count = ndimage.correlate(np.ones(image.shape), sphere, mode='constant')
    mean = np.where(mask, total / count, -np.inf)
    return dict(peak_loc=mean[mask & (image == image[mask].max())].max(), peak_glob=mean[mask].max())
