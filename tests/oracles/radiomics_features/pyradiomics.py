"""Features by PyRadiomics' names."""
import numpy as np

from radiomics_features.intensities import entropy, statistics
from radiomics_features.matrices import DIRECTIONS, glcm, neighbours, runs, table, zones
from radiomics_features.shape import mesh, mesh_sizes, principal, widest
from radiomics_features.textures import emphasis, glcm_features, mean_of, ngtdm_features


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
