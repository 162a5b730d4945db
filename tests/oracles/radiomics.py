"""Radiomics from the published definitions, with numpy and scipy only, before and apart from our TypeScript.

Sources: Zwanenburg et al., Image biomarker standardisation initiative, reference manual (arXiv 1612.07003), and the
feature definitions in the documentation of PyRadiomics (van Griethuysen et al., Cancer Research 2017;77:e104).

python3 tests/oracles/radiomics.py ibsi            the digital phantom against the reference values, every valued row
python3 tests/oracles/radiomics.py write           writes tests/oracles/radiomics.json (what the unit tests compare with)
python3 tests/oracles/radiomics.py time N          processor seconds for the 107 features of a generated ROI of about N voxels

Arrays are [z, y, x]; spacing is (z, y, x) in mm. The real data is found as the tests find it.
"""
import gzip
import itertools
import json
import os
import sys
import time

import numpy as np
from scipy import ndimage
from scipy.spatial import ConvexHull

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.environ.get('TIMESCOPE_DATA') or os.path.join(HERE, '../../../shared/data')
DIRECTIONS = [d for d in itertools.product((-1, 0, 1), repeat=3) if d > (0, 0, 0)]
FLAT = [d for d in DIRECTIONS if d[0] == 0]


def entropy(p):
    p = p[p > 0]
    return float(-(p * np.log2(p)).sum())


# ---------------------------------------------------------------- matrices

def shifted(levels, d):
    """Pairs (level here, level one step along d) where both lie in the ROI (level 0 is outside)."""
    here = tuple(slice(max(0, -s), n - max(0, s)) for s, n in zip(d, levels.shape))
    there = tuple(slice(max(0, s), n - max(0, -s)) for s, n in zip(d, levels.shape))
    a, b = levels[here], levels[there]
    both = (a > 0) & (b > 0)
    return a[both], b[both]


def glcm(levels, d, ng):
    a, b = shifted(levels, d)
    m = np.bincount((a - 1) * ng + b - 1, minlength=ng * ng).reshape(ng, ng).astype(float)
    return m + m.T


def runs(levels, d):
    """(level, length) of every run along d."""
    padded = np.pad(levels, 1)
    at = np.argwhere(padded > 0)
    step = np.array(d)
    value = padded[tuple(at.T)]
    starts = at[padded[tuple((at - step).T)] != value]
    value = padded[tuple(starts.T)]
    length = np.zeros(len(starts), int)
    alive = np.arange(len(starts))
    place = starts.copy()
    while len(alive):
        length[alive] += 1
        place[alive] += step
        alive = alive[padded[tuple(place[alive].T)] == value[alive]]
    return value, length


def zones(levels, flat):
    """(level, size, labels) of connected equal voxels: 26 neighbours, 8 within a slice."""
    structure = np.ones((3, 3, 3), int)
    if flat:
        structure[0] = structure[2] = 0
    label, count = np.zeros(levels.shape, int), 0
    values = []
    for level in np.unique(levels[levels > 0]):
        found, n = ndimage.label(levels == level, structure)
        label[found > 0] = found[found > 0] + count
        count += n
        values += [level] * n
    return np.array(values, int), np.bincount(label.ravel(), minlength=count + 1)[1:], label


def borders(mask, flat):
    """Steps to the nearest voxel outside the ROI (6 neighbours, 4 within a slice); the image's edge is outside."""
    structure = ndimage.generate_binary_structure(3, 1)
    if flat:
        structure[0] = structure[2] = False
    left, distance, step = np.pad(mask, 1), np.zeros(np.array(mask.shape) + 2, int), 0
    while left.any():
        distance += left
        left = ndimage.binary_erosion(left, structure)
    return distance[1:-1, 1:-1, 1:-1]


def table(i, j, rows, columns=None):
    columns = columns or (int(j.max()) if len(j) else 1)
    return np.bincount((i - 1) * columns + j - 1, minlength=rows * columns).reshape(rows, columns).astype(float)


def neighbours(levels, flat, alpha=0):
    """For every ROI voxel: level, how many neighbours lie in the ROI, their sum, and how many are alike."""
    count, total, alike = (np.zeros(levels.shape) for _ in range(3))
    padded = np.pad(levels, 1)
    for d in (FLAT if flat else DIRECTIONS):
        for sign in (1, -1):
            other = padded[tuple(slice(1 + sign * s, n + 1 + sign * s) for s, n in zip(d, levels.shape))]
            count += other > 0
            total += other
            alike += (other > 0) & (abs(other - levels) <= alpha)
    roi = levels > 0
    return levels[roi], count[roi], total[roi], alike[roi]


# ---------------------------------------------------------------- features of a matrix

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


# ---------------------------------------------------------------- intensities

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


# ---------------------------------------------------------------- shape

CORNERS = np.array([(0, 0, 0), (0, 0, 1), (0, 1, 1), (0, 1, 0), (1, 0, 0), (1, 0, 1), (1, 1, 1), (1, 1, 0)])
EDGES = [(0, 1), (1, 2), (2, 3), (3, 0), (4, 5), (5, 6), (6, 7), (7, 4), (0, 4), (1, 5), (2, 6), (3, 7)]
MIDDLES = np.array([(CORNERS[a] + CORNERS[b]) / 2 for a, b in EDGES])
FACES = [(0, 1, 2, 3), (4, 5, 6, 7), (0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7)]


def cube_triangles(code, spacing):
    """Triangles of edge middles; corners inside that only meet over a face's diagonal stay apart."""
    inside = [bool(code >> c & 1) for c in range(8)]
    edge = {frozenset(e): n for n, e in enumerate(EDGES)}
    links = []
    for face in FACES:
        crossed = [k for k in range(4) if inside[face[k]] != inside[face[(k + 1) % 4]]]
        name = lambda k: edge[frozenset((face[k % 4], face[(k + 1) % 4]))]
        if len(crossed) == 2:
            links.append((name(crossed[0]), name(crossed[1])))
        elif len(crossed) == 4:
            links += [(name(k + 3), name(k)) for k in range(4) if inside[face[k]]]
    triangles = []
    while links:
        loop = list(links.pop())
        while loop[0] != loop[-1]:
            n = next(n for n, l in enumerate(links) if loop[-1] in l)
            a, b = links.pop(n)
            loop.append(b if a == loop[-1] else a)
        loop.pop()
        first = loop.index(min(loop))
        loop = loop[first:] + loop[:first]
        # Outward: an inside corner of the loop's edges lies behind the loop's plane.
        around = MIDDLES[loop]
        normal = sum(np.cross(around[k] - around[0], around[(k + 1) % len(loop)] - around[0]) for k in range(len(loop)))
        outward = sum((CORNERS[b] - CORNERS[a]) * (1 if inside[a] else -1) for a, b in (EDGES[e] for e in loop))
        if normal @ outward < 0:
            loop = [loop[0]] + loop[:0:-1]
        # Loops that are no plane are cut so that they bulge outward (of equal ones the smallest area): this gives the volume that IBSI lists.
        triangles += max((fan(loop[k:] + loop[:k]) for k in range(len(loop))), key=lambda f: bulge(f, spacing))
    return triangles


def fan(loop):
    return [(loop[0], loop[k], loop[k + 1]) for k in range(1, len(loop) - 1)]


def bulge(triangles, spacing):
    a, b, c = np.moveaxis(MIDDLES[np.array(triangles)] * np.array(spacing) / max(spacing), 1, 0)
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1).sum()
    return round(float((a * np.cross(b, c)).sum()), 9), -round(float(area), 9)


def mesh(mask, spacing):
    """Triangles (n, 3, 3) in mm, outward, of the surface halfway between inside and outside."""
    m = np.pad(mask.astype(int), 1)
    code = sum(m[tuple(slice(c, n - 1 + c) for c, n in zip(corner, m.shape))] << k for k, corner in enumerate(CORNERS))
    triangles = []
    for value in np.unique(code):
        own = cube_triangles(int(value), spacing)
        if own:
            at = np.argwhere(code == value)
            triangles.append((at[:, None, None, :] + MIDDLES[np.array(own)][None]).reshape(-1, 3, 3))
    return (np.concatenate(triangles) - 1) * np.array(spacing)


def mesh_sizes(triangles):
    a, b, c = (triangles[:, k] for k in range(3))
    cross = np.cross(b - a, c - a)
    return abs((a * np.cross(b, c)).sum()) / 6, np.linalg.norm(cross, axis=1).sum() / 2


def principal(mask, spacing, less=0):
    """IBSI's values are met with n - 1 (less = 1); PyRadiomics divides by n."""
    at = np.argwhere(mask) * np.array(spacing)
    centred = at - at.mean(0)
    return np.sort(np.maximum(np.linalg.eigvalsh(centred.T @ centred / (len(at) - less)), 0))[::-1]


def widest(points):
    """Greatest distance; only corners of the convex hull can hold it."""
    points = np.unique(points, axis=0)
    used = [k for k in range(points.shape[1]) if np.ptp(points[:, k]) > 0]
    points = points[:, used]
    if len(points) > 10 and len(used) > 1:
        points = points[ConvexHull(points).vertices]
    best = 0.0
    for k in range(len(points)):
        best = max(best, ((points[k:] - points[k]) ** 2).sum(1).max())
    return float(np.sqrt(best))


def ellipsoid_area(a, b, c):
    alpha, beta = np.sqrt(1 - b * b / a / a), np.sqrt(1 - c * c / a / a)
    before, now, total = 0.0, 1.0, 0.0
    for v in range(21):
        total += now / (1 - 4 * v * v)
        after = ((2 * v + 1) * (alpha ** 2 + beta ** 2) / 2 * now - v * (alpha * beta) ** 2 * before) / (v + 1)
        before, now = now, after
    return 4 * np.pi * a * b * total


def ibsi_morphology(image, mask, spacing):
    triangles = mesh(mask, spacing)
    v, a = mesh_sizes(triangles)
    points = triangles.reshape(-1, 3)
    lengths = 4 * np.sqrt(principal(mask, spacing, 1))
    box = np.ptp(points, axis=0)
    hull = ConvexHull(np.unique(points, axis=0))
    at = np.argwhere(mask) * np.array(spacing)
    x = image[mask].astype(float)
    mu = x.mean()
    far = np.linalg.norm(at[:, None] - at[None], axis=2)
    w = np.where(far > 0, 1 / np.where(far > 0, far, 1), 0)
    ss, n = ((x - mu) ** 2).sum(), len(x)
    semi = lengths / 2
    return dict(
        volume=v, vol_approx=mask.sum() * np.prod(spacing), area_mesh=a, av=a / v,
        comp_1=v / (np.sqrt(np.pi) * a ** 1.5), comp_2=36 * np.pi * v ** 2 / a ** 3,
        sph_dispr=a / (36 * np.pi * v ** 2) ** (1 / 3), sphericity=(36 * np.pi * v ** 2) ** (1 / 3) / a,
        asphericity=(a ** 3 / (36 * np.pi * v ** 2)) ** (1 / 3) - 1,
        com=np.linalg.norm(at.mean(0) - (at * x[:, None]).sum(0) / x.sum()), diam=widest(points),
        pca_maj_axis=lengths[0], pca_min_axis=lengths[1], pca_least_axis=lengths[2],
        pca_elongation=lengths[1] / lengths[0], pca_flatness=lengths[2] / lengths[0], vol_dens_aabb=v / box.prod(),
        area_dens_aabb=a / (2 * (box[0] * box[1] + box[1] * box[2] + box[0] * box[2])),
        vol_dens_aee=v / (4 / 3 * np.pi * semi.prod()), area_dens_aee=a / ellipsoid_area(*semi),
        vol_dens_conv_hull=v / hull.volume, area_dens_conv_hull=a / hull.area, integ_int=mu * v,
        moran_i=n / w.sum() * (w * np.outer(x - mu, x - mu)).sum() / ss,
        geary_c=(n - 1) / (2 * w.sum()) * (w * (x[:, None] - x[None]) ** 2).sum() / ss)


# ---------------------------------------------------------------- IBSI, by tag

COUNTED = dict(
    rlm=('sre lre lgre hgre srlge srhge lrlge lrhge glnu glnu_norm rlnu rlnu_norm r_perc gl_var rl_var rl_entr'),
    szm=('sze lze lgze hgze szlge szhge lzlge lzhge glnu glnu_norm zsnu zsnu_norm z_perc gl_var zs_var zs_entr'),
    dzm=('sde lde lgze hgze sdlge sdhge ldlge ldhge glnu glnu_norm zdnu zdnu_norm z_perc gl_var zd_var zd_entr'),
    ngl=('lde hde lgce hgce ldlge ldhge hdlge hdhge glnu glnu_norm dcnu dcnu_norm dc_perc gl_var dc_var dc_entr dc_energy'))
ORDER = ('short long low high short_low short_high long_low long_high glnu glnu_norm nu nu_norm perc gl_var var entr '
         'energy').split()


def named(family, features):
    return {name: features[own] for name, own in zip(COUNTED[family].split(), ORDER)}


def mean_of(dicts):
    dicts = list(dicts)
    return {k: float(np.mean([d[k] for d in dicts])) for k in dicts[0]}


def merged(matrices):
    matrices = list(matrices)
    shape = np.max([m.shape for m in matrices], axis=0)
    return sum(np.pad(m, [(0, s - k) for s, k in zip(shape, m.shape)]) for m in matrices)


def ibsi(image, mask, spacing, levels):
    ng = int(levels.max())
    slices = [levels[k:k + 1] for k in range(len(levels)) if levels[k].any()]
    counts = [int((s > 0).sum()) for s in slices]
    whole = int((levels > 0).sum())
    out = {}

    def put(prefix, features, suffix=''):
        out.update({f'{prefix}_{k}{suffix}': float(v) for k, v in features.items() if k != 'mcc'})

    put('morph', ibsi_morphology(image, mask, spacing))
    put('loc', local_peaks(image, mask, spacing))
    put('stat', statistics(image[mask]))
    put('ih', histogram_features(levels[levels > 0], ng))
    put('ivh', volume_histogram(image[mask]))

    def six(prefix, of, matrix, features):
        per = [[matrix(s, d) for d in FLAT] for s in slices]
        put(prefix, mean_of(mean_of(features(m, n) for m in row if m.sum() > 0) for row, n in zip(per, counts)
                            if any(m.sum() > 0 for m in row)), '_2D_avg')
        put(prefix, mean_of(features(merged(row), 4 * n) for row, n in zip(per, counts) if merged(row).sum() > 0), '_2D_comb')
        columns = [merged(row[d] for row in per) for d in range(4)]
        put(prefix, mean_of(features(m, whole) for m in columns if m.sum() > 0), '_2_5D_avg')
        put(prefix, features(merged(columns), 4 * whole), '_2_5D_comb')
        volume = [matrix(levels, d) for d in DIRECTIONS]
        put(prefix, mean_of(features(m, whole) for m in volume if m.sum() > 0), '_3D_avg')
        put(prefix, features(merged(volume), 13 * whole), '_3D_comb')

    six('cm', None, lambda s, d: glcm(s, d, ng), lambda m, n: glcm_features(m))
    six('rlm', None, lambda s, d: table(*runs(s, d), ng), lambda m, n: named('rlm', emphasis(m, n)))

    def three(prefix, matrix):
        flat = [matrix(s, True) for s in slices]
        put(prefix, mean_of(named(prefix, emphasis(m, n)) for m, n in zip(flat, counts)), '_2D')
        put(prefix, named(prefix, emphasis(merged(flat), whole)), '_2_5D')
        put(prefix, named(prefix, emphasis(matrix(levels, False), whole)), '_3D')

    def sizes(s, flat):
        value, size, _ = zones(s, flat)
        return table(value, size, ng)

    def distances(s, flat):
        value, _, label = zones(s, flat)
        near = ndimage.minimum(borders(s > 0, flat), label, np.arange(1, len(value) + 1)).astype(int)
        return table(value, near, ng)

    def dependences(s, flat):
        value, _, _, alike = neighbours(s, flat)
        return table(value, alike.astype(int) + 1, ng)

    three('szm', sizes)
    three('dzm', distances)
    three('ngl', dependences)

    def tones(s, flat):
        value, count, total, _ = neighbours(s, flat)
        on = count > 0
        difference = abs(value[on] - total[on] / count[on])
        return np.array([np.bincount(value[on], minlength=ng + 1)[1:], np.bincount(value[on], difference, ng + 1)[1:]])

    flat = [tones(s, True) for s in slices]
    put('ngt', mean_of(ngtdm_from(*t) for t in flat if t[0].sum() > 0), '_2D')
    put('ngt', ngtdm_from(*sum(flat)), '_2_5D')
    put('ngt', ngtdm_from(*tones(levels, False)), '_3D')
    return out


# ---------------------------------------------------------------- PyRadiomics' names

GLCM_NAMES = dict(
    Autocorrelation='auto_corr', JointAverage='joint_avg', ClusterProminence='clust_prom', ClusterShade='clust_shade',
    ClusterTendency='clust_tend', Contrast='contrast', Correlation='corr', DifferenceAverage='diff_avg',
    DifferenceEntropy='diff_entr', DifferenceVariance='diff_var', JointEnergy='energy', JointEntropy='joint_entr',
    Imc1='info_corr1', Imc2='info_corr2', Idm='inv_diff_mom', MCC='mcc', Idmn='inv_diff_mom_norm', Id='inv_diff',
    Idn='inv_diff_norm', InverseVariance='inv_var', MaximumProbability='joint_max', SumAverage='sum_avg',
    SumEntropy='sum_entr', SumSquares='joint_var')


def counted_names(short, long, low, high, both, second):
    names = dict(GrayLevelNonUniformity='glnu', GrayLevelNonUniformityNormalized='glnu_norm', GrayLevelVariance='gl_var')
    names.update({f'Low{both}': 'low', f'High{both}': 'high', f'{short}Emphasis': 'short', f'{long}Emphasis': 'long',
                  f'{short}LowGrayLevelEmphasis': 'short_low', f'{short}HighGrayLevelEmphasis': 'short_high',
                  f'{long}LowGrayLevelEmphasis': 'long_low', f'{long}HighGrayLevelEmphasis': 'long_high'})
    names.update(second)
    return names


RUN_NAMES = counted_names('ShortRun', 'LongRun', 0, 0, 'GrayLevelRunEmphasis', dict(
    RunEntropy='entr', RunLengthNonUniformity='nu', RunLengthNonUniformityNormalized='nu_norm', RunPercentage='perc',
    RunVariance='var'))
ZONE_NAMES = counted_names('SmallArea', 'LargeArea', 0, 0, 'GrayLevelZoneEmphasis', dict(
    ZoneEntropy='entr', SizeZoneNonUniformity='nu', SizeZoneNonUniformityNormalized='nu_norm', ZonePercentage='perc',
    ZoneVariance='var'))
DEPENDENCE_NAMES = counted_names('SmallDependence', 'LargeDependence', 0, 0, 'GrayLevelEmphasis', dict(
    DependenceEntropy='entr', DependenceNonUniformity='nu', DependenceNonUniformityNormalized='nu_norm',
    DependenceVariance='var'))
del DEPENDENCE_NAMES['GrayLevelNonUniformityNormalized']


def discretised(x, width=None, count=None):
    x = x.astype(float)
    if count:
        low, high = x.min(), x.max()
        return np.ones(len(x), int) if low == high else np.minimum((count * (x - low) / (high - low)).astype(int) + 1, count)
    return (np.floor(x / width) - np.floor(x.min() / width)).astype(int) + 1


def pyradiomics(image, mask, spacing, width=25.0, count=None):
    box = tuple(slice(a.min(), a.max() + 1) for a in np.where(mask))
    mask, image = mask[box], image[box]
    x = image[mask].astype(float)
    levels = np.zeros(mask.shape, int)
    levels[mask] = discretised(x, width, count)
    ng, n = int(levels.max()), len(x)
    p = np.bincount(levels[mask], minlength=ng + 1)[1:] / n
    s = statistics(x)
    out = {}

    def put(family, features):
        out.update({f'original_{family}_{k}': float(v) for k, v in features.items()})

    put('firstorder', {
        '10Percentile': s['p10'], '90Percentile': s['p90'], 'Energy': s['energy'], 'Entropy': entropy(p),
        'InterquartileRange': s['iqr'], 'Kurtosis': s['kurt'] + 3 if s['var'] else 0, 'Maximum': s['max'],
        'MeanAbsoluteDeviation': s['mad'], 'Mean': s['mean'], 'Median': s['median'], 'Minimum': s['min'],
        'Range': s['range'], 'RobustMeanAbsoluteDeviation': s['rmad'], 'RootMeanSquared': s['rms'], 'Skewness': s['skew'],
        'TotalEnergy': s['energy'] * np.prod(spacing), 'Uniformity': (p ** 2).sum(), 'Variance': s['var']})
    put('shape', pyradiomics_shape(mask, spacing))
    # Directions along an axis in which the ROI is one voxel thick are no directions of it.
    own = [d for d in DIRECTIONS if all(abs(c) < size for c, size in zip(d, mask.shape))]
    together = [glcm(levels, d, ng) for d in own]
    features = [glcm_features(m) for m in together if m.sum() > 0]
    if features:
        f = mean_of(features)
        put('glcm', {k: f[v] for k, v in GLCM_NAMES.items()})
    f = mean_of(emphasis(table(*runs(levels, d), ng), n) for d in own) if own else None
    if f:
        put('glrlm', {k: f[v] for k, v in RUN_NAMES.items()})
    value, size, _ = zones(levels, False)
    f = emphasis(table(value, size, ng), n)
    put('glszm', {k: f[v] for k, v in ZONE_NAMES.items()})
    value, _, _, alike = neighbours(levels, False)
    f = emphasis(table(value, alike.astype(int) + 1, ng), n)
    put('gldm', {k: f[v] for k, v in DEPENDENCE_NAMES.items()})
    put('ngtdm', {k.capitalize(): v for k, v in ngtdm_features(levels, False, True).items()})
    if mask.shape[0] == 1:
        put('shape2D', shape2d(mask[0], spacing[1:]))
    return out


def pyradiomics_shape(mask, spacing):
    triangles = mesh(mask, spacing)
    v, a = mesh_sizes(triangles)
    l1, l2, l3 = principal(mask, spacing)
    points = np.unique(triangles.reshape(-1, 3), axis=0)
    planes = lambda axis: max(widest(points[points[:, axis] == at]) for at in np.unique(points[:, axis]))
    return dict(
        Elongation=np.sqrt(l2 / l1) if l1 else np.nan, Flatness=np.sqrt(l3 / l1) if l1 else np.nan,
        LeastAxisLength=4 * np.sqrt(l3), MajorAxisLength=4 * np.sqrt(l1), Maximum2DDiameterColumn=planes(1),
        Maximum2DDiameterRow=planes(2), Maximum2DDiameterSlice=planes(0), Maximum3DDiameter=widest(points), MeshVolume=v,
        MinorAxisLength=4 * np.sqrt(l2), Sphericity=(36 * np.pi * v ** 2) ** (1 / 3) / a, SurfaceArea=a,
        SurfaceVolumeRatio=a / v, VoxelVolume=mask.sum() * np.prod(spacing))


def shape2d(mask, spacing):
    """Marching squares: corners inside that only meet over the diagonal stay apart."""
    m = np.pad(mask.astype(int), 1)
    corners = [(0, 0), (0, 1), (1, 1), (1, 0)]
    surface = perimeter = 0.0
    points = []
    for y, x in np.ndindex(m.shape[0] - 1, m.shape[1] - 1):
        inside = [m[y + b, x + a] for b, a in corners]
        middle = lambda k: np.array([(y + (corners[k % 4][0] + corners[(k + 1) % 4][0]) / 2) * spacing[0],
                                     (x + (corners[k % 4][1] + corners[(k + 1) % 4][1]) / 2) * spacing[1]])
        crossed = [k for k in range(4) if inside[k] != inside[(k + 1) % 4]]
        if len(crossed) == 2:
            ends = [(crossed[0], crossed[1])] if inside[(crossed[0] + 1) % 4] else [(crossed[1], crossed[0])]
        else:
            ends = [(k + 3, k) for k in range(4) if inside[k]] if crossed else []
        for a, b in ends:
            p, q = middle(a), middle(b)
            surface += (p[0] * q[1] - p[1] * q[0]) / 2
            perimeter += np.linalg.norm(p - q)
            points += [p, q]
    a = abs(surface)
    l1, l2 = principal(mask, spacing)
    return dict(Elongation=np.sqrt(l2 / l1) if l1 else np.nan, MajorAxisLength=4 * np.sqrt(l1),
                MaximumDiameter=widest(np.array(points)), MeshSurface=a, MinorAxisLength=4 * np.sqrt(l2),
                Perimeter=perimeter, PerimeterSurfaceRatio=perimeter / a, PixelSurface=mask.sum() * np.prod(spacing),
                Sphericity=2 * np.sqrt(np.pi * a) / perimeter)


# ---------------------------------------------------------------- images and commands

def nifti(path):
    """[z, y, x] and its spacing; voxel order is the file's."""
    raw = gzip.open(os.path.join(DATA, path)).read()
    nx, ny, nz = np.frombuffer(raw[42:48], '<i2')
    kind = {2: 'u1', 4: '<i2', 8: '<i4', 16: '<f4', 64: '<f8', 512: '<u2'}[int(np.frombuffer(raw[70:72], '<i2')[0])]
    sx, sy, sz = np.frombuffer(raw[80:92], '<f4')
    start = int(np.frombuffer(raw[108:112], '<f4')[0])
    slope, intercept = np.frombuffer(raw[112:120], '<f4')
    data = np.frombuffer(raw[start:], kind, int(nx) * int(ny) * int(nz)).reshape(nz, ny, nx)
    return (data * slope + intercept if slope not in (0, 1) or intercept else data), tuple(map(float, (sz, sy, sx)))


def phantom():
    image, spacing = nifti('ibsi-1-digital-phantom/nifti/image/phantom.nii.gz')
    mask, _ = nifti('ibsi-1-digital-phantom/nifti/mask/mask.nii.gz')
    return image.astype(int), mask > 0, spacing


def generated(seed, shape, share, low, high):
    """The same numbers as the tests draw: x <- (1103515245 x + 12345) mod 2^31, its upper 16 bits used."""
    n, state, draws = int(np.prod(shape)), seed, []
    for _ in range(2 * n):
        state = (1103515245 * state + 12345) % 2 ** 31
        draws.append(state >> 15)
    draws = np.array(draws)
    image = low + draws[:n] * (high - low + 1) // 65536
    return image.reshape(shape), (draws[n:] < share * 65536).reshape(shape)


def ball(voxels):
    """A round ROI of smooth intensities with noise, about as many voxels as asked."""
    r = (3 * voxels / 4 / np.pi) ** (1 / 3)
    n = int(2 * r + 5)
    z, y, x = np.meshgrid(*[np.arange(n) - n / 2] * 3, indexing='ij')
    mask = z * z + y * y + x * x <= r * r
    noise, _ = generated(7, (n, n, n), 1, -150, 150)
    return (np.round(x * 9 + y * 5)).astype(int) + noise, mask, (5.0, 0.8, 0.8)


CASES = dict(
    dense=(1, (6, 9, 8), 0.9, -200, 400, (1.0, 1.0, 1.0)),
    sparse=(2, (7, 6, 10), 0.35, -100, 300, (5.0, 0.8, 0.8)),
    flat=(3, (1, 14, 12), 0.8, 0, 250, (3.0, 1.0, 1.5)))


def write():
    image, mask, spacing = phantom()
    out = dict(phantom=pyradiomics(image, mask, spacing, 1.0))
    for name, (seed, shape, share, low, high, spacing) in CASES.items():
        image, mask = generated(seed, shape, share, low, high)
        levels = np.zeros(shape, int)
        levels[mask] = ((image[mask] - image[mask].min()) // 25) + 1
        out[name] = pyradiomics(image, mask, spacing)
        if shape[0] > 1:
            out[f'{name}Ibsi'] = ibsi(image, mask, spacing, levels)
    out['denseCount'] = pyradiomics(*generated(1, (6, 9, 8), 0.9, -200, 400), (1.0, 1.0, 1.0), count=16)
    image, spacing = nifti('ct-sarcoma-sts/nifti/STS_004/CT_image.nii.gz')
    mask, _ = nifti('ct-sarcoma-sts/nifti/STS_004/CT_mask.nii.gz')
    out['sarcoma'] = pyradiomics(np.round(image).astype(int), mask > 0, spacing)
    with open(os.path.join(HERE, 'radiomics.json'), 'w') as file:
        json.dump(out, file, indent=1)
        file.write('\n')


def check_ibsi():
    image, mask, spacing = phantom()
    out = ibsi(image, mask, spacing, np.where(mask, image, 0))
    path = os.path.join(DATA, 'ibsi-1-reference-values/ibsi_1_reference_values/ibsi_1_dig_phantom.csv')
    rows = missed = 0
    for line in open(path).read().split('\n')[1:]:
        value, tolerance, tag = (line.strip() + ';;').split(';')[:3]
        if not value:
            continue
        rows += 1
        got = out.get(tag, np.nan)
        digits = len(value.replace('-', '').replace('.', '').lstrip('0')) or 1
        same = got == float(value) or float(f'{got:.{digits}g}') == float(value) or abs(got - float(value)) <= float(tolerance)
        # 1490 has three digits: a trailing 0 of a whole number says nothing.
        if not same and '.' not in value:
            same = float(f'{got:.{len(value.lstrip("-").rstrip("0"))}g}') == float(value)
        if not same:
            missed += 1
            print(f'{tag}: {got} for {value} ({tolerance})')
    print(f'{rows} rows, {missed} missed')


if __name__ == '__main__':
    command = sys.argv[1]
    if command == 'ibsi':
        check_ibsi()
    elif command == 'write':
        write()
    else:
        image, mask, spacing = ball(int(sys.argv[2]))
        # Processor time: other programs on the machine do not count.
        start = time.process_time()
        pyradiomics(image, mask, spacing)
        print(json.dumps(dict(voxels=int(mask.sum()), seconds=time.process_time() - start)))
