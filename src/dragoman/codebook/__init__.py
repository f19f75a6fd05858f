"""The codebook: editable TOML data, and the loaders that check it."""
