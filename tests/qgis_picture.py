"""The picture of docs/gis.md: QGIS draws a GeoPackage with the styles that are in it, and its own legend.

With the Python that QGIS belongs to (Debian: python3-qgis), without a screen:

    QT_QPA_PLATFORM=offscreen /usr/bin/python3 tests/qgis_picture.py outputs/haskovo/needsmap.gpkg picture.png
"""

from __future__ import annotations

import os
import sys

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsLayerTree,
    QgsLayoutExporter,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutSize,
    QgsLegendStyle,
    QgsPrintLayout,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtGui import QFont

LAYERS = ("territories", "municipalities", "settlements", "units")
"""From the lowest to the uppermost."""


def draw(path: str, picture: str) -> bool:
    """Draw the layers of the file at `path` into `picture`."""
    project = QgsProject.instance()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:7801"))
    layers = []
    for name in LAYERS:
        layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
        layer.setName(layer.metadata().title() or name)
        project.addMapLayer(layer)
        layers.insert(0, layer)
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(352, 190))
    shown = QgsLayoutItemMap(layout)
    shown.attemptSetSceneRect(QRectF(3, 3, 245, 184))
    shown.setLayers(layers)
    shown.setFrameEnabled(True)
    layout.addLayoutItem(shown)
    extent = QgsCoordinateTransform(layers[2].crs(), project.crs(), project).transformBoundingBox(layers[2].extent())
    extent.scale(1.03)
    shown.zoomToExtent(extent)
    legend = QgsLayoutItemLegend(layout)
    legend.setAutoUpdateModel(False)
    legend.setLinkedMap(shown)
    tree = QgsLayerTree()
    for layer in layers:
        tree.addLayer(layer)
    legend.model().setRootGroup(tree)
    for part, size in ((QgsLegendStyle.Subgroup, 9.0), (QgsLegendStyle.SymbolLabel, 8.0)):
        style = legend.style(part)
        font = QFont("DejaVu Sans")
        font.setPointSizeF(size)
        style.setFont(font)
        legend.setStyle(part, style)
    legend.attemptSetSceneRect(QRectF(251, 3, 98, 150))
    layout.addLayoutItem(legend)
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 120
    return QgsLayoutExporter(layout).exportToImage(picture, settings) == QgsLayoutExporter.Success


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    code = 0 if draw(sys.argv[1], sys.argv[2]) else 1
    sys.stdout.flush()
    os._exit(code)  # the end of QGIS is not always clean without a screen
