"""
The pixels of a compressed tile as Pillow decodes them, independently of our decoders: RGB bytes on standard output.

    python3 tests/oracles/decode_tile.py FILE
"""

import sys

from PIL import Image

sys.stdout.buffer.write(Image.open(sys.argv[1]).convert("RGB").tobytes())
