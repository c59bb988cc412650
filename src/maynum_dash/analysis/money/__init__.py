"""Money: plans, movements in the four readings, cross tables, and what employers have left to pay."""
