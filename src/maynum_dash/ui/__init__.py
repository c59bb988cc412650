"""Floor 4: the screen; the only place that imports Streamlit."""
