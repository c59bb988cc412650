"""Charts: tables in, dressed Plotly figures out."""
