"""The same map, bars and table as a plain Streamlit page: nothing cached, no fragment, whole page rerun."""

import json

import pandas as pd
import streamlit as st
from plotly import graph_objects as go

from maynum_dash.sources.reference import load_boundaries, load_reference

FIELDS = {"Taux d’illectronisme": "estimated_rate_pct", "Personnes": "estimated_people"}
BLANK = {"version": 8, "sources": {}, "layers": []}

st.set_page_config("Plain", layout="wide")
epci = load_reference().epci
label = st.selectbox("Indicateur", list(FIELDS))
values: pd.Series = epci[FIELDS[label]]
st.html(f'<div class="mn-legend"><h2>{label}</h2></div>')
drawn = go.Figure(
    go.Choroplethmap(
        geojson=json.loads(load_boundaries("epci")), locations=epci["code"], z=values, colorscale="Purples"
    )
)
drawn.update_layout(map={"style": BLANK, "center": {"lon": -0.65, "lat": 48.1}, "zoom": 8}, height=620)
st.plotly_chart(drawn, key="map")
st.plotly_chart(go.Figure(go.Bar(x=epci["name"], y=values)), key="bars")
st.dataframe(epci)
