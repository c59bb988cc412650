"""Steering: envelopes, payments, projections, deadlines and alerts."""
