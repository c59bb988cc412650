"""What may be typed: the commands, their options, their help; nothing here loads data or computes."""
