"""An almost empty Streamlit page: the floor of every measure."""

import streamlit as st

st.set_page_config("Empty", layout="wide")
chosen = st.segmented_control("Choice", ["a", "b"], default="a", required=True, key="choice")
st.html(f'<p id="answer">{chosen}</p>')
