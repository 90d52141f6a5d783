"""What the operator decides: settings, and where the log goes. The lowest layer: it imports nothing of the product."""
