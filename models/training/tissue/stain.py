"""Optical density of haematoxylin and DAB as the pipeline has them: over the slide's white, default vectors."""

import numpy as np

# Inverse of Ruifrok's H-DAB matrix as QuPath has it (Ruifrok and Johnston 2001): columns haematoxylin, DAB.
FROM_DENSITY = np.array([[1.20859, -0.69721], [0.68440, 0.02100], [-0.91850, 1.51201]], np.float32)
# Densities that networks see end here. Ours.
MOST = 2.0


def densities(rgb, white):
    """[2, H, W] haematoxylin and DAB, 0 to 2."""
    share = np.maximum(rgb, 1).astype(np.float32) / np.maximum(np.asarray(white, np.float32), 1)
    amounts = np.maximum(-np.log10(share), 0) @ FROM_DENSITY
    return amounts.clip(0, MOST).transpose(2, 0, 1).astype(np.float32)
