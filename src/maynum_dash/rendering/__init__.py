"""Floor 3: figures and documents, without Streamlit."""
