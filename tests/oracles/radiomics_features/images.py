"""The images and ROIs of the checks: the IBSI phantom, a sarcoma, and generated ones; the real data is found as the tests find it."""
import gzip
import os

import numpy as np

DATA = os.environ.get('TIMESCOPE_DATA') or os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../../../shared/data')


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
