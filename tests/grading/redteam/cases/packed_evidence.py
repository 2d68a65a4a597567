"""Evidence in an archive that unpacks to far more than it takes."""

ATTACK = """
import io
import zipfile

import reglab.checks.probing.probe as probing

def bomb(*args, **kwargs):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tree.npy", bytes(300_000_000))
        archive.writestr("floats.npy", bytes(1_000))
    return buffer.getvalue()

probing.probe_drawn = bomb
"""
EXPECTED = {"soft": 0, "lambda": 0}
