"""The third platform: a local page with channels, a composer and a clock to turn. Needs no token."""
