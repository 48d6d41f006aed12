"""The plan for geographic information systems: layers, their names in Bulgarian, styles, GeoPackage, GeoParquet."""
