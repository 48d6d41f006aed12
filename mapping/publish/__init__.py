"""What a run publishes: the printed map, GeoJSON, and tables."""
