"""What all pages of ours share: their look, and the headers that keep them private."""
