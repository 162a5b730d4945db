"""The surface of a ROI between inside and outside, and what is measured on it."""
import numpy as np
from scipy.spatial import ConvexHull


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
