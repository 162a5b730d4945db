"""Features of a matrix of counted grey levels."""
import numpy as np

from radiomics_features.intensities import entropy
from radiomics_features.matrices import neighbours



def glcm_features(m):
    p = m / m.sum()
    ng = len(p)
    i, j = np.meshgrid(np.arange(1, ng + 1), np.arange(1, ng + 1), indexing='ij')
    px, py = p.sum(1), p.sum(0)
    mu = (i * p).sum()
    var = ((i - mu) ** 2 * p).sum()
    k = np.arange(ng)
    diff = np.bincount(abs(i - j).ravel(), p.ravel(), ng)
    s = np.arange(2, 2 * ng + 1)
    add = np.bincount((i + j - 2).ravel(), p.ravel(), 2 * ng - 1)
    hx, hxy = entropy(px), entropy(p)
    outer = np.outer(px, py)
    on = outer > 0
    hxy1 = -(p[on] * np.log2(outer[on])).sum()
    hxy2 = entropy(outer)
    dav = (k * diff).sum()
    far = abs(i - j)
    there = px > 0
    q = (p[there][:, there] / np.sqrt(outer[there][:, there]))
    squares = np.sort(np.linalg.eigvalsh(q) ** 2)
    return dict(
        joint_max=p.max(), joint_avg=mu, joint_var=var, joint_entr=hxy, diff_avg=dav,
        diff_var=((k - dav) ** 2 * diff).sum(), diff_entr=entropy(diff), sum_avg=(s * add).sum(),
        sum_var=((s - (s * add).sum()) ** 2 * add).sum(), sum_entr=entropy(add), energy=(p ** 2).sum(),
        contrast=((i - j) ** 2 * p).sum(), dissimilarity=(far * p).sum(), inv_diff=(p / (1 + far)).sum(),
        inv_diff_norm=(p / (1 + far / ng)).sum(), inv_diff_mom=(p / (1 + far ** 2)).sum(),
        inv_diff_mom_norm=(p / (1 + (far / ng) ** 2)).sum(), inv_var=(diff[1:] / k[1:] ** 2).sum(),
        corr=1.0 if var == 0 else (((i - mu) * (j - mu) * p).sum() / var), auto_corr=(i * j * p).sum(),
        clust_tend=((i + j - 2 * mu) ** 2 * p).sum(), clust_shade=((i + j - 2 * mu) ** 3 * p).sum(),
        clust_prom=((i + j - 2 * mu) ** 4 * p).sum(), info_corr1=0.0 if hx == 0 else (hxy - hxy1) / hx,
        info_corr2=np.sqrt(max(0.0, 1 - np.exp(-2 * (hxy2 - hxy)))),
        mcc=1.0 if len(squares) < 2 else np.sqrt(squares[-2]))


def emphasis(m, voxels):
    """The sixteen features that GLRLM, GLSZM, GLDZM, NGLDM and GLDM share; rows are levels, columns the second count."""
    n = m.sum()
    p = m / n
    i = np.arange(1, m.shape[0] + 1)[:, None].astype(float)
    j = np.arange(1, m.shape[1] + 1)[None, :].astype(float)
    pi, pj = p.sum(1), p.sum(0)
    mi, mj = (i[:, 0] * pi).sum(), (j[0] * pj).sum()
    return dict(
        short=(p / j ** 2).sum(), long=(p * j ** 2).sum(), low=(p / i ** 2).sum(), high=(p * i ** 2).sum(),
        short_low=(p / (i * j) ** 2).sum(), short_high=(p * i ** 2 / j ** 2).sum(),
        long_low=(p * j ** 2 / i ** 2).sum(), long_high=(p * i ** 2 * j ** 2).sum(),
        glnu=n * (pi ** 2).sum(), glnu_norm=(pi ** 2).sum(), nu=n * (pj ** 2).sum(), nu_norm=(pj ** 2).sum(),
        perc=n / voxels, gl_var=((i[:, 0] - mi) ** 2 * pi).sum(), var=((j[0] - mj) ** 2 * pj).sum(),
        entr=entropy(p), energy=(p ** 2).sum())


def ngtdm_features(levels, flat, count_lonely):
    value, count, total, _ = neighbours(levels, flat)
    valid = count > 0
    if not count_lonely:
        value, count, total, valid = value[valid], count[valid], total[valid], valid[valid]
    difference = np.where(valid, abs(value - total / np.maximum(count, 1)), 0)
    ng = int(levels.max())
    n = np.bincount(value, minlength=ng + 1)[1:].astype(float)
    s = np.bincount(value, difference, ng + 1)[1:]
    return ngtdm_from(n, s)


def ngtdm_from(n, s):
    i = np.arange(1, len(n) + 1)[n > 0].astype(float)
    s, n = s[n > 0], n[n > 0]
    nv, p, ngp = n.sum(), n / n.sum(), len(n)
    ps = p * s
    apart = i[:, None] - i[None, :]
    busy = abs((i * p)[:, None] - (i * p)[None, :]).sum()
    return dict(
        coarseness=1e6 if ps.sum() == 0 else 1 / ps.sum(),
        contrast=0 if ngp == 1 else (np.outer(p, p) * apart ** 2).sum() / (ngp * (ngp - 1)) * s.sum() / nv,
        busyness=0 if busy == 0 else ps.sum() / busy,
        complexity=(abs(apart) * (ps[:, None] + ps[None, :]) / (p[:, None] + p[None, :])).sum() / nv,
        strength=0 if s.sum() == 0 else ((p[:, None] + p[None, :]) * apart ** 2).sum() / s.sum())


def mean_of(dicts):
    dicts = list(dicts)
    return {k: float(np.mean([d[k] for d in dicts])) for k in dicts[0]}
