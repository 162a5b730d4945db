"""Nuclei out of HoVer-Net's maps as the training code finds them: JSON of bytes on stdin, labels on stdout."""

import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2] / "models/training"))

from nuclei.ways import hover_nuclei, ways  # noqa: E402

asked = json.load(sys.stdin)
plane = lambda name: np.array(asked[name]).reshape(asked["height"], asked["width"])  # noqa: E731
maps = [plane(name).astype(np.uint8) for name in ("foreground", "horizontal", "vertical")]
json.dump(
    {
        "labels": hover_nuclei(*maps, asked["threshold"]).ravel().tolist(),
        "ways": [way.ravel().tolist() for way in ways(plane("truth"))],
    },
    sys.stdout,
)
