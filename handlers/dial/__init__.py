"""The dial page: how to get into one call, for whoever was given its address."""
