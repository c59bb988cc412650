"""Files that anybody may use again: subsidies (SCDL), territories (GeoJSON)."""
