"""Opens addresses that people and feeds name: public ones alone, within limits, and as a publisher would like it."""
