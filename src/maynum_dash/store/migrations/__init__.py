"""The life of the schema: one module per revision, applied in order, never changed once published."""
