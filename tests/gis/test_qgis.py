"""QGIS opens the layers with their styles."""

from __future__ import annotations

import subprocess
import textwrap
from pathlib import Path

import pytest

from gis.files import NAMES

QGIS = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
try:
    from qgis.core import QgsApplication, QgsVectorLayer
except ImportError:
    print("no QGIS")
    os._exit(0)
app = QgsApplication([], False)
app.initQgis()
for name in sys.argv[2].split(","):
    layer = QgsVectorLayer(f"{sys.argv[1]}|layername={name}", name, "ogr")
    words = layer.attributeAlias(layer.fields().indexOf("municipality_bg" if name != "assignments" else "service_bg"))
    print(name, layer.isValid(), layer.featureCount(), type(layer.renderer()).__name__, words, sep="|")
sys.stdout.flush()
os._exit(0)  # its own end is not always clean without a screen
"""


def test_qgis_opens_every_layer_with_its_style(folder: Path, tmp_path: Path):
    """With the libraries of QGIS, where the machine has them (Debian: python3-qgis)."""
    system = Path("/usr/bin/python3")
    if not system.exists():
        pytest.skip("no Python of the system")
    script = tmp_path / "look.py"
    script.write_text(textwrap.dedent(QGIS), encoding="utf-8")
    done = subprocess.run(
        [system, script, folder / "needsmap.gpkg", ",".join(NAMES)], capture_output=True, encoding="utf-8", check=False,
        env={"XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    if done.stdout.startswith("no QGIS"):
        pytest.skip("QGIS is not installed")
    found = {row[0]: row[1:] for row in (line.split("|") for line in done.stdout.splitlines())}
    assert found == {
        "municipalities": ["True", "2", "QgsSingleSymbolRenderer", "община"],
        "territories": ["True", "4", "QgsRuleBasedRenderer", "община"],
        "service_areas": ["True", "4", "QgsCategorizedSymbolRenderer", "община"],
        "assignments": ["True", "9", "QgsRuleBasedRenderer", "услуга"],
        "mobile_rounds": ["True", "2", "QgsRuleBasedRenderer", "община"],
        "settlements": ["True", "4", "QgsRuleBasedRenderer", "община"],
        "units": ["True", "5", "QgsPointDisplacementRenderer", "община"],
    }
