"""Features by the tags of the IBSI reference values."""
import numpy as np
from scipy import ndimage
from scipy.spatial import ConvexHull

from radiomics_features.intensities import histogram_features, local_peaks, statistics, volume_histogram
from radiomics_features.matrices import DIRECTIONS, FLAT, borders, glcm, neighbours, runs, table, zones
from radiomics_features.shape import ellipsoid_area, mesh, mesh_sizes, principal, widest
from radiomics_features.textures import emphasis, glcm_features, mean_of, ngtdm_from


COUNTED = dict(
    rlm=('sre lre lgre hgre srlge srhge lrlge lrhge glnu glnu_norm rlnu rlnu_norm r_perc gl_var rl_var rl_entr'),
    szm=('sze lze lgze hgze szlge szhge lzlge lzhge glnu glnu_norm zsnu zsnu_norm z_perc gl_var zs_var zs_entr'),
    dzm=('sde lde lgze hgze sdlge sdhge ldlge ldhge glnu glnu_norm zdnu zdnu_norm z_perc gl_var zd_var zd_entr'),
    ngl=('lde hde lgce hgce ldlge ldhge hdlge hdhge glnu glnu_norm dcnu dcnu_norm dc_perc gl_var dc_var dc_entr dc_energy'))
ORDER = ('short long low high short_low short_high long_low long_high glnu glnu_norm nu nu_norm perc gl_var var entr '
         'energy').split()


def named(family, features):
    return {name: features[own] for name, own in zip(COUNTED[family].split(), ORDER)}


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
